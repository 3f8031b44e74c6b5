/** A table as text for other programs. Its cells are a page's text: data, never a formula. */

export interface Sheet {
  heads: string[];
  /** For each head the values of a cell; several where a row holds several. */
  rows: string[][][];
}

const BETWEEN = '; ';

/** Spreadsheets run what begins so; a sign before it makes it text. Numbers stay numbers. */
function tame(text: string): string {
  const isNumber = /^[+-]?[\d.,\s]*\d[\d.,\s]*(%|[\p{Sc}]|[A-Z]{3})?$/u.test(text);
  return /^[=+\-@\t\r]/.test(text) && !isNumber ? `'${text}` : text;
}

function flat(values: string[]): string {
  return tame(values.join(BETWEEN));
}

/** RFC 4180. */
export function csv({ heads, rows }: Sheet): string {
  const quoted = (text: string) =>
    /["\n\r,;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return [heads.map(tame), ...rows.map((row) => row.map(flat))]
    .map((cells) => `${cells.map(quoted).join(',')}\r\n`)
    .join('');
}

/** For the clipboard: cells apart by tabs, rows by line ends, so that a spreadsheet takes it. */
export function tsv({ heads, rows }: Sheet, withHeads = true): string {
  const plain = (text: string) => text.replace(/[\t\r\n]+/g, ' ');
  const lines = rows.map((row) => row.map((values) => plain(flat(values))).join('\t'));
  return (withHeads ? [heads.map((head) => plain(tame(head))).join('\t'), ...lines] : lines).join(
    '\n',
  );
}

/** Objects by head: a string, a list of strings, or null where the cell is empty. */
export function json({ heads, rows }: Sheet): string {
  return JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(
        heads.map((head, i) => {
          const values = row[i] ?? [];
          return [head, values.length > 1 ? values : (values[0] ?? null)];
        }),
      ),
    ),
    null,
    2,
  );
}

/** A file name from what a page or the person calls it: letters, digits and dashes only. */
export function fileName(title: string, extension: 'csv' | 'json'): string {
  const base = title
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${base || 'table'}.${extension}`;
}
