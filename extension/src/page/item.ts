/**
 * What a choice is about: the smallest thing around a control that says something of its own, a row
 * of a list or table, or else the document that is open.
 */
import type { Found } from './controls';
import { LONGEST, hasWords, textOf, tidy } from './text';

/** Fewer are a caption, not content. */
const WORDS = 3;

const ROWS = 'tr, li, article, [role="row"], [role="listitem"], [role="article"]';
const DOCUMENTS = 'main, [role="main"], dialog, [role="dialog"]';

/** Columns of a table that become features, and characters of each. */
const MOST_COLUMNS = 8;
const LONGEST_CELL = 100;

/** Member names of an INPUT that mean something else. */
const RESERVED = new Set(['text', 'html', 'url', 'json', 'file', 'title', 'host']);

export interface Item {
  element: Element;
  /** Whether it is one of several of its kind on the page. */
  row: boolean;
}

export function itemOf(control: Found): Item {
  const labels = lower(control.options());
  for (
    let at: Element | null = control.anchor.parentElement;
    at && at !== document.body;
    at = at.parentElement
  ) {
    if (at.matches(DOCUMENTS)) return { element: at, row: false };
    const row = at.matches(ROWS) || hasLikeSibling(at, control);
    if (row && hasWords(at, WORDS, labels)) return { element: at, row: !isOnly(at) };
  }
  return { element: document.querySelector(DOCUMENTS) ?? document.body, row: false };
}

/** What a student sees of it: its text, its cells by their columns' names, where it stands. */
export function inputOf(control: Found, item: Item): Record<string, string> {
  const labels = lower(control.options());
  const input: Record<string, string> = { host: location.hostname };
  if (item.row) {
    input['text'] = textOf(item.element, labels);
  } else {
    input['title'] = tidy(document.title).slice(0, 200);
    const heading = item.element.querySelector('h1, h2, [role="heading"]');
    const first = heading ? textOf(heading, labels, 300) : '';
    const rest = textOf(item.element, labels);
    input['text'] = (rest.startsWith(first) ? rest : `${first} ${rest}`).slice(0, LONGEST);
  }
  for (const [name, text] of cellsOf(control, item.element, labels)) input[name] = text;
  return input;
}

function* cellsOf(
  control: Found,
  row: Element,
  labels: ReadonlySet<string>,
): Generator<[string, string]> {
  if (!(row instanceof HTMLTableRowElement)) return;
  const heads = row.closest('table')?.tHead?.rows[0]?.cells;
  if (!heads) return;
  for (const cell of [...row.cells].slice(0, MOST_COLUMNS)) {
    const name = tidy(heads[cell.cellIndex]?.textContent ?? '').slice(0, 40);
    const text = textOf(cell, labels, LONGEST_CELL);
    if (name && text && !RESERVED.has(name.toLowerCase()) && !cell.contains(control.anchor)) {
      yield [name, text];
    }
  }
}

/** Whether the element before or after it is of the same kind and has a control of the same kind. */
function hasLikeSibling(element: Element, control: Found): boolean {
  return [element.previousElementSibling, element.nextElementSibling].some(
    (sibling) =>
      sibling?.tagName === element.tagName && sibling.querySelector(control.selector) !== null,
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
