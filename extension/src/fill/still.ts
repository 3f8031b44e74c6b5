/** Keeps a page where it is while it is filled: nothing is sent, nobody is led away. */
import { outer } from './fields';

/** Windows of one page that are looked at. */
const MOST_VIEWS = 200;

/** Remembers where everything around some elements is scrolled to, and goes back there. */
export function scrolls(elements: Element[]): () => void {
  const places = new Map<Element, [left: number, top: number]>();
  const remember = (element: Element) =>
    places.set(element, [element.scrollLeft, element.scrollTop]);
  for (const element of elements) {
    for (let at: Element | null = element; at && !places.has(at); at = outer(at)) remember(at);
  }
  return () => {
    for (const [element, [left, top]] of places) {
      if (element.scrollLeft === left && element.scrollTop === top) continue;
      element.scrollTo({ left, top, behavior: 'instant' });
    }
  };
}

interface Navigation extends EventTarget {
  addEventListener(type: 'navigate', listener: (event: Event) => void): void;
}

/**
 * Runs work during which no form is sent and no page is left: some pages send themselves when a
 * field changes, and filling in is not sending.
 */
export async function withoutSending<T>(page: Document, work: () => Promise<T>): Promise<T> {
  const life = new AbortController();
  const { signal } = life;
  const refuse = (event: Event) => {
    if (!event.cancelable) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  // A choice of a list that is a link is pressed, and leads nowhere.
  const stay = (event: Event) => {
    const [pressed] = event.composedPath();
    if (event.isTrusted || !pressed || (pressed as Node).nodeType !== Node.ELEMENT_NODE) return;
    if ((pressed as Element).closest('a[href]')) event.preventDefault();
  };
  for (const view of viewsOf(page)) {
    view.addEventListener('submit', refuse, { capture: true, signal });
    view.addEventListener('click', stay, { capture: true, signal });
    const navigation = (view as { navigation?: Navigation }).navigation;
    navigation?.addEventListener('navigate', refuse);
    signal.addEventListener('abort', () => navigation?.removeEventListener('navigate', refuse));
  }
  try {
    return await work();
  } finally {
    life.abort();
  }
}

/** The windows of a page and of frames of its origin, however deep. */
export function viewsOf(page: Document): Window[] {
  const views: Window[] = [];
  const add = (view: Window | null) => {
    if (!view || views.length >= MOST_VIEWS) return;
    try {
      void view.document.body;
    } catch {
      return; // Of another origin: nothing is filled there.
    }
    views.push(view);
    for (let i = 0; i < view.length && i < MOST_VIEWS; i++) add(view[i] as Window);
  };
  add(page.defaultView);
  return views;
}
