/** What the panel and the script in a page say to each other about filling. */
import type { Snapshot } from '../page/snapshot';
import type { ReadForm } from './form';

/** Also the name of the port between panel and page. */
export const FILL_PORT = 'fill';

/** A value for a field; of lists and radio buttons the option's value, of ticks `on` or `off`. */
export interface Wanted {
  ref: number;
  value: string;
}

export interface Outcome {
  ref: number;
  outcome:
    | 'filled'
    /** The field wrote it its own way. */
    | 'reformatted'
    /** The page took all of it and is as empty as before. */
    | 'emptied'
    /** The field would not have it, and has what it had before. */
    | 'rejected'
    /** The person had written there meanwhile. */
    | 'taken'
    /** It cannot be seen any more. */
    | 'unseen'
    /** It says something else than it did in the preview. */
    | 'changed'
    | 'gone';
}

/** What was read of a page to fill from. */
export interface PageText {
  page: Snapshot;
  /** What the person has marked there; empty where nothing is. */
  selection: string;
}

export type Command =
  | { do: 'read'; id: number; values: boolean }
  | { do: 'source'; id: number }
  | { do: 'fill'; id: number; wanted: Wanted[] }
  | { do: 'undo'; id: number }
  /** Shows where a value comes from: nodes of the snapshot that was read last. */
  | { do: 'showNodes'; nodes: number[] }
  | { do: 'showField'; ref: number }
  | { do: 'hide' };

export type Told =
  | { id: number; read: ReadForm; secret: boolean }
  | { id: number; source: PageText }
  | { id: number; refused: 'secretPage' }
  | { id: number; outcomes: Outcome[] }
  | { id: number; undone: number[]; kept: number[] }
  /** The form has other fields than were read. */
  | { changed: true }
  /** The person pressed something in the page since it was filled last; no script can say that. */
  | { acted: true };
