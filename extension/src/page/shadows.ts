/**
 * Open shadow trees: parts of a page with a border. What happens in them is heard, what stands in
 * them is found, and the way up from them leads on through the element that holds them.
 */

/** Milliseconds between two searches for shadow trees. */
const REST = 2_000;

/** Trees known at once; a page may make as many as it likes. */
const MOST = 2_000;

/** The shadow trees of one page; made once for its script. */
export class Shadows {
  /** Found while the page rests: no event waits for a walk through the page. */
  private known = new Set<ShadowRoot>();
  private readonly heard = new Map<string, ((event: Event) => void)[]>();
  private signal: AbortSignal | null = null;
  private readonly listening = new WeakSet<ShadowRoot>();

  constructor(private readonly page: Document) {}

  /** The page itself and its shadow trees. */
  roots(): ParentNode[] {
    return [this.page, ...this.known];
  }

  /** All elements that fit, wherever they stand. */
  all<E extends Element>(selector: string): E[] {
    return this.roots().flatMap((root) => [...root.querySelectorAll<E>(selector)]);
  }

  /** Hears an event that ends at the border of a shadow tree, as `change` does, on both sides. */
  hear(type: string, listener: (event: Event) => void, signal: AbortSignal): void {
    const once = (event: Event) => {
      if (!signal.aborted) listener(event);
    };
    this.page.addEventListener(type, once, { capture: true, passive: true, signal });
    this.heard.set(type, [...(this.heard.get(type) ?? []), once]);
  }

  watch(signal: AbortSignal): void {
    this.signal = signal;
    // Nobody changes anything in a tree without touching it first.
    const touched = (event: Event) => {
      for (const at of event.composedPath()) if (at instanceof ShadowRoot) this.add(at);
    };
    for (const type of ['focusin', 'beforeinput', 'pointerdown'] as const) {
      this.page.addEventListener(type, touched, { capture: true, passive: true, signal });
    }
    let timer = 0;
    const search = () => {
      timer = 0;
      if (!signal.aborted) this.find();
    };
    const changed = new MutationObserver(() => (timer ||= window.setTimeout(search, REST)));
    changed.observe(this.page, { subtree: true, childList: true });
    signal.addEventListener('abort', () => {
      changed.disconnect();
      clearTimeout(timer);
      this.known.clear();
    });
    search();
  }

  /** Looks at once: for those who ask now and then, and watch nothing. */
  find(): void {
    this.known = new Set();
    this.search(this.page);
  }

  private search(root: ParentNode): void {
    for (const { shadowRoot } of root.querySelectorAll('*')) {
      if (this.known.size >= MOST) return;
      if (!shadowRoot) continue;
      this.add(shadowRoot);
      this.search(shadowRoot);
    }
  }

  private add(root: ShadowRoot): void {
    this.known.add(root);
    if (!this.signal || this.listening.has(root)) return;
    this.listening.add(root);
    for (const [type, listeners] of this.heard) {
      for (const listener of listeners) {
        root.addEventListener(type, ownOnly(listener), {
          capture: true,
          passive: true,
          signal: this.signal,
        });
      }
    }
  }
}

/** What leaves the tree is heard outside of it already. */
function ownOnly(listener: (event: Event) => void): (event: Event) => void {
  return (event) => {
    if (!event.composed) listener(event);
  };
}

/** The element around another, also across the border of a shadow tree. */
export function parentOf(element: Element): Element | null {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** Whether an element is another or stands in it, across borders too. */
export function contains(outer: Element, inner: Element): boolean {
  for (let at: Element | null = inner; at; at = outermost(at)) if (outer.contains(at)) return true;
  return false;
}

function outermost(element: Element): Element | null {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** The nearest element upwards that fits, across borders too. */
export function closest(element: Element, selector: string): Element | null {
  for (let at: Element | null = element; at; at = outermost(at)) {
    const found: Element | null = at.closest(selector);
    if (found) return found;
  }
  return null;
}

/** Whether something in an element fits, or in its own shadow tree. */
export function holds(element: Element, selector: string): boolean {
  return (
    element.querySelector(selector) !== null ||
    (element.shadowRoot?.querySelector(selector) ?? null) !== null
  );
}

/** The element that has the focus, in whichever tree. */
export function focused(page: Document): Element | null {
  let at = page.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}

/** The document or shadow tree in which an element's ids hold. */
export function rootOf(element: Element): Document | ShadowRoot {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root : element.ownerDocument;
}
