/** Hears what the person copies and marks in a page: nothing typed, and only where they can see it. */
import { withoutSecrets } from '../page/secrets';

/** Characters of what is copied or marked. */
const LONGEST = 20_000;

/** Milliseconds without a change after which a mark is taken to be what is meant. */
const STILL = 400;

export function heed(did: (what: 'copied' | 'marked', text: string) => void, signal: AbortSignal) {
  const options = { capture: true, passive: true, signal };
  const said = () => {
    const selection = getSelection();
    // What is marked in a field is the person's own.
    if (!selection || selection.isCollapsed || inField(document.activeElement)) return '';
    return withoutSecrets(String(selection).slice(0, LONGEST));
  };
  const isOwn = ownCopies(signal);
  addEventListener(
    'copy',
    (event) => {
      if (event.isTrusted && isOwn()) did('copied', said());
    },
    options,
  );
  let waiting = 0;
  document.addEventListener(
    'selectionchange',
    () => {
      clearTimeout(waiting);
      waiting = window.setTimeout(() => {
        if (!signal.aborted) did('marked', said());
      }, STILL);
    },
    options,
  );
}

/**
 * Tells the person's copies from those of the page, whose buttons copy what the page chose, in events
 * that are as trusted: only one that follows their key or the browser's menu over the page is theirs,
 * one for each press. Copying by the browser's menu bar shows the page no press, and does not count.
 * A page that copies by itself while that menu is open cannot be told apart: what a copy keeps is
 * shown as kept, and the person can take it back.
 */
function ownCopies(signal: AbortSignal): () => boolean {
  const options = { capture: true, passive: true, signal };
  let press: Event | null = null;
  const hear = (event: Event, copies: boolean) => {
    if (event.isTrusted) press = copies ? event : null;
  };
  addEventListener('pointerdown', (event) => hear(event, false), options);
  addEventListener('keydown', (event) => hear(event, isCopyKey(event)), options);
  addEventListener('contextmenu', (event) => hear(event, true), options);
  return () => {
    const last = press;
    press = null;
    // A menu that the page keeps shut, or that is only about to open, has nothing to press.
    const noMenu = last?.type === 'contextmenu' && (last.defaultPrevented || last.eventPhase !== 0);
    return last !== null && !noMenu;
  };
}

function isCopyKey({ key, code, ctrlKey, metaKey }: KeyboardEvent): boolean {
  // By its place too: what the key writes depends on the script that the person types in.
  const copies = code === 'KeyC' || /^(c|insert)$/i.test(key);
  return key === 'Copy' || (copies && (ctrlKey || metaKey));
}

function inField(element: Element | null): boolean {
  return element !== null && (/^(input|textarea)$/i.test(element.localName) || editable(element));
}

function editable(element: Element): boolean {
  return (element as Partial<HTMLElement>).isContentEditable === true;
}
