/** What the panel and the script in a page say to each other about key passages. */
import type { Snapshot } from '../page/snapshot';

/** Also the name of the port between panel and page. */
export const SUMMARY_PORT = 'summary';

/** Where a sentence stands: its words, and the snapshot's node of the block that holds them. */
export interface Place {
  text: string;
  node: number;
}

/** What was read of a page. */
export interface PageRead {
  url: string;
  title: string;
  page: Snapshot;
  /** What the person has marked there; empty where nothing is. */
  selection: string;
  /** The text of a PDF that the page shows in its own layer; empty where there is none. */
  layer: string;
  /** Whether the tab shows a PDF itself: there is no page, and the file is brought part by part. */
  pdf: boolean;
}

export type Command =
  | { do: 'read'; id: number }
  /** A part of the PDF that the tab shows. */
  | { do: 'part'; id: number; from: number }
  | { do: 'mark'; places: Place[] }
  /** Scrolls to a sentence and shows which it is. */
  | { do: 'go'; place: Place }
  | { do: 'hide' };

export type Told =
  | { id: number; read: PageRead }
  /** The page takes passwords, payments or codes. */
  | { id: number; refused: 'secretPage' }
  /** In base64; `size` is the whole document's, in bytes. */
  | { id: number; bytes: string; size: number }
  | { id: number; failed: string }
  /** The person copied something there, or marked it; only while the panel is open. */
  | { did: 'copied' | 'marked'; text: string };
