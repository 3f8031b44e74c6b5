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
  addEventListener(
    'copy',
    (event) => {
      if (event.isTrusted) did('copied', said());
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

function inField(element: Element | null): boolean {
  return element !== null && (/^(input|textarea)$/i.test(element.localName) || editable(element));
}

function editable(element: Element): boolean {
  return (element as Partial<HTMLElement>).isContentEditable === true;
}
