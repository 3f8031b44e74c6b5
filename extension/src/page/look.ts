/** Looks at a living page and writes down its snapshot, with the way back from index to node. */
import { reachableShadow } from '../browser';
import { isSecret } from './secrets';
import {
  FRAME,
  HIDDEN,
  KEPT,
  MAX_CHARACTERS,
  MAX_DEPTH,
  MAX_NODES,
  MAX_VALUE,
  SHADOW,
  fold,
  foldWithin,
  isInline,
  type Box,
  type ElementNode,
  type Snapshot,
} from './snapshot';

/** A snapshot and the nodes it was made of. */
export interface Look {
  snapshot: Snapshot;
  nodes: Node[];
  indexOf(node: Node): number;
}

/** Elements whose content is not what the page says. */
const SKIPPED: ReadonlySet<string> = new Set(['style', 'template', 'script']);

/** Stillroom's own overlay, which must not see itself. */
export const OWN = 'stillroom-pick';

const MAX_DATA = 1_000_000;

export function look(root: Document): Look {
  const walk = new Walk();
  if (root.documentElement) walk.element(root.documentElement, -1, 1, 0, origin(root));
  const indexes = new Map(walk.nodes.map((node, i) => [node, i]));
  return {
    snapshot: {
      v: 1,
      url: addressOf(root),
      title: fold(root.title).slice(0, 500),
      lang: root.documentElement?.lang ?? '',
      cut: walk.cut,
      nodes: walk.out,
    },
    nodes: walk.nodes,
    indexOf: (node) => indexes.get(node) ?? -1,
  };
}

/** Where the page is, without user name and password. */
function addressOf(root: Document): string {
  try {
    const url = new URL(root.location.href);
    url.username = '';
    url.password = '';
    return url.href.slice(0, MAX_VALUE);
  } catch {
    return '';
  }
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
    extraFlags: number,
    offset: Offset,
    preformatted = false,
  ): void {
    const tag = element.localName;
    if (tag === OWN) return;
    const data = tag === 'script' && /ld\+json/i.test(element.getAttribute('type') ?? '');
    if (SKIPPED.has(tag) && !data) return;
    if (this.isFull() || depth > MAX_DEPTH) {
      this.cut = true;
      return;
    }
    const shadow = reachableShadow(element);
    const flags = extraFlags | (shadow ? SHADOW : 0) | (data || isSeen(element) ? 0 : HIDDEN);
    const node: ElementNode = [parent, tag, this.attributes(element), flags];
    const box = flags & HIDDEN ? null : boxOf(element, offset);
    if (box) node.push(box);
    const index = this.add(node, element);
    if (data) {
      this.text(element.textContent?.slice(0, MAX_DATA) ?? '', element, index);
      return;
    }
    const pre = preformatted || tag === 'pre' || tag === 'textarea';
    // What a person typed is their own; a page's pre-filled text goes with it.
    if (tag === 'textarea') return;
    if (shadow) this.children(shadow, index, depth, offset, pre);
    const frame = tag === 'iframe' || tag === 'frame' ? documentOf(element) : null;
    if (frame?.documentElement) {
      const at = element.getBoundingClientRect();
      this.element(frame.documentElement, index, depth + 1, FRAME, {
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
        this.element(child as Element, index, depth + 1, 0, offset, pre);
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
      if (name === 'value' && isSecret(controlOf(element))) continue;
      kept[name] = value.slice(0, MAX_VALUE);
      this.characters += name.length + Math.min(value.length, MAX_VALUE);
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
  return folded !== '' && inLine(node.previousSibling) && inLine(node.nextSibling) ? ' ' : '';
}

function inLine(node: Node | null): boolean {
  return (
    node !== null && (node.nodeType !== Node.ELEMENT_NODE || isInline((node as Element).localName))
  );
}

export function controlOf(element: Element): {
  type: string;
  autocomplete: string;
  says: string;
  value: string;
} {
  const labels = (element as HTMLInputElement).labels;
  return {
    type: element.getAttribute('type') ?? '',
    autocomplete: element.getAttribute('autocomplete') ?? '',
    says: [
      element.getAttribute('name'),
      element.id,
      element.getAttribute('aria-label'),
      element.getAttribute('placeholder'),
      ...[...(labels ?? [])].map((label) => label.textContent),
    ]
      .filter(Boolean)
      .join(' ; '),
    value: element.getAttribute('value') ?? '',
  };
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

function boxOf(element: Element, offset: Offset): Box | null {
  const { left, top, width, height } = element.getBoundingClientRect();
  if (width === 0 && height === 0) return null;
  return [
    Math.round(left + offset.x),
    Math.round(top + offset.y),
    Math.round(width),
    Math.round(height),
  ];
}

/** The document of a frame of the same origin; null for all others. */
function documentOf(frame: Element): Document | null {
  try {
    return (frame as HTMLIFrameElement).contentDocument;
  } catch {
    return null;
  }
}
