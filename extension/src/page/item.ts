/**
 * What a choice is about: the smallest thing around a control that says something of its own, a row
 * of a list or table, or else the document that is open.
 */
import type { Found } from './controls';
import { withoutSecrets } from './secrets';
import { contains, holds, parentOf } from './shadows';
import { PARAGRAPH, SENTENCE, contentOf, hasWords, linesOf, tidy, wordsIn } from './text';

const ROWS = 'tr, li, article, [role="row"], [role="listitem"], [role="article"]';
const DOCUMENTS = 'main, [role="main"], dialog, [role="dialog"]';

/** Columns of a table that become features, and characters of each. */
const MOST_COLUMNS = 8;
const LONGEST_CELL = 100;

/** Names, dates and the like beside the content. */
const MOST_DETAILS = 6;
const LONGEST_DETAIL = 60;

/** Member names of an INPUT that mean something else. */
const RESERVED = new Set(['text', 'html', 'url', 'json', 'file', 'title', 'host', 'details']);

export interface Item {
  element: Element;
  /** Whether it is one of several of its kind on the page. */
  row: boolean;
}

export function itemOf(control: Found): Item {
  const labels = lower(control.options());
  for (let at = parentOf(control.anchor); at && at !== document.body; at = parentOf(at)) {
    if (at.matches(DOCUMENTS)) return { element: at, row: false };
    const row = at.matches(ROWS) || hasLikeSibling(at, control);
    if (row && hasWords(at, labels)) return { element: at, row: !isOnly(at) };
  }
  return { element: document.querySelector(DOCUMENTS) ?? document.body, row: false };
}

/** An INPUT of the examples format. */
export type Input = Record<string, string | string[]>;

/**
 * What a student sees of it: its sentences, its cells by their columns' names, what else stands in
 * it, and where. Numbers and names are kept apart from the text, which they would only blur.
 */
export function inputOf(control: Found, item: Item): Input {
  const labels = lower(control.options());
  const input: Input = { host: location.hostname };
  if (!item.row) input['title'] = withoutSecrets(tidy(document.title)).slice(0, 200);
  const cells = cellsOf(control, item.element, labels);
  const lines = linesOf(item.element, labels);
  const heading = item.row ? null : item.element.querySelector('h1, h2, [role="heading"]');
  const { text, details } = item.row
    ? contentOf(lines)
    : contentOf(lines, PARAGRAPH, heading ? linesOf(heading, labels).join(' ') : '');
  input['text'] = text;
  for (const [name, value] of cells) input[name] = value;
  // Of a document it is who opened it and when: it misled more often than it helped.
  if (!item.row) return input;
  const told = new Set(cells.map(([, value]) => value));
  const others = details
    .map((detail) => detail.slice(0, LONGEST_DETAIL))
    .filter((detail) => !told.has(detail))
    .slice(0, MOST_DETAILS);
  if (others.length > 0) input['details'] = others;
  return input;
}

/** The short cells of a table's row, each under its column's name; long ones are content. */
function cellsOf(
  control: Found,
  row: Element,
  labels: ReadonlySet<string>,
): [name: string, value: string][] {
  if (!(row instanceof HTMLTableRowElement)) return [];
  const heads = row.closest('table')?.tHead?.rows[0]?.cells;
  if (!heads) return [];
  return [...row.cells].slice(0, MOST_COLUMNS).flatMap((cell): [string, string][] => {
    const name = tidy(heads[cell.cellIndex]?.textContent ?? '').slice(0, 40);
    const value = linesOf(cell, labels, LONGEST_CELL).join(' ').slice(0, LONGEST_CELL);
    const words = wordsIn(value);
    const telling = words > 0 && words < SENTENCE && !contains(cell, control.anchor);
    return name && telling && !RESERVED.has(name.toLowerCase()) ? [[name, value]] : [];
  });
}

/** Whether the element before or after it is of the same kind and has a control of the same kind. */
function hasLikeSibling(element: Element, control: Found): boolean {
  return [element.previousElementSibling, element.nextElementSibling].some(
    (sibling) => sibling?.tagName === element.tagName && holds(sibling, control.selector),
  );
}

/** A single article is the open document, wherever its controls stand. */
function isOnly(element: Element): boolean {
  return (
    element.matches('article, [role="article"]') &&
    document.querySelectorAll('article, [role="article"]').length === 1
  );
}

function lower(labels: string[]): ReadonlySet<string> {
  return new Set(labels.map((label) => label.toLowerCase()));
}
