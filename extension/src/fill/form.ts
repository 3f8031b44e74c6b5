/** A form as the page shows it: the same for the panel, the engine and what is learned. */

/** Whether a field may be filled, or why not. Only `open` ones ever are. */
export type FieldState =
  | 'open'
  /** Something stands in it already. */
  | 'taken'
  | 'hidden'
  | 'offscreen'
  | 'covered'
  | 'disabled'
  | 'readonly'
  | 'secret'
  | 'search'
  /** A list of which several things may be chosen. */
  | 'several'
  /** A list that the page makes only when it is opened: nobody knows yet what it offers. */
  | 'menu'
  /** Written into by the page's own calendar or list alone. */
  | 'picker'
  /** Of a kind that is never filled: files, colours, sliders. */
  | 'other';

/** A field as the host reads it (`FormJson`); what is empty or false is left out. */
export interface FormField {
  tag: 'input' | 'textarea' | 'select' | 'editable';
  /** An input's type; `select-one`, `select-multiple`, `textarea` or `editable` of others. */
  type: string;
  name?: string;
  id?: string;
  autocomplete?: string;
  label?: string;
  placeholder?: string;
  title?: string;
  /** The words right before a field that has no label. */
  before?: string;
  /** The legend or heading it stands under. */
  section?: string;
  /** Of list boxes and of the radio buttons of one name: value and text of each. */
  options?: [value: string, text: string][];
  maxLength?: number;
  pattern?: string;
  inputMode?: string;
  required?: true;
  hidden?: true;
  filled?: true;
  locked?: true;
  box?: [x: number, y: number, width: number, height: number];
  /** Frames and shadow trees from the outside. */
  path?: string;
}

export interface FormSnapshot {
  form: 1;
  language: string;
  title: string;
  cut?: true;
  fields: FormField[];
}

/** What the page's script alone knows of a field; it stays in the browser. */
export interface Known {
  /** The same for as long as the page is open. */
  ref: number;
  state: FieldState;
  /** What stands in it, only where the person wants that used: of a choice its value. */
  value?: string;
}

/** A form as read, with what is known of each of its fields, in the same order. */
export interface ReadForm {
  url: string;
  form: FormSnapshot;
  known: Known[];
  /** Hosts of frames in it that the browser keeps apart: what they ask is the person's to fill. */
  apart: string[];
}

export const MOST_FIELDS = 400;
export const MOST_OPTIONS = 400;
/** Characters of one description. */
export const LONGEST = 300;
/** Characters of a heading, and of words before a field. */
export const LONGEST_LINE = 100;
/** Characters of one value. */
export const LONGEST_VALUE = 2_000;

/** What must be the same for a field to be still the one that the person saw in the preview. */
export function signature(field: FormField): string {
  return JSON.stringify([
    field.tag,
    field.type,
    field.name,
    field.autocomplete,
    field.label,
    field.before,
    field.placeholder,
    field.options,
  ]);
}

/** How a field that was filled stands there now. */
export type Standing = 'same' | 'reformatted' | 'different';

/** Whether a field says what it was given; one with a mask may write it its own way. */
export function standing(wanted: string, now: string): Standing {
  if (now === wanted) return 'same';
  const plain = (text: string) =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]/gu, '');
  const said = plain(wanted);
  return said !== '' && said === plain(now) ? 'reformatted' : 'different';
}
