/** Looks at a living page and writes down its snapshot, with the way back from index to node. */
import { trimmed } from '../background/addresses';
import { reachableShadow } from '../browser';
import { lazySource } from './lazy';
import { withoutTokens } from './links';
import {
  BOX,
  DATA,
  HIDDEN,
  KEPT,
  MAX_CHARACTERS,
  MAX_DEPTH,
  MAX_NODES,
  MAX_VALUE,
  fold,
  foldWithin,
  isInline,
  type Snapshot,
} from './snapshot';

/** A snapshot and the nodes it was made of. */
export interface Look {
  snapshot: Snapshot;
  nodes: Node[];
  indexOf(node: Node): number;
}

/** Elements whose content is not what the page says. */
const SKIPPED: ReadonlySet<string> = new Set(['style', 'template', 'script', 'noscript']);

/** Stillroom's own overlay, which must not see itself. */
export const OWN = 'stillroom-pick';

const CONTROLS: ReadonlySet<string> = new Set(['input', 'textarea', 'select', 'option']);

const MAX_DATA = 1_000_000;
const MAX_TAG = 100;

export function look(root: Document): Look {
  const walk = new Walk();
  if (root.documentElement) walk.element(root.documentElement, -1, 1, origin(root));
  const indexes = new Map(walk.nodes.map((node, i) => [node, i]));
  return {
    snapshot: {
      page: 1,
      url: trimmed(root.location.href),
      title: fold(root.title).slice(0, 500),
      cut: walk.cut,
      nodes: walk.out,
    },
    nodes: walk.nodes,
    indexOf: (node) => indexes.get(node) ?? -1,
  };
}

interface Offset {
  x: number;
  y: number;
}

function origin(document: Document): Offset {
  const view = document.defaultView;
  return { x: view?.scrollX ?? 0, y: view?.scrollY ?? 0 };
}

class Walk {
  readonly out: Snapshot['nodes'] = [];
  readonly nodes: Node[] = [];
  cut = false;
  private characters = 0;

  element(
    element: Element,
    parent: number,
    depth: number,
    offset: Offset,
    preformatted = false,
  ): void {
    const tag = element.localName;
    if (tag === OWN) return;
    const isData = tag === 'script' && /ld\+json/i.test(element.getAttribute('type') ?? '');
    if (SKIPPED.has(tag) && !isData) return;
    if (this.isFull() || depth > MAX_DEPTH) {
      this.cut = true;
      return;
    }
    const attributes = this.attributes(element);
    if (isData) {
      attributes[DATA] = element.textContent?.slice(0, MAX_DATA) ?? '';
      this.characters += attributes[DATA].length;
    } else if (isSeen(element)) {
      const box = boxOf(element, offset);
      if (box !== '') attributes[BOX] = box;
    } else {
      attributes[HIDDEN] = '';
    }
    const index = this.add([parent, tag.slice(0, MAX_TAG), attributes], element);
    const pre = preformatted || tag === 'pre';
    // What a person typed is their own; a page's pre-filled text goes with it.
    if (isData || tag === 'textarea') return;
    const shadow = reachableShadow(element);
    if (shadow) this.children(shadow, index, depth, offset, pre);
    const frame = tag === 'iframe' || tag === 'frame' ? documentOf(element) : null;
    if (frame?.documentElement) {
      const at = element.getBoundingClientRect();
      this.element(frame.documentElement, index, depth + 1, {
        x: offset.x + at.left,
        y: offset.y + at.top,
      });
    }
    this.children(element, index, depth, offset, pre);
  }

  private children(
    parent: ParentNode & Node,
    index: number,
    depth: number,
    offset: Offset,
    pre: boolean,
  ): void {
    for (let child = parent.firstChild; child; child = child.nextSibling) {
      if (child.nodeType === Node.ELEMENT_NODE) {
        this.element(child as Element, index, depth + 1, offset, pre);
      } else if (child.nodeType === Node.TEXT_NODE) {
        const text = textOf(child as Text, pre);
        if (text !== '') this.text(text, child, index);
      }
      if (this.cut) return;
    }
  }

  private text(text: string, node: Node, parent: number): void {
    if (this.isFull()) {
      this.cut = true;
      return;
    }
    this.characters += text.length;
    this.add([parent, '#text', text], node);
  }

  private attributes(element: Element): Record<string, string> {
    const kept: Record<string, string> = {};
    for (const { name, value } of element.attributes) {
      if (!KEPT.has(name)) continue;
      // What stands in a form is the person's: it is no part of what the page says.
      if (name === 'value' && CONTROLS.has(element.localName)) continue;
      const said = name === 'href' || name === 'src' ? withoutTokens(value) : value;
      kept[name] = said.slice(0, MAX_VALUE);
      this.characters += name.length + Math.min(said.length, MAX_VALUE);
    }
    if (element.localName === 'img') {
      const lazy = lazySource((name) => element.getAttribute(name));
      if (lazy !== null) kept['src'] = withoutTokens(lazy).slice(0, MAX_VALUE);
    }
    return kept;
  }

  private isFull(): boolean {
    return this.out.length >= MAX_NODES || this.characters >= MAX_CHARACTERS;
  }

  private add(node: Snapshot['nodes'][number], from: Node): number {
    this.nodes.push(from);
    return this.out.push(node) - 1;
  }
}

/** A text as it stands in its line; empty where it says nothing. */
function textOf(node: Text, preformatted: boolean): string {
  if (preformatted) return node.data;
  const folded = foldWithin(node.data);
  if (fold(folded) !== '') return folded;
  // A blank matters only between two words of one line.
  const between = inLine(node.previousSibling) && inLine(node.nextSibling);
  return folded !== '' && between && node.parentElement?.localName !== 'head' ? ' ' : '';
}

function inLine(node: Node | null): boolean {
  return (
    node !== null && (node.nodeType !== Node.ELEMENT_NODE || isInline((node as Element).localName))
  );
}

/** Whether a person can see the element: it is drawn, and not made invisible. */
function isSeen(element: Element): boolean {
  if (element.hasAttribute('hidden') || element.getAttribute('aria-hidden') === 'true') {
    return false;
  }
  if (typeof element.checkVisibility === 'function') {
    return (
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) ||
      // Elements without a box of their own whose children are drawn.
      element.ownerDocument.defaultView?.getComputedStyle(element).display === 'contents'
    );
  }
  return true;
}

function boxOf(element: Element, offset: Offset): string {
  const { left, top, width, height } = element.getBoundingClientRect();
  if (width === 0 && height === 0) return '';
  return [left + offset.x, top + offset.y, width, height].map(Math.round).join(' ');
}

/** The document of a frame of the same origin; null for all others. */
function documentOf(frame: Element): Document | null {
  try {
    return (frame as HTMLIFrameElement).contentDocument;
  } catch {
    return null;
  }
}
