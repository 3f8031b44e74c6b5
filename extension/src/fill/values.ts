/** What stands in a field, read and written past whatever a page has put on the element itself. */
import { plainLine } from '../page/field-names';
import { typeOf, type Spot } from './fields';
import { tagOf } from './describe';
import { LONGEST, LONGEST_VALUE } from './form';
import { chosenIn } from './menus';

/** What stands in a document without being text. */
const PICTURES = 'img[src], video, audio, object, embed, iframe';

/** A field's state, enough to put it back exactly. */
export type Held =
  | { kind: 'text'; value: string }
  | { kind: 'check'; checked: boolean }
  | { kind: 'choice'; index: number }
  | { kind: 'radio'; chosen: HTMLInputElement | null }
  | { kind: 'menu'; value: string }
  | { kind: 'editable'; nodes: Node[]; text: string };

export function held({ element, parts }: Spot): Held {
  switch (tagOf(element)) {
    case 'select':
      return { kind: 'choice', index: (element as HTMLSelectElement).selectedIndex };
    case 'radio':
      return {
        kind: 'radio',
        chosen: (parts as HTMLInputElement[]).find((part) => part.checked) ?? null,
      };
    case 'menu':
      return { kind: 'menu', value: chosenIn(element) };
    case 'editable':
      return {
        kind: 'editable',
        nodes: [...element.childNodes].map((node) => node.cloneNode(true)),
        text: editableText(element),
      };
    case 'input':
    case 'textarea':
      return typeOf(element) === 'checkbox'
        ? { kind: 'check', checked: (element as HTMLInputElement).checked }
        : { kind: 'text', value: (element as HTMLInputElement).value };
  }
}

/** What stands there; of a choice its value, of a tick `on` or `off`. */
export function said(spot: Spot): string {
  const state = held(spot);
  switch (state.kind) {
    case 'text':
      return state.value.slice(0, LONGEST_VALUE);
    case 'check':
      return state.checked ? 'on' : 'off';
    case 'choice': {
      const option = (spot.element as HTMLSelectElement).options[state.index];
      return plainLine(option?.value ?? '').slice(0, LONGEST);
    }
    case 'radio':
      return plainLine(state.chosen?.value ?? '').slice(0, LONGEST);
    case 'menu':
      return state.value;
    case 'editable':
      return state.text.slice(0, LONGEST_VALUE);
  }
}

/** Whether something stands there that the page did not put there by itself as a beginning. */
export function isTaken(spot: Spot): boolean {
  const state = held(spot);
  switch (state.kind) {
    case 'text':
      // What is half written in a date or no number yet is kept from scripts: it has no value.
      return state.value !== '' || (spot.element as HTMLInputElement).validity?.badInput === true;
    case 'editable':
      return state.text.trim() !== '' || spot.element.querySelector(PICTURES) !== null;
    case 'check':
      return state.checked !== (spot.element as HTMLInputElement).defaultChecked;
    case 'choice': {
      const options = [...(spot.element as HTMLSelectElement).options];
      const first = options.findIndex((option) => option.defaultSelected);
      return state.index >= 0 && state.index !== Math.max(0, first);
    }
    case 'menu':
      return state.value !== '';
    case 'radio':
      return state.chosen !== null && !state.chosen.defaultChecked;
  }
}

export function sameHeld(a: Held, b: Held): boolean {
  if (a.kind === 'text' && b.kind === 'text') return a.value === b.value;
  if (a.kind === 'check' && b.kind === 'check') return a.checked === b.checked;
  if (a.kind === 'choice' && b.kind === 'choice') return a.index === b.index;
  if (a.kind === 'menu' && b.kind === 'menu') return a.value === b.value;
  if (a.kind === 'radio' && b.kind === 'radio') return a.chosen === b.chosen;
  return a.kind === 'editable' && b.kind === 'editable' && a.text === b.text;
}

/** Line breaks as a person sees them. */
export function editableText(element: HTMLElement): string {
  return (element.innerText ?? element.textContent ?? '').replaceAll('\u200b', '').trimEnd();
}

/** The browser's own setter: a framework may have put one of its own on the element. */
export function setNatively(
  element: HTMLElement,
  property: 'value' | 'checked' | 'selectedIndex',
  value: string | boolean | number,
): void {
  const view = element.ownerDocument.defaultView as (Window & typeof globalThis) | null;
  if (!view) return;
  const kinds = {
    input: view.HTMLInputElement,
    textarea: view.HTMLTextAreaElement,
    select: view.HTMLSelectElement,
  };
  const kind = kinds[element.localName as keyof typeof kinds];
  Object.getOwnPropertyDescriptor(kind.prototype, property)?.set?.call(element, value);
}

/** What a browser says when a person writes, for those who listen. */
export function tell(element: HTMLElement, type: 'input' | 'change', data?: string): void {
  const view = element.ownerDocument.defaultView as (Window & typeof globalThis) | null;
  if (!view) return;
  const init = { bubbles: true, composed: type === 'input' };
  element.dispatchEvent(
    type === 'input' && data !== undefined
      ? new view.InputEvent('input', { ...init, inputType: 'insertReplacementText', data })
      : new view.Event(type, init),
  );
}

export function tellFocus(element: HTMLElement, into: boolean): void {
  const view = element.ownerDocument.defaultView as (Window & typeof globalThis) | null;
  if (!view) return;
  for (const [type, bubbles] of into
    ? ([
        ['focus', false],
        ['focusin', true],
      ] as const)
    : ([
        ['blur', false],
        ['focusout', true],
      ] as const)) {
    element.dispatchEvent(new view.FocusEvent(type, { bubbles, composed: true }));
  }
}
