/** Finds what can be filled in a page, in frames of the same origin and open shadow trees, too. */

import { isMenu } from './menus';

/** One field: an element, or all radio buttons of a group. */
export interface Spot {
  element: HTMLElement;
  parts: HTMLElement[];
}

/** Elements looked at, at most; what a page has beyond them is no form a person fills in. */
const MOST_ELEMENTS = 60_000;

/** How deep frames and shadow trees may stand in each other. */
const DEEPEST = 12;

const NO_FIELD = /^(hidden|submit|button|reset|image)$/;

export function spotsIn(page: Document): Spot[] {
  const spots: Spot[] = [];
  const groups = new Map<Node, Map<string, Spot>>();
  let left = MOST_ELEMENTS;

  const add = (element: HTMLElement) => {
    if (element.localName === 'input' && typeOf(element) === 'radio') {
      const input = element as HTMLInputElement;
      const owner = input.form ?? input.getRootNode();
      const byName = groups.get(owner) ?? new Map<string, Spot>();
      groups.set(owner, byName);
      const known = input.name === '' ? undefined : byName.get(input.name);
      if (known) {
        known.parts.push(element);
        return;
      }
      const spot = { element, parts: [element] };
      byName.set(input.name, spot);
      spots.push(spot);
      return;
    }
    spots.push({ element, parts: [element] });
  };

  const walk = (root: ParentNode, depth: number) => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (--left < 0) return;
      if (isField(element)) add(element);
      if (depth >= DEEPEST) continue;
      if (element.shadowRoot) walk(element.shadowRoot, depth + 1);
      const frame = frameDocument(element);
      if (frame) walk(frame, depth + 1);
    }
  };
  walk(page, 0);
  return spots;
}

export function typeOf(element: Element): string {
  return ((element as HTMLInputElement).type ?? '').toLowerCase();
}

function isField(element: HTMLElement): boolean {
  switch (element.localName) {
    case 'input':
      return !NO_FIELD.test(typeOf(element));
    case 'textarea':
    case 'select':
      return true;
    default:
      return isEditableRoot(element) || isMenu(element);
  }
}

/** The outermost element of a part that is written into like a document. */
function isEditableRoot(element: HTMLElement): boolean {
  const said = element.getAttribute('contenteditable');
  if (said === null || said === 'false') return false;
  return element.isContentEditable && !element.parentElement?.isContentEditable;
}

/** The document of a frame of the same origin; null of all others. */
export function frameDocument(element: Element): Document | null {
  if (element.localName !== 'iframe' && element.localName !== 'frame') return null;
  try {
    return (element as HTMLIFrameElement).contentDocument;
  } catch {
    return null;
  }
}

/** What an element stands in: its parent, the host of its shadow tree, the frame of its page. */
export function outer(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot;
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  if ('host' in root) return (root as ShadowRoot).host;
  try {
    return element.ownerDocument.defaultView?.frameElement ?? null;
  } catch {
    return null;
  }
}
