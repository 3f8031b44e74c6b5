/** Finds what a person aims at: with the pointer, and with the arrow keys. */
import { reachableShadow } from '../browser';
import type { PageGround } from './page-ground';

/** The innermost element at a point, through shadow trees and frames of the same origin. */
export function elementAt(x: number, y: number, root: Document = document): Element | null {
  let found: Element | null = root.elementFromPoint(x, y);
  while (found) {
    const shadow: ShadowRoot | null = reachableShadow(found);
    const deeper: Element | null = shadow?.elementFromPoint(x, y) ?? null;
    if (!deeper || deeper === found || deeper.getRootNode() !== shadow) break;
    found = deeper;
  }
  const inner = found && /^i?frame$/.test(found.localName) ? documentIn(found) : null;
  if (!found || !inner) return found;
  const box = found.getBoundingClientRect();
  const frame = found as HTMLElement;
  return elementAt(x - box.left - frame.clientLeft, y - box.top - frame.clientTop, inner) ?? found;
}

function documentIn(frame: Element): Document | null {
  try {
    return (frame as HTMLIFrameElement).contentDocument;
  } catch {
    return null;
  }
}

/** The nearest element, upwards, that says or shows something. */
export function withText(ground: PageGround, element: Element | null): Element | null {
  let index = element ? ground.look.indexOf(element) : -1;
  while (index >= 0 && !ground.says(index)) {
    index = ground.tree.parent(index);
  }
  return (ground.node(index) as Element | null) ?? null;
}

export type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

export function isArrow(key: string): key is Arrow {
  return /^Arrow(Up|Down|Left|Right)$/.test(key);
}

/**
 * Where an arrow key leads: up to what holds the element, down into it, and to its neighbours; at
 * the end of a line of neighbours on to the next part of the page. Only seen elements with text.
 */
export function walk(ground: PageGround, from: Element | null, key: Arrow): Element | null {
  const { tree, look } = ground;
  const says = (index: number) =>
    !tree.isText(index) && !tree.isHidden(index) && ground.says(index);
  const at = from ? look.indexOf(from) : -1;
  if (at < 0) return element(ground, firstOf(ground, says));
  const target = next(at);
  return element(ground, target) ?? from;

  function next(index: number): number {
    switch (key) {
      case 'ArrowUp': {
        const parent = tree.parent(index);
        return tree.tag(parent) === 'html' ? -1 : parent;
      }
      case 'ArrowDown':
        return tree.children(index).find(says) ?? -1;
      case 'ArrowRight':
        for (let one = tree.end(index); one < tree.size; one++) if (says(one)) return one;
        return -1;
      case 'ArrowLeft': {
        const siblings = tree.children(tree.parent(index)).filter(says);
        const before = siblings[siblings.indexOf(index) - 1];
        return before ?? (tree.tag(tree.parent(index)) === 'html' ? -1 : tree.parent(index));
      }
    }
  }
}

function firstOf({ tree }: PageGround, says: (index: number) => boolean): number {
  const main = find(
    tree.size,
    (i) => tree.tag(i) === 'main' || tree.attribute(i, 'role') === 'main',
  );
  const from = main < 0 ? find(tree.size, (i) => tree.tag(i) === 'body') : main;
  return find(tree.size, (i) => i > from && says(i));
}

function find(size: number, fits: (index: number) => boolean): number {
  for (let i = 0; i < size; i++) if (fits(i)) return i;
  return -1;
}

function element(ground: PageGround, index: number): Element | null {
  const node = index < 0 ? null : ground.node(index);
  return node?.nodeType === Node.ELEMENT_NODE ? (node as Element) : null;
}
