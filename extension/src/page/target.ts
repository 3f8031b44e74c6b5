/**
 * What something was done to, so that it is found again when a framework has renamed its classes or
 * the page its ids: role and accessible name first, then label, name, id, text, a short path and the
 * position among its likes.
 */
import type { Spot } from '../protocol';
import { plainLine } from './field-names';
import { isMadeUp } from './made-up';
import { accessibleName } from './names';
import { parentOf, rootOf } from './shadows';
import { withoutSecrets } from './told-secrets';

/** Characters of a name, and of one key. */
const LONGEST_NAME = 100;
const LONGEST_KEY = 200;

/** Characters of a text that may be a name; a longer one is content. */
const LONGEST_TEXT = 80;

/** Elements that are compared to tell a position among likes. */
const MOST_LIKES = 400;

/** Steps of a path. */
const PATH = 5;

const TYPED =
  'input:not([type=button], [type=submit], [type=reset], [type=image], [type=checkbox], [type=radio]), textarea, select';

/** What is pressed, by role or by nature. */
export const PRESSED =
  'a[href], button, summary, input[type=button], input[type=submit], input[type=reset], input[type=image], input[type=checkbox], input[type=radio], [role=button], [role=link], [role=menuitem], [role=menuitemradio], [role=menuitemcheckbox], [role=tab], [role=option], [role=checkbox], [role=radio], [role=switch], [role=treeitem], [onclick], [tabindex]';

/** Around a field in which is written what is searched for. */
const SEARCH = '[role=search], search';

/** Names that a page gives for itself and not for a person. */
const NAMES = ['id', 'name', 'itemprop', 'data-testid', 'data-test', 'data-qa'] as const;

const ROLES: Record<string, string> = {
  a: 'link',
  button: 'button',
  summary: 'button',
  select: 'combobox',
  textarea: 'textbox',
  form: 'form',
  td: 'cell',
  th: 'columnheader',
  tr: 'row',
  li: 'listitem',
  h1: 'heading',
  h2: 'heading',
  h3: 'heading',
  h4: 'heading',
  img: 'img',
  option: 'option',
  label: 'label',
};

const INPUTS: Record<string, string> = {
  button: 'button',
  submit: 'button',
  reset: 'button',
  image: 'button',
  checkbox: 'checkbox',
  radio: 'radio',
  search: 'searchbox',
  range: 'slider',
  number: 'spinbutton',
};

/** A field that something is typed into or chosen in. */
export function isTyped(element: Element): boolean {
  return element.matches(TYPED) || (element as HTMLElement).isContentEditable;
}

export function targetOf(element: Element): Spot {
  return { role: roleOf(element), name: nameFor(element), keys: keysOf(element) };
}

export function roleOf(element: Element): string {
  const told = element.getAttribute('role')?.trim().split(/\s+/)[0];
  if (told) return told.slice(0, LONGEST_NAME);
  const tag = element.localName;
  if (tag === 'input') {
    const role = INPUTS[(element as HTMLInputElement).type] ?? 'textbox';
    return role === 'textbox' && element.closest(SEARCH) ? 'searchbox' : role;
  }
  return (ROLES[tag] ?? tag).slice(0, LONGEST_NAME);
}

/** What a person calls it: never what somebody typed into it. */
export function nameFor(element: Element): string {
  const own = accessibleName(element as HTMLElement);
  const told = own || (isTyped(element) ? fieldName(element) : textName(element));
  return withoutSecrets(plainLine(told)).slice(0, LONGEST_NAME);
}

function fieldName(field: Element): string {
  return (
    ['placeholder', 'title', 'name', 'id']
      .map((one) => field.getAttribute(one) ?? '')
      .find((one, i) => one.trim() !== '' && (i < 2 || !isMadeUp(one))) ?? ''
  );
}

function textName(element: Element): string {
  if (element instanceof HTMLInputElement) {
    return element.type === 'image' ? element.alt : element.value;
  }
  if (element.localName === 'form') return headOf(element);
  if (element.matches(PRESSED)) {
    const text = shortText(element);
    if (text) return text;
    const picture = element.querySelector('img[alt], svg title');
    return picture?.getAttribute('alt') ?? picture?.textContent ?? titleOf(element);
  }
  return columnOf(element) || titleOf(element);
}

function titleOf(element: Element): string {
  return element.getAttribute('title') ?? '';
}

/** A form is called what stands at its head. */
function headOf(form: Element): string {
  const head = form.querySelector('legend, h1, h2, h3, h4');
  return head ? shortText(head) : '';
}

function columnOf(element: Element): string {
  const cell = element.closest<HTMLTableCellElement>('td, th');
  const head = cell?.closest('table')?.tHead?.rows[0]?.cells[cell.cellIndex];
  return head ? shortText(head) : '';
}

function shortText(element: Element): string {
  const text = element.textContent ?? '';
  return text.length > 4 * LONGEST_TEXT ? '' : plainLine(text).slice(0, LONGEST_TEXT);
}

/** What an element is known by again, most stable first. */
export function keysOf(element: Element): string[] {
  const keys: string[] = [];
  for (const name of NAMES) {
    const value = element.getAttribute(name);
    if (value && !isMadeUp(value)) keys.push(`${name}=${value}`);
  }
  // Only of what is no control: frameworks rename the classes of those.
  if (!element.matches(PRESSED) && !isTyped(element)) {
    const first = [...element.classList].find((one) => !isMadeUp(one));
    if (first) keys.push(`class=${first}`);
  }
  keys.push(`path=${pathOf(element)}`, `nth=${positionOf(element)}`);
  return keys.map((key) => key.slice(0, LONGEST_KEY)).slice(0, 12);
}

/** Tags and roles upwards, each with its place among those of its kind. */
function pathOf(element: Element): string {
  const line: string[] = [];
  for (let at: Element | null = element; at && line.length < PATH; at = parentOf(at)) {
    if (at.localName === 'body') break;
    line.unshift(`${at.getAttribute('role') ?? at.localName}:${placeOf(at)}`);
  }
  return line.join('>');
}

function placeOf(element: Element): number {
  let place = 1;
  for (let at = element.previousElementSibling; at && place < 100; at = at.previousElementSibling) {
    if (at.localName === element.localName) place++;
  }
  return place;
}

/** "2/3": the second of three that look alike to a person; "0/0" where there are too many. */
function positionOf(element: Element): string {
  const root = rootOf(element);
  const same =
    root instanceof Document
      ? root.getElementsByTagName(element.localName)
      : root.querySelectorAll(element.localName);
  if (same.length > MOST_LIKES) return '0/0';
  const text = likeness(element);
  let place = 0;
  let count = 0;
  for (const one of same) {
    if (likeness(one) !== text) continue;
    count++;
    if (one === element) place = count;
  }
  return `${place}/${count}`;
}

function likeness(element: Element): string {
  if (!element.matches(PRESSED)) return '';
  const text = element.textContent ?? '';
  return text.length > 4 * LONGEST_TEXT ? '' : text.trim();
}
