/** JSON, CSV and plain text as documents that can be picked from. Text only: nothing in it is run. */

/** What a document holds; objects of a table have its heads as keys. */
export type Value = null | boolean | number | string | Value[] | { [key: string]: Value };

export type Document =
  | { form: 'json'; value: Value }
  | { form: 'table'; heads: string[]; value: { [key: string]: Value }[] }
  | { form: 'text'; text: string };

/** Characters of a document at most. */
export const MAX_TEXT = 8_000_000;

const MAX_COLUMNS = 500;
const MAX_ROWS = 100_000;
const MAX_NESTING = 200;

/** Too large, or too deep, to be shown and learned from. */
export class Unreadable extends Error {}

/**
 * @param name the file's name or the page's address, empty where there is none
 */
export function read(text: string, name = ''): Document {
  if (text.length > MAX_TEXT) throw new Unreadable('tooLarge');
  const plain = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  const trimmed = plain.trimStart();
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) {
    const value = json(plain) ?? jsonLines(plain);
    if (value !== undefined) {
      if (nesting(value) > MAX_NESTING) throw new Unreadable('tooDeep');
      return { form: 'json', value };
    }
  }
  const table = tableOf(plain, /\.(csv|tsv)([?#]|$)/i.test(name));
  return table ?? { form: 'text', text: plain };
}

function json(text: string): Value | undefined {
  try {
    const value = JSON.parse(text) as Value;
    const written = numbersAsWritten(text);
    return written === text ? value : (JSON.parse(written) as Value);
  } catch {
    return undefined;
  }
}

/**
 * JSON in which every number that is no whole one that JavaScript holds is a string of what is
 * written: 19.90 and 1234567890123456789 stay that, and no language prints them otherwise.
 *
 * @param text well-formed
 */
function numbersAsWritten(text: string): string {
  const parts: string[] = [];
  const token = /"|-?\d[\d.eE+-]*/g;
  let end = 0;
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const [number] = found;
    if (number === '"') {
      token.lastIndex = endOfString(text, found.index);
    } else if (!/^-?\d+$/.test(number) || String(Number(number)) !== number) {
      parts.push(text.slice(end, found.index), `"${number}"`);
      end = token.lastIndex;
    }
  }
  return parts.join('') + text.slice(end);
}

/** Behind the quote that ends a string; by hand, for an expression runs out of stack in a long one. */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text[at - 1 - escapes] === '\\') escapes++;
    if (escapes % 2 === 0) return at + 1;
  }
  return text.length;
}

/** One JSON value in each line. */
function jsonLines(text: string): Value[] | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length < 2) return undefined;
  const values = lines.map(json);
  return values.some((value) => value === undefined) ? undefined : (values as Value[]);
}

/** Counted without recursion: a hostile document must not end the page by its depth. */
function nesting(value: Value): number {
  let deepest = 0;
  const waiting: [Value, number][] = [[value, 1]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [at, depth] = next;
    if (typeof at !== 'object' || at === null) continue;
    deepest = Math.max(deepest, depth);
    if (deepest > MAX_NESTING) return deepest;
    for (const child of Object.values(at)) waiting.push([child, depth + 1]);
  }
  return deepest;
}

/** A table, where the text is one: the same number of columns in nearly every line. */
function tableOf(text: string, named: boolean): Document | null {
  const separator = separatorOf(text);
  if (separator === null) return null;
  const records = parse(text, separator).filter((cells) => cells.some((cell) => cell !== ''));
  const [first, ...others] = records;
  if (!first || first.length < 2 || first.length > MAX_COLUMNS || others.length === 0) return null;
  const even = others.filter((cells) => cells.length === first.length).length;
  if (even < others.length * (named ? 0.5 : 0.9)) return null;
  const heads = headsOf(first);
  return {
    form: 'table',
    heads,
    value: others.map((cells) =>
      Object.fromEntries(heads.map((head, i): [string, Value] => [head, cells[i] ?? null])),
    ),
  };
}

/** Each column has a name of its own; the list's own `__proto__` is a name like any other. */
function headsOf(cells: string[]): string[] {
  const heads: string[] = [];
  for (const [i, cell] of cells.entries()) {
    const wanted = cell.trim() || `column ${i + 1}`;
    let head = wanted;
    for (let n = 2; heads.includes(head); n++) head = `${wanted} ${n}`;
    heads.push(head);
  }
  return heads;
}

/** The sign that parts the first lines into the same number of cells. */
function separatorOf(text: string): string | null {
  const lines = text.slice(0, 20_000).split(/\r?\n/).filter(Boolean).slice(0, 10);
  let best: [separator: string, count: number] | null = null;
  for (const separator of ['\t', ';', ',', '|']) {
    const counts = lines.map((line) => parse(line, separator)[0]?.length ?? 0);
    const count = counts[0] ?? 0;
    if (count < 2 || counts.filter((one) => one === count).length < counts.length / 2) continue;
    if (!best || count > best[1]) best = [separator, count];
  }
  return best?.[0] ?? null;
}

/** RFC 4180, with any separator; quotes may hold separators, line ends and doubled quotes. */
export function parse(text: string, separator: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at <= text.length && records.length < MAX_ROWS) {
    let cell = '';
    if (text[at] === '"') {
      at++;
      for (;;) {
        const quote = text.indexOf('"', at);
        if (quote < 0) {
          cell += text.slice(at);
          at = text.length;
          break;
        }
        cell += text.slice(at, quote);
        at = quote + 1;
        if (text[at] !== '"') break;
        cell += '"';
        at++;
      }
    }
    const start = at;
    while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') {
      at++;
    }
    record.push(cell + text.slice(start, at));
    if (text[at] === separator) {
      at++;
      continue;
    }
    records.push(record);
    record = [];
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    if (at >= text.length) break;
    at++;
    if (at === text.length) break;
  }
  return records;
}
