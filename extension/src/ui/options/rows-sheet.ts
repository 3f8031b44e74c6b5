/** Rows that a transformation is to be done for: pasted, from a file, or of a collected table. */
import { t } from '../../i18n';
import type { RowAnswer } from '../../protocol';
import type { Sheet } from '../../words/table';
import { rowsOf } from '../fill/choice';

export interface RowSheet {
  heads: string[];
  rows: string[][];
}

export type RowInput = Record<string, string>;

export const MOST_ROWS = 5_000;
export const MOST_CHARACTERS = 1_000_000;

/** The columns of a task that takes one text. */
export const ONE_TEXT = ['text'];

/** Whether a task takes one text, whatever its column is called. */
export function isPlain(columns: string[]): boolean {
  return columns.length === 1 && columns[0] === 'text';
}

/**
 * The rows of a text. One text a line has commas and semicolons, too: what is typed or pasted is a
 * table only where tabs part its columns, or where a task takes several.
 *
 * @param name of the file it came from; empty where it was pasted
 */
export function sheetOf(text: string, name: string, columns: string[]): RowSheet {
  bounded(text.length, 0);
  const isTable = !isPlain(columns) || text.includes('\t') || /\.(csv|tsv|json)$/i.test(name);
  const sheet = isTable ? rowsOf(text, name) : null;
  if (!sheet && !isPlain(columns)) throw new Error(t('rows_no_table', columns.join(', ')));
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const rows = sheet?.rows ?? lines.filter((line) => line !== '').map((line) => [line]);
  bounded(0, rows.length);
  return { heads: sheet?.heads ?? [t('rows_text')], rows };
}

function bounded(characters: number, rows: number): void {
  if (characters > MOST_CHARACTERS || rows > MOST_ROWS) {
    throw new Error(t('rows_too_many', String(MOST_ROWS)));
  }
}

/** A collected table; of a cell with several values the list of them. */
export function sheetOfTable({ heads, rows }: Sheet): RowSheet {
  bounded(0, rows.length);
  return { heads, rows: rows.map((row) => row.map((values) => values.join('; '))) };
}

/**
 * The input of each row.
 *
 * @param column the one that a task of one text is done for
 */
export function inputsOf({ heads, rows }: RowSheet, columns: string[], column: number): RowInput[] {
  if (isPlain(columns)) return rows.map((row) => ({ text: (row[column] ?? '').trim() }));
  const places = columns.map((name) => heads.indexOf(name));
  const missing = columns.filter((_, i) => places[i] === -1);
  if (missing.length > 0) throw new Error(t('rows_missing', missing.join(', ')));
  return rows.map((row) =>
    Object.fromEntries(columns.map((name, i) => [name, row[places[i] ?? 0] ?? ''])),
  );
}

/** What is copied or saved: the rows with their results, empty where none is sure. */
export function filled({ heads, rows }: RowSheet, answers: RowAnswer[], name: string): Sheet {
  let head = name;
  while (heads.includes(head)) head += '*';
  return {
    heads: [...heads, head],
    rows: rows.map((row, i) => {
      const output = answers[i]?.output ?? null;
      return [...row.map((cell) => [cell]), output === null ? [] : [output]];
    }),
  };
}
