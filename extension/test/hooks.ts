/** A hook in a test, used as a component uses it that draws nothing. */
import { h, render } from 'preact';
import { act } from 'preact/test-utils';

/** Milliseconds after which what is waited for does not come. */
const PATIENCE = 5_000;

export interface Used<T, P> {
  /** What it returned last. */
  now: T;
  /** Uses it with something else, as a component does that is drawn again. */
  again(props: P): Promise<void>;
  gone(): Promise<void>;
}

export async function use<T, P>(hook: (props: P) => T, props: P): Promise<Used<T, P>> {
  const nowhere = { firstChild: null, childNodes: [], namespaceURI: null } as unknown as Element;
  const Using = (given: { props: P }) => {
    used.now = hook(given.props);
    return null;
  };
  const used = {
    again: (given: P) => act(() => render(h(Using, { props: given }), nowhere)),
    gone: () => act(() => render(null, nowhere)),
  } as Used<T, P>;
  await used.again(props);
  await settled();
  return used;
}

/** Until what is ready to go on has gone on. */
export function settled(): Promise<void> {
  return act(() => new Promise((done) => setTimeout(done)));
}

export async function until(what: string, condition: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await settled();
  }
}
