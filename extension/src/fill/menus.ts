/**
 * Lists that pages draw themselves and describe by roles (WAI-ARIA): a combobox that opens a list,
 * a list that stands open, a group of radio buttons. Their choices are pressed as a hand would.
 */
import { plainLine } from '../page/field-names';
import { LONGEST, MOST_OPTIONS } from './form';

const OWN_CONTROLS = /^(input|select|textarea)$/;

/** Milliseconds within which a list opens, and between two looks at it. */
const OPENING = 400;
const BETWEEN = 15;

/** Whether an element is such a list; what the browser draws is not. */
export function isMenu(element: Element): boolean {
  const role = element.getAttribute('role');
  if (role === null && element.getAttribute('aria-haspopup') !== 'listbox') return false;
  if (OWN_CONTROLS.test(element.localName)) return false;
  switch (role) {
    case 'combobox':
      // Some put the role on what is around the field that is written into.
      return element.querySelector('input, textarea, select') === null;
    case 'listbox':
      return !isOpenedBySomething(element);
    case 'radiogroup':
      return element.querySelector('[role="radio"]') !== null && !element.querySelector('input');
    default:
      return element.getAttribute('aria-haspopup') === 'listbox' && role !== 'textbox';
  }
}

/** A list that another element opens is a part of that one. */
function isOpenedBySomething(list: Element): boolean {
  if (list.id === '') return false;
  const root = list.getRootNode() as Document | ShadowRoot;
  const id = CSS.escape(list.id);
  return (
    root.querySelector(`[aria-controls~="${id}"], [aria-owns~="${id}"], [list="${id}"]`) !== null
  );
}

/** The list that an element opens, or is; null where the page has none before it is opened. */
export function listOf(element: Element): Element | null {
  if (/^(listbox|radiogroup)$/.test(element.getAttribute('role') ?? '')) return element;
  const root = element.getRootNode() as Document | ShadowRoot;
  const ids = [element.getAttribute('aria-controls'), element.getAttribute('aria-owns')]
    .join(' ')
    .split(/\s+/)
    .filter(Boolean);
  for (const id of ids.slice(0, 4)) {
    const list = root.getElementById?.(id);
    if (list && (list.getAttribute('role') === 'listbox' || optionsIn(list).length > 0)) {
      return list;
    }
  }
  return element.querySelector('[role="listbox"]');
}

function optionsIn(list: Element): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[role="option"], [role="radio"]')]
    .filter((option) => option.getAttribute('aria-disabled') !== 'true')
    .slice(0, MOST_OPTIONS);
}

export function takesSeveral(element: Element): boolean {
  return listOf(element)?.getAttribute('aria-multiselectable') === 'true';
}

/** What can be chosen: value and text of each; nothing where the list is made when it is opened. */
export function menuChoices(element: Element): [value: string, text: string][] {
  const list = listOf(element);
  return list ? optionsIn(list).map((option) => [valueOf(option), textOf(option)]) : [];
}

function valueOf(option: Element): string {
  return plainLine(option.getAttribute('data-value') ?? option.textContent ?? '').slice(0, LONGEST);
}

function textOf(option: Element): string {
  const said = plainLine(option.textContent ?? '') || (option.getAttribute('aria-label') ?? '');
  return plainLine(said).slice(0, LONGEST);
}

/** The value that is chosen now; empty where none is. */
export function chosenIn(element: Element): string {
  const list = listOf(element);
  if (!list) return '';
  const options = optionsIn(list);
  const told = options.find(
    (option) =>
      option.getAttribute('aria-selected') === 'true' ||
      option.getAttribute('aria-checked') === 'true',
  );
  if (list === element) return told ? valueOf(told) : '';
  // A list that is closed may mark the option that a key would choose: what is shown counts.
  const shown = plainLine(element.textContent ?? '');
  const said = options.find((option) => textOf(option) === shown);
  return said ? valueOf(said) : '';
}

/** Chooses by pressing; whether the choice could be pressed, not whether it stands. */
export async function chooseIn(element: HTMLElement, value: string): Promise<boolean> {
  if (chosenIn(element) === value) return true;
  const find = () => {
    const list = listOf(element);
    return list ? optionsIn(list).find((option) => valueOf(option) === value) : undefined;
  };
  if (!find()) return false;
  const opens = listOf(element) !== element;
  if (opens && !isDrawn(find())) press(element);
  const option = await until(() => (isDrawn(find()) ? find() : undefined));
  if (option) press(option);
  if (opens) await close(element);
  return option !== undefined;
}

/**
 * Where a field that is written into offers choices, presses the one that is written as the value
 * is; a field without such a choice keeps what was written.
 */
export async function chooseOffered(element: HTMLElement, value: string): Promise<void> {
  const plain = plainLine(value).toLowerCase();
  const option = await until(() => {
    const list = listOf(element);
    const alike = (list ? optionsIn(list) : []).filter(
      (one) => isDrawn(one) && textOf(one).toLowerCase() === plain,
    );
    return alike.length === 1 ? alike[0] : undefined;
  });
  if (option) press(option);
  await close(element);
}

async function close(element: HTMLElement): Promise<void> {
  const isOpen = () => element.getAttribute('aria-expanded') === 'true';
  await until(() => (isOpen() ? undefined : true), OPENING / 8);
  if (!isOpen()) return;
  const view = viewOf(element);
  for (const type of ['keydown', 'keyup'] as const) {
    const init = { key: 'Escape', code: 'Escape', bubbles: true, composed: true };
    element.dispatchEvent(new view.KeyboardEvent(type, init));
  }
}

async function until<T>(look: () => T | undefined, within = OPENING): Promise<T | undefined> {
  const end = performance.now() + within;
  for (;;) {
    const found = look();
    if (found !== undefined || performance.now() > end) return found;
    await new Promise((done) => setTimeout(done, BETWEEN));
  }
}

function isDrawn(element: Element | undefined): boolean {
  return (
    element !== undefined &&
    element.getClientRects().length > 0 &&
    element.checkVisibility?.({ visibilityProperty: true }) !== false
  );
}

/** All that a mouse says; such lists listen to any of it. */
function press(element: HTMLElement): void {
  const view = viewOf(element);
  const box = element.getBoundingClientRect();
  const init = {
    bubbles: true,
    cancelable: true,
    composed: true,
    clientX: box.left + box.width / 2,
    clientY: box.top + box.height / 2,
  };
  const pointer = { ...init, pointerId: 1, isPrimary: true, pointerType: 'mouse' };
  element.dispatchEvent(new view.PointerEvent('pointerdown', pointer));
  element.dispatchEvent(new view.MouseEvent('mousedown', init));
  element.dispatchEvent(new view.PointerEvent('pointerup', pointer));
  element.dispatchEvent(new view.MouseEvent('mouseup', init));
  element.click();
}

function viewOf(element: Element): Window & typeof globalThis {
  return (element.ownerDocument.defaultView ?? window) as Window & typeof globalThis;
}
