/** A good name for a field: what the page itself calls it. */
import type { Tree } from './snapshot';

const LONGEST = 40;

/** Class names that say how a thing looks rather than what it is. */
const LOOKS =
  /^(col|row|item|items|text|bold|small|large|left|right|center|inner|outer|wrap(per)?|container|content|box|block|list|card|cell|grid|flex|value|label|main|body|link|btn|button|active|first|last|odd|even|hidden|visible|span|div|css|sc|js|is|has|mt|mb|ml|mr|mx|my|pt|pb|pl|pr|px|py|p|m|w|h|xs|sm|md|lg|xl)$/;

const BY_TAG: Record<string, string> = {
  h1: 'title',
  h2: 'title',
  h3: 'title',
  time: 'date',
  address: 'address',
  img: 'picture',
  blockquote: 'quote',
  figcaption: 'caption',
};

/** The page's own name for what a node holds, or null where it gives none. */
export function nameOf(tree: Tree, node: number): string | null {
  for (const find of [
    itemProperty,
    columnHead,
    ownClass,
    ownTag,
    term,
    rowHead,
    ownLabel,
    labelBefore,
    linkKind,
    classAround,
    tagAround,
  ]) {
    const name = clean(find(tree, node) ?? '');
    if (name !== '') return name;
  }
  return null;
}

/** A name that is not taken yet. */
export function freeName(wanted: string, taken: string[]): string {
  if (!taken.includes(wanted)) return wanted;
  for (let n = 2; ; n++) if (!taken.includes(`${wanted} ${n}`)) return `${wanted} ${n}`;
}

function itemProperty(tree: Tree, node: number): string | null {
  for (const at of tree.ancestry(node).slice(0, 3)) {
    const property = tree.attribute(at, 'itemprop').split(/\s+/)[0];
    if (property) return spaced(property);
    // An item of its own begins: properties further out are not of this value.
    if (tree.attribute(at, 'itemtype') && at !== node) return null;
  }
  return null;
}

function columnHead(tree: Tree, node: number): string | null {
  const cell = tree.ancestry(node).find((at) => tree.tag(at) === 'td' || tree.tag(at) === 'th');
  if (cell === undefined) return null;
  const row = tree.parent(cell);
  const table = tree.ancestry(row).find((at) => tree.tag(at) === 'table');
  if (table === undefined || tree.tag(row) !== 'tr') return null;
  const place = columnOf(tree, cell);
  for (let at = table; at < row; at++) {
    if (tree.tag(at) !== 'tr') continue;
    const heads = tree.children(at);
    if (!heads.every((head) => tree.tag(head) === 'th')) continue;
    const head = heads.find((one) => {
      const from = columnOf(tree, one);
      return from <= place && place < from + width(tree, one);
    });
    if (head !== undefined && heads.length > 1) return tree.text(head);
  }
  return null;
}

function columnOf(tree: Tree, cell: number): number {
  let column = 0;
  for (const sibling of tree.children(tree.parent(cell))) {
    if (sibling === cell) return column;
    column += width(tree, sibling);
  }
  return column;
}

function width(tree: Tree, cell: number): number {
  return Math.max(1, Math.min(1_000, Number.parseInt(tree.attribute(cell, 'colspan'), 10) || 1));
}

/** The term that a description belongs to. */
function term(tree: Tree, node: number): string | null {
  const description = tree.ancestry(node).find((at) => tree.tag(at) === 'dd');
  if (description === undefined) return null;
  const siblings = tree.children(tree.parent(description));
  const before = siblings.slice(0, siblings.indexOf(description));
  const named = before.findLast((at) => tree.tag(at) === 'dt');
  return named === undefined ? null : tree.text(named);
}

/** The head of a row in a table of two columns. */
function rowHead(tree: Tree, node: number): string | null {
  const cell = tree.ancestry(node).find((at) => tree.tag(at) === 'td');
  if (cell === undefined) return null;
  const [head, ...others] = tree.children(tree.parent(cell));
  if (head === undefined || head === cell || others.length !== 1) return null;
  return tree.tag(head) === 'th' || others[0] === cell ? tree.text(head) : null;
}

function ownLabel(tree: Tree, node: number): string | null {
  const id = tree.attribute(node, 'id');
  if (id) {
    for (let at = 0; at < tree.size; at++) {
      if (tree.tag(at) === 'label' && tree.attribute(at, 'for') === id) return tree.text(at);
    }
  }
  return tree.attribute(node, 'aria-label') || null;
}

/** "Price: 12 €": the words before a colon, or in a short element of their own before the value. */
function labelBefore(tree: Tree, node: number): string | null {
  for (const at of tree.ancestry(node).slice(0, 2)) {
    const parent = tree.parent(at);
    if (parent < 0) return null;
    const before = tree.snapshot.nodes
      .map((_, i) => i)
      .slice(parent + 1, at)
      .filter((i) => tree.isText(i))
      .map((i) => tree.text(i))
      .findLast((text) => text !== '');
    const label = /^(.{2,40}):$/.exec(before ?? '')?.[1];
    if (label) return label;
  }
  return null;
}

function linkKind(tree: Tree, node: number): string | null {
  const link = tree.ancestry(node).find((at) => tree.tag(at) === 'a');
  const address = link === undefined ? '' : tree.attribute(link, 'href');
  if (/^mailto:/i.test(address)) return 'e-mail';
  if (/^tel:/i.test(address)) return 'phone';
  return null;
}

function ownClass(tree: Tree, node: number): string | null {
  for (const name of [...tree.classes(node)].reverse()) {
    const words = spaced(name)
      .split(' ')
      .filter((word) => /^[a-z]{3,}$/.test(word) && !LOOKS.test(word));
    const last = words.at(-1);
    if (last) return last;
  }
  return null;
}

function classAround(tree: Tree, node: number): string | null {
  return ownClass(tree, tree.parent(node));
}

function ownTag(tree: Tree, node: number): string | null {
  return BY_TAG[tree.tag(node)] ?? null;
}

function tagAround(tree: Tree, node: number): string | null {
  for (const at of tree.ancestry(node).slice(1, 3)) {
    const name = BY_TAG[tree.tag(at)];
    if (name) return name;
  }
  return null;
}

function spaced(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_\-:.]+/g, ' ')
    .trim()
    .toLowerCase();
}

/** A name is one short line without the signs that only decorate it. */
export function clean(name: string): string {
  return plainLine(name)
    .replace(/[\s:*▲▼↑↓]+$/u, '')
    .slice(0, LONGEST)
    .trim();
}

/** Without control signs and those that change the direction of what stands around them. */
export function plainLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
