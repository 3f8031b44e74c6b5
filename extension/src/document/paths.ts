/** Ways through a document: to one value, and with "each" in it to all that are like it. */
import type { Shape } from '../page/rows';
import type { Value } from './read';

export type Key = string | number;
export type Path = Key[];

/** Stands for every element of a list. */
export const EACH = Symbol('each');
export type Pattern = (Key | typeof EACH)[];

/** Values that are found at most. */
const MOST = 100_000;

export function valueAt(value: Value, path: Path): Value | undefined {
  let at: Value | undefined = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<Key, Value>)[key];
  }
  return at;
}

/** What several ways have in common: where they differ in a place of a list, any place fits. */
export function generalize(paths: Path[]): Pattern | null {
  const [first, ...others] = paths;
  if (!first) return null;
  const pattern: Pattern = [...first];
  for (const path of others) {
    if (path.length !== pattern.length) return null;
    for (const [i, key] of path.entries()) {
      if (pattern[i] === key) continue;
      if (typeof key !== 'number' && !isRecordKey(pattern[i], key)) return null;
      pattern[i] = EACH;
    }
  }
  return pattern;
}

/** Objects used as lists: their keys are names of things, and any of them fits. */
function isRecordKey(known: Key | typeof EACH | undefined, key: Key): boolean {
  return typeof key === 'string' && (known === EACH || typeof known === 'string');
}

/** One picked value, with every list on its way opened. */
export function opened(path: Path): Pattern {
  return path.map((key) => (typeof key === 'number' ? EACH : key));
}

/** The ways to all values that fit, in the document's order. */
export function follow(value: Value, pattern: Pattern): Path[] {
  let found: [Path, Value][] = [[[], value]];
  for (const step of pattern) {
    const next: [Path, Value][] = [];
    for (const [path, at] of found) {
      if (typeof at !== 'object' || at === null) continue;
      if (step !== EACH) {
        if (Object.hasOwn(at, step)) {
          next.push([[...path, step], (at as Record<Key, Value>)[step] as Value]);
        }
      } else if (Array.isArray(at)) {
        at.forEach((child, i) => next.push([[...path, i], child]));
      } else {
        for (const [key, child] of Object.entries(at)) next.push([[...path, key], child]);
      }
      if (next.length > MOST) break;
    }
    found = next.slice(0, MOST);
  }
  return found.filter(([, at]) => isLeaf(at)).map(([path]) => path);
}

export function isLeaf(value: Value | undefined): boolean {
  return value === undefined || value === null || typeof value !== 'object';
}

/** A leaf as text; what is null says nothing. */
export function textOf(value: Value | undefined): string {
  return value === null || value === undefined || typeof value === 'object' ? '' : String(value);
}

/** The way in words: "people › each › name › first". */
export function inWords(pattern: Pattern, each: string): string {
  return pattern.map((step) => (step === EACH ? each : String(step))).join(' › ');
}

/** RFC 6901, by which the host names a place. */
export function pointer(path: Path): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The place that a pointer names in a document, or null where there is none. */
export function fromPointer(value: Value, text: string): Path | null {
  if (text !== '' && !text.startsWith('/')) return null;
  const path: Path = [];
  let at: Value | undefined = value;
  for (const part of text.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const step: Key = Array.isArray(at) ? Number(key) : key;
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return null;
    path.push(step);
    at = (at as Record<Key, Value>)[step];
  }
  return path;
}

/** Puts the values of several fields into rows: those under the same elements belong together. */
export function rowsOf(fields: Path[][], shape: Shape): Path[][][] {
  if (fields.every((paths) => paths.length === 0)) return [];
  if (shape === 'page') return [fields.map((paths) => [...paths])];
  const depth = itemDepth(fields);
  const rows = new Map<string, Path[][]>();
  const keyOf = (path: Path) => pointer(path.slice(0, depth));
  for (const [field, paths] of fields.entries()) {
    for (const path of paths) {
      if (path.length < depth) continue;
      const row = rows.get(keyOf(path)) ?? fields.map((): Path[] => []);
      row[field]?.push(path);
      rows.set(keyOf(path), row);
    }
  }
  // What stands outside of all items holds for each of them.
  for (const [field, paths] of fields.entries()) {
    const outside = paths.filter((path) => path.length < depth || paths.length === 1);
    if (outside.length === 0 || depth === 0) continue;
    for (const row of rows.values()) if (row[field]?.length === 0) row[field] = outside;
  }
  const order = [...rows.values()];
  return order.filter((row) => row.some((paths) => paths.length > 0));
}

/** How far down the items are: behind the first key in which the values of the longest list differ. */
function itemDepth(fields: Path[][]): number {
  const lists = fields.filter((paths) => paths.length > 1);
  if (lists.length === 0) return 0;
  return Math.min(
    ...lists.map((paths) => {
      const [first, ...others] = paths as [Path, ...Path[]];
      const same = first.findIndex((key, i) => others.some((other) => other[i] !== key));
      return (same < 0 ? first.length : same) + 1;
    }),
  );
}

/** A name for what a way leads to: its last key that is a word, with the one before where it is vague. */
export function nameOf(path: Path): string {
  const words = path.filter((key): key is string => typeof key === 'string');
  const last = words.at(-1);
  if (last === undefined) return 'value';
  const before = words.at(-2);
  return VAGUE.test(last) && before !== undefined ? `${singular(before)} ${last}` : last;
}

const VAGUE = /^(id|name|value|text|label|key|type|title|first|last|code|number)$/i;

function singular(word: string): string {
  if (word.length < 5) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}
