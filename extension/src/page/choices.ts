/**
 * Records what the person chooses beside content. Listens before the page does, so that the content
 * is read as it was when the person decided. Only their own events count, not a page's.
 */
import type { ChosenAction } from '../messages';
import type { PageFeature } from './link';
import {
  BUTTON,
  MENU_ITEM,
  buttonsOf,
  isTrigger,
  menuOf,
  radiosOf,
  selectOf,
  triggerOf,
  type Found,
} from './controls';
import { described } from './described';
import { inputOf, itemOf } from './item';
import { nameOf } from './names';

/** Milliseconds: who walks through a list with the arrow keys has chosen when they stop. */
const SETTLED = 900;

/** What a control says of a choice, and for what it was made. */
export function chosen(
  control: Found,
  label: string,
  predictionId: string | null,
): ChosenAction | null {
  const options = control.options();
  if (label === '' || options.length < 2 || !options.includes(label)) return null;
  const item = itemOf(control);
  const input = inputOf(control, item);
  if (!input['text']) return null;
  return {
    type: 'chosen',
    control: described(control, item.element),
    options,
    label,
    input,
    predictionId,
  };
}

export const choices: PageFeature = (link, signal) => {
  const settling = new Map<Element, { action: ChosenAction; timer: number }>();
  let lastTrigger: HTMLElement | null = null;

  const send = (element: Element) => {
    const waiting = settling.get(element);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    settling.delete(element);
    link.record(waiting.action);
  };

  const settle = (element: Element, action: ChosenAction) => {
    const before = settling.get(element);
    if (before) clearTimeout(before.timer);
    // What it is about was read at the first step; the page may have written on it since.
    const kept = before ? { ...action, input: before.action.input } : action;
    settling.set(element, {
      action: kept,
      timer: window.setTimeout(() => send(element), SETTLED),
    });
  };

  const changed = (event: Event) => {
    const element = event.composedPath()[0];
    if (!event.isTrusted || !(element instanceof Element)) return;
    const control =
      selectOf(element) ?? (element.matches('input[type="radio"]') ? radiosOf(element) : null);
    if (!control) return;
    const label = control.current();
    const action = label === null ? null : chosen(control, label, null);
    if (action) settle(control.role === 'radio' ? control.anchor : element, action);
  };

  const clicked = (event: Event) => {
    const element = event.composedPath()[0];
    if (!event.isTrusted || !(element instanceof Element)) return;
    const trigger = element.closest('[aria-haspopup]');
    if (trigger && isTrigger(trigger)) lastTrigger = trigger;
    const pressed = element.closest<HTMLElement>(`${MENU_ITEM}, [role="radio"], ${BUTTON}`);
    if (!pressed) return;
    const control = pressed.matches(MENU_ITEM)
      ? menuOfItem(pressed, lastTrigger)
      : pressed.matches('[role="radio"]')
        ? radiosOf(pressed)
        : buttonsOf(pressed);
    const action = control && chosen(control, nameOf(pressed), null);
    // At once: the page may leave, or take the item away.
    if (action) link.record(action);
  };

  const left = (event: Event) => {
    // Who goes on has chosen; a radio's choice waits under the last of its group.
    const element = event.composedPath()[0];
    const waiting = element instanceof HTMLSelectElement ? settling.get(element) : undefined;
    if (!waiting) return;
    // Told once the page has had its turn: whether it is secret takes a look at all of it.
    clearTimeout(waiting.timer);
    waiting.timer = window.setTimeout(() => send(element as Element));
  };

  for (const [type, listener] of [
    ['change', changed],
    ['focusout', left],
    ['click', clicked],
  ] as const) {
    link.shadows.hear(type, listener, signal);
  }
  addEventListener('pagehide', () => [...settling.keys()].forEach(send), { signal });
  signal.addEventListener('abort', () => {
    for (const { timer } of settling.values()) clearTimeout(timer);
  });
};

function menuOfItem(item: Element, last: HTMLElement | null): Found | null {
  const trigger = triggerOf(item, last);
  return trigger && menuOf(trigger);
}
