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
  /** Of a kind that is never filled: files, colours, lists of several choices. */
  | 'other';

export type FieldTag = 'input' | 'textarea' | 'select' | 'radio' | 'editable';

export interface FormField {
  /** The same for as long as the page is open. */
  id: number;
  tag: FieldTag;
  /** The input's type; of others their tag. */
  type: string;
  name: string;
  htmlId: string;
  autocomplete: string;
  label: string;
  placeholder: string;
  aria: string;
  title: string;
  /** The words right before it. */
  before: string;
  /** The legend or heading it stands under. */
  group: string;
  /** Which form of the page, or -1. */
  form: number;
  class: string;
  data: string;
  maxlength?: number;
  pattern: string;
  inputmode: string;
  required?: boolean;
  lang?: string;
  /** Of list boxes and radio buttons: value and text of each. */
  options?: [value: string, text: string][];
  box: [x: number, y: number, width: number, height: number];
  state: FieldState;
  /** What stands in it, only where the person wants that used: a list's choice by its text. */
  value?: string;
}

export interface FormSnapshot {
  form: 1;
  url: string;
  title: string;
  lang: string;
  fields: FormField[];
}

export const MOST_FIELDS = 400;
export const MOST_OPTIONS = 400;
/** Characters of one description. */
export const LONGEST = 300;
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
    field.aria,
    field.placeholder,
    field.options ?? null,
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
