/**
 * Records the steps of what is done in a page: what is pressed, chosen and sent, which page was
 * opened, which tab turned to, what was marked. With a description of each target, never a value;
 * of what is chosen the worker keeps a mark by which two can be told equal.
 */
import type { Deed, Spot } from '../protocol';
import type { PageFeature } from './link';
import { PRESSED, isTyped, nameFor, targetOf } from './target';

/** Milliseconds after which marked text was marked for its own sake and not to be copied. */
const RESTED = 1_500;

/** Milliseconds between two turns to a tab that count as two. */
const TURNED = 500;

const NOWHERE: Spot = { role: 'page', name: '', keys: [] };

/** A page to which no link led: what is done often begins there. */
const BY_HAND: Spot = { ...NOWHERE, keys: ['by=hand'] };

export const steps: PageFeature = (link, signal) => {
  const { secrets, shadows } = link;
  const record = (deed: Deed, on: Spot, said?: string) =>
    link.record({ type: 'gesture', deed, on }, said);

  const hear = (type: string, act: (element: Element, event: Event) => void) =>
    shadows.hear(
      type,
      (event) => {
        // What a page's script does is not the person's hand.
        const [element] = event.composedPath();
        if (event.isTrusted && element instanceof Element && !isOurs(event)) act(element, event);
      },
      signal,
    );

  hear('click', (element) => {
    const pressed = pressedAt(element);
    if (pressed) record('CLICK', targetOf(pressed));
  });

  hear('change', (element) => {
    if (!(element instanceof HTMLSelectElement) || secrets.isSecret(element)) return;
    const said = [...element.selectedOptions].map((option) => option.label.trim()).join(', ');
    record('SELECT', targetOf(element), said);
  });

  hear('submit', (form, event) => {
    const { submitter } = event as SubmitEvent;
    const by = targetOf(submitter ?? form);
    record('SUBMIT', submitter ? by : { ...by, name: nameFor(form) });
  });

  let marking = 0;
  hear('mouseup', () => {
    clearTimeout(marking);
    marking = window.setTimeout(() => {
      const selection = getSelection();
      const at = selection?.anchorNode;
      const around = at instanceof Element ? at : at?.parentElement;
      if (signal.aborted || !around || !selection || String(selection).trim() === '') return;
      if (!isTyped(around)) record('HIGHLIGHT', targetOf(around));
    }, RESTED);
  });
  hear('copy', () => clearTimeout(marking));
  hear('cut', () => clearTimeout(marking));
  signal.addEventListener('abort', () => clearTimeout(marking));
};

/** What is about a page as a whole: that it was opened, and that its tab was turned to. */
export const opened: PageFeature = (link, signal) => {
  const record = (deed: Deed, on = NOWHERE) => link.record({ type: 'gesture', deed, on });
  let path = location.pathname;
  let hidden = document.hidden ? performance.now() : 0;
  record('NAVIGATE', document.referrer === '' ? BY_HAND : NOWHERE);
  const moved = () => {
    if (location.pathname === path) return;
    path = location.pathname;
    record('NAVIGATE');
  };
  // Applications of one page go on without loading another.
  const { navigation } = window as { navigation?: EventTarget };
  navigation?.addEventListener('navigatesuccess', moved, { signal });
  addEventListener('popstate', moved, { signal });
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.hidden) hidden = performance.now();
      else if (performance.now() - hidden > TURNED) record('TAB');
    },
    { signal },
  );
};

/** What a click was meant for; null where nothing is there to be pressed, or something is typed. */
function pressedAt(element: Element): Element | null {
  const pressed = element.closest(PRESSED);
  if (pressed) return isTyped(pressed) ? null : pressed;
  if (isTyped(element) || element.closest('label, select, textarea')) return null;
  // An application may make anything a button; then it says so to whoever points at it.
  return getComputedStyle(element).cursor === 'pointer' ? element : null;
}

/** Whether it happened in something that Stillroom put into the page. */
function isOurs(event: Event): boolean {
  return event
    .composedPath()
    .some((at) => at instanceof Element && at.localName.startsWith('stillroom-'));
}
