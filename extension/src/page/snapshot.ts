/**
 * A page as Stillroom sees it: the compact DOM as a flat list in document order, so that a node is
 * an index and its subtree a range. The host reads the same form (`PageJson`).
 */

/**
 * Attributes that begin with a colon are not the page's own: `:hidden` is there where the person
 * does not see the element, `:box` is "left top width height" in whole CSS pixels of the page,
 * `:data` the text of a script of structured data, and in an example `:field` names what the
 * person took from this very element, a line for each field.
 */
export type ElementNode = [parent: number, tag: string, attributes?: Record<string, string>];

export type TextNode = [parent: number, tag: '#text', text: string];

export interface Snapshot {
  /** The form's version. */
  page: 1;
  url: string;
  title: string;
  /** Whether the page had more than fits; then this is its beginning. */
  cut: boolean;
  nodes: (ElementNode | TextNode)[];
}

export const HIDDEN = ':hidden';
export const BOX = ':box';
export const DATA = ':data';
export const FIELD = ':field';

export const MAX_NODES = 100_000;
export const MAX_DEPTH = 500;
/** Characters of a snapshot's texts and attributes together. */
export const MAX_CHARACTERS = 6_000_000;
/** Characters of an attribute's value. */
export const MAX_VALUE = 2_000;

/** The attributes that say what an element is; the same list as the host's reader of pages. */
export const KEPT: ReadonlySet<string> = new Set([
  'id',
  'class',
  'role',
  'itemprop',
  'itemtype',
  'href',
  'src',
  'alt',
  'title',
  'datetime',
  'content',
  'name',
  'property',
  'rel',
  'type',
  'lang',
  'aria-label',
  'value',
  'for',
  'pubdate',
  'colspan',
  'http-equiv',
  'data-testid',
  'data-test',
  'data-qa',
  'data-label',
  'data-field',
  'data-name',
  'headers',
  'scope',
]);

/** Elements that stay within a line: the same as the host's. */
const INLINE: ReadonlySet<string> = new Set(
  (
    '#text a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark ' +
    'picture q rp rt ruby s samp small source span strike strong sub sup time tt u var wbr button ' +
    'input select svg meta link script style noscript template iframe object amp-img math mi mo ' +
    'mn nobr'
  ).split(' '),
);

export function isInline(tag: string): boolean {
  return INLINE.has(tag);
}

const SPACE = /[\u0000- \u0085\u00a0\u2000-\u200a\u2028\u2029\u202f\u3000]+/g;
const UNSEEN = /[\u00ad\u200b\ufeff]/g;

/** White space runs as one space, none at the ends. */
export function fold(text: string): string {
  return text.replace(UNSEEN, '').replace(SPACE, ' ').replace(/^ | $/g, '');
}

/** A text as it stands between its neighbours: a space stays at an end where there was one. */
export function foldWithin(text: string): string {
  return text.replace(UNSEEN, '').replace(SPACE, ' ');
}

/** The snapshot as an example: each element that was taken for a field says for which. */
export function marked(snapshot: Snapshot, fields: [name: string, nodes: number[]][]): Snapshot {
  const nodes = [...snapshot.nodes];
  for (const [name, places] of fields) {
    for (const place of places) {
      const node = nodes[place];
      if (!node || node[1] === '#text') continue;
      const { [FIELD]: others, ...attributes } = (node as ElementNode)[2] ?? {};
      // One line for each: of a link its words may be one field and its address another.
      const names = others === undefined ? name : `${others}\n${name}`;
      nodes[place] = [node[0], node[1], { ...attributes, [FIELD]: names }];
    }
  }
  return { ...snapshot, nodes };
}

/** The snapshot as it is whatever was taken for a field. */
export function unmarked(snapshot: Snapshot): Snapshot {
  return {
    ...snapshot,
    nodes: snapshot.nodes.map((node) => {
      if (node[1] === '#text') return node;
      const { [FIELD]: _, ...rest } = (node as ElementNode)[2] ?? {};
      return Object.keys(rest).length > 0 ? [node[0], node[1], rest] : [node[0], node[1]];
    }),
  };
}

/** Reads a snapshot: a node's family, its text, how like another it is. */
export class Tree {
  readonly ends: Int32Array;
  private readonly kids: number[][];

  constructor(readonly snapshot: Snapshot) {
    const { nodes } = snapshot;
    this.ends = new Int32Array(nodes.length);
    this.kids = nodes.map(() => []);
    for (let i = nodes.length - 1; i >= 0; i--) {
      this.ends[i] = Math.max(this.ends[i] as number, i + 1);
      const parent = this.parent(i);
      if (parent >= 0) {
        this.ends[parent] = Math.max(this.ends[parent] as number, this.ends[i] as number);
        this.kids[parent]?.push(i);
      }
    }
    for (const list of this.kids) list.reverse();
  }

  get size(): number {
    return this.snapshot.nodes.length;
  }

  tag(node: number): string {
    return this.snapshot.nodes[node]?.[1] ?? '';
  }

  isText(node: number): boolean {
    return this.tag(node) === '#text';
  }

  parent(node: number): number {
    return this.snapshot.nodes[node]?.[0] ?? -1;
  }

  end(node: number): number {
    return this.ends[node] ?? node + 1;
  }

  contains(outer: number, inner: number): boolean {
    return inner >= outer && inner < this.end(outer);
  }

  /** Element children only. */
  children(node: number): number[] {
    return (this.kids[node] ?? []).filter((child) => !this.isText(child));
  }

  attribute(node: number, name: string): string {
    if (this.isText(node)) return '';
    const attributes = this.snapshot.nodes[node]?.[2] as Record<string, string> | undefined;
    return attributes && Object.hasOwn(attributes, name) ? (attributes[name] ?? '') : '';
  }

  classes(node: number): string[] {
    return this.attribute(node, 'class').split(/\s+/).filter(Boolean);
  }

  isHidden(node: number): boolean {
    const attributes = this.snapshot.nodes[node]?.[2];
    return typeof attributes === 'object' && HIDDEN in attributes;
  }

  /** From the node itself to the root. */
  ancestry(node: number): number[] {
    const line: number[] = [];
    for (let at = node; at >= 0; at = this.parent(at)) line.push(at);
    return line;
  }

  commonAncestor(a: number, b: number): number {
    for (let at = a; at >= 0; at = this.parent(at)) if (this.contains(at, b)) return at;
    return -1;
  }

  /** The text a person sees in an element, as the host reads it: blocks apart by a space. */
  text(node: number): string {
    let text = '';
    for (let i = node; i < this.end(node); i++) {
      if (this.isText(i)) text += this.snapshot.nodes[i]?.[2] as string;
      else if (!isInline(this.tag(i))) text += ' ';
    }
    return fold(text);
  }
}
