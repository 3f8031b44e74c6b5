/** What the side panel and a picked source (a page, a document) say to each other. */
import type { Shape } from '../page/rows';

/** Also the name of the port between panel and page. */
export const PICK_PORT = 'pick';

export type CellState = 'found' | 'absent' | 'unsure';

/** Who says that a value is this: a click, the likeness to clicked ones, or the student. */
export type By = 'person' | 'like' | 'student';

export interface Cell {
  state: CellState;
  by: By;
  values: string[];
}

/** What of a place is its value: what one reads there, where its link leads, where its picture is. */
export type Take = 'text' | 'link' | 'image';

export const TAKES: readonly Take[] = ['text', 'link', 'image'];

export interface FieldView {
  name: string;
  take: Take;
  /** What can be taken of its values. */
  takes: Take[];
  /** Values on this page. */
  count: number;
  /** How many a click on "all like it" would take; 0 where there is nothing to take. */
  more: number;
  /** Values like those filled in that stand beyond what the student reads of a large page. */
  beyond: number;
  /** The way to its values in words; empty where the source has none. */
  way: string;
}

export interface View {
  title: string;
  url: string;
  shape: Shape;
  /** The field that clicks go to now, or null; one behind the last is a new one. */
  picking: number | null;
  /** The row whose cell the next click corrects, or null. */
  correcting: number | null;
  fields: FieldView[];
  /** At most `MOST_ROWS`. */
  rows: Cell[][];
  /** How many there are. */
  total: number;
  mayUndo: boolean;
  /** Whether anything was changed by the person since it was filled in. */
  touched: boolean;
  next: { text: string; href: string } | null;
  notice: 'noText' | 'tooLong' | 'cut' | null;
}

export const MOST_ROWS = 2_000;

/** What the student found of one field: where each value is, as the source numbers its places. */
export interface Filled {
  name: string;
  state: CellState;
  values: string[];
  /** Nodes of the snapshot, or where in a text a value begins; empty where it has no such place. */
  places: number[];
}

/** A page or document with its values, as an example to learn from. */
export interface Sample {
  /** A member of the examples format: `page` or `json`. */
  input: Record<string, unknown>;
  output: Record<string, string | string[] | null>;
  rows: string[][][];
}

/** What a sample is for: to be filled in, or to be kept as an example. */
export type Use = 'ask' | 'keep';

export type Command =
  | { do: 'pick'; field: number }
  | { do: 'correct'; field: number; row: number }
  | { do: 'reject'; field: number; row: number }
  | { do: 'all'; field: number }
  | { do: 'take'; field: number; take: Take }
  | { do: 'rename'; field: number; name: string }
  | { do: 'remove'; field: number }
  | { do: 'shape'; shape: Shape }
  | { do: 'undo' }
  | { do: 'stop' }
  | { do: 'clear' }
  | { do: 'show'; field: number | null; row: number }
  | { do: 'hide' }
  | { do: 'fill'; filled: Filled[]; shape: Shape }
  | { do: 'sample'; id: number };

/** The tab shows a plain file, which the panel itself shows and picks from. */
export interface PlainFile {
  text: string;
  name: string;
  url: string;
}

/** Why a page does not become an example: it takes passwords, payments or codes. */
export type SampleRefusal = 'secretPage';

export type Told =
  | { view: View }
  | { sample: Sample; id: number }
  | { refused: SampleRefusal; id: number }
  | { document: PlainFile };
