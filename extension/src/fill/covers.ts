/**
 * Whether something lies over a field where it stands in the window now. What lets pointers through
 * is not found by pointing at it, so such elements are collected: once for each look at a page that
 * stands still, and again after each change of one that is being filled.
 */
import { outer } from './fields';
import { LEAST_OPACITY, paints, styleOf } from './sight';

/** Elements that paint something of their own over what is behind them. */
const PAINTS = /^(img|video|canvas|iframe|embed|object|picture)$/;

/** Where in a box it is looked at: the middle and towards each corner. */
const POINTS: [number, number][] = [
  [0.5, 0.5],
  [0.2, 0.25],
  [0.8, 0.25],
  [0.2, 0.75],
  [0.8, 0.75],
];

/** Of these, as many must show the field itself. */
const LEAST_POINTS = 3;

interface Ghost {
  element: Element;
  box: DOMRect;
}

export class Covers {
  private readonly ghosts = new Map<Node, Ghost[]>();
  private readonly changes: MutationObserver | null;

  /** @param live whether the page is changed and scrolled between two looks, until {@link end} */
  constructor(live = false) {
    this.changes = live ? new MutationObserver(() => this.ghosts.clear()) : null;
  }

  end(): void {
    this.changes?.disconnect();
  }

  /** Whether the field's middle is in the window, so that it can be pointed at. */
  static isInWindow(element: Element): boolean {
    for (let at: Element | null = element; at; at = frameOf(at)) {
      const box = at.getBoundingClientRect();
      const view = at.ownerDocument.defaultView;
      if (!view) return false;
      if (at !== element) continue;
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      if (x < 0 || y < 0 || x >= view.innerWidth || y >= view.innerHeight) return false;
    }
    return true;
  }

  /** @param element in the window */
  covers(element: HTMLElement): boolean {
    for (let at: Element | null = element; at; at = hostOrFrame(at)) {
      const root = at.getRootNode() as Document | ShadowRoot;
      const box = at === element ? at.getBoundingClientRect() : null;
      const middle = box ?? this.around(element, at);
      let seen = 0;
      for (const [x, y] of POINTS) {
        const px = middle.left + middle.width * x;
        const py = middle.top + middle.height * y;
        if (this.showsAt(root, at, px, py)) seen++;
      }
      if (seen < LEAST_POINTS || this.isHaunted(root, at, middle)) return true;
    }
    return false;
  }

  /** The field's box in the measure of an outer page. */
  private around(element: Element, at: Element): DOMRect {
    const box = element.getBoundingClientRect();
    let [x, y] = [box.left, box.top];
    for (let inner: Element | null = element; inner && inner !== at;) {
      const frame: Element | null = frameOf(inner);
      if (!frame || inner.ownerDocument === at.ownerDocument) break;
      const edge = frame.getBoundingClientRect();
      x += edge.left + (frame as HTMLElement).clientLeft;
      y += edge.top + (frame as HTMLElement).clientTop;
      inner = frame;
    }
    return new DOMRect(x, y, box.width, box.height);
  }

  private showsAt(root: Document | ShadowRoot, element: Element, x: number, y: number): boolean {
    const there = root.elementsFromPoint(x, y);
    let found = false;
    for (const one of there) {
      if (one === element || element.contains(one) || inside(element, one)) {
        found = true;
        break;
      }
      const isAround = one.contains(element) || inside(one, element);
      // An element around the field that comes before it has drawn something over it.
      if (isAround ? paintsOver(one) : isOpaque(one)) return false;
    }
    return found;
  }

  private isHaunted(root: Document | ShadowRoot, element: Element, box: DOMRect): boolean {
    if (this.changes && this.changes.takeRecords().length > 0) this.ghosts.clear();
    let ghosts = this.ghosts.get(root);
    if (!ghosts) {
      this.changes?.observe(root, { subtree: true, childList: true, attributes: true });
      ghosts = [];
      for (const one of root.querySelectorAll('*')) {
        const style = styleOf(one);
        if (style.pointerEvents !== 'none' || !isOpaque(one, style)) continue;
        ghosts.push({ element: one, box: one.getBoundingClientRect() });
      }
      this.ghosts.set(root, ghosts);
    }
    return ghosts.some(({ element: ghost, box: seen }) => {
      const over = this.changes ? ghost.getBoundingClientRect() : seen;
      if (ghost.contains(element) || element.contains(ghost)) return false;
      const width = Math.min(box.right, over.right) - Math.max(box.left, over.left);
      const height = Math.min(box.bottom, over.bottom) - Math.max(box.top, over.top);
      return width > 0 && height > 0 && width * height > 0.5 * box.width * box.height;
    });
  }
}

function frameOf(element: Element): Element | null {
  try {
    return element.ownerDocument.defaultView?.frameElement ?? null;
  } catch {
    return null;
  }
}

/** The next thing outwards that is pointed at in a tree of its own. */
function hostOrFrame(element: Element): Element | null {
  const root = element.getRootNode();
  return 'host' in root ? (root as ShadowRoot).host : frameOf(element);
}

/** Whether an element is in the shadow tree of another, however deep. */
function inside(around: Element, element: Element): boolean {
  for (let at: Element | null = element; at; at = outer(at)) if (at === around) return true;
  return false;
}

function isOpaque(element: Element, style = styleOf(element)): boolean {
  if (Number(style.opacity) < LEAST_OPACITY || style.visibility !== 'visible') return false;
  return PAINTS.test(element.localName) || paints(style) || paintsOver(element);
}

/** Whether what a style sheet puts before or after an element's content paints. */
function paintsOver(element: Element): boolean {
  const view = element.ownerDocument.defaultView ?? window;
  return ['::before', '::after'].some((pseudo) => {
    const style = view.getComputedStyle(element, pseudo);
    return style.content !== 'none' && style.content !== 'normal' && paints(style);
  });
}
