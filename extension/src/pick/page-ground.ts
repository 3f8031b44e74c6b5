/** A living page as ground to pick from: its places are elements. */
import { alike, alikeOne } from '../page/like';
import type { Look } from '../page/look';
import { nameOf } from '../page/field-names';
import { rowsOf, type Shape } from '../page/rows';
import { MAX_VALUE, Tree } from '../page/snapshot';
import type { Take } from './messages';
import type { Ground } from './reading';

/** Nodes of a page of which a student certainly reads all. */
const READ_WHOLE = 10_000;

/** Where addresses of a kind may lead; all others could run something, or hold it. */
const LEADING: Record<Exclude<Take, 'text'>, RegExp> = {
  link: /^(https?|mailto|tel):$/,
  image: /^https?:$/,
};

export class PageGround implements Ground<Node> {
  readonly tree: Tree;

  constructor(readonly look: Look) {
    this.tree = new Tree(look.snapshot);
  }

  get title(): string {
    return this.look.snapshot.title;
  }

  get url(): string {
    return this.look.snapshot.url;
  }

  has(node: Node): boolean {
    return this.look.indexOf(node) >= 0;
  }

  get isLarge(): boolean {
    return this.tree.size > READ_WHOLE;
  }

  /** What a person reads there, of a picture its description; or the whole address. */
  text(node: Node, take: Take = 'text'): string {
    const written = this.written(node, take);
    return take === 'text' || written === '' ? written : this.address(node, written, take);
  }

  /** The same as it stands in the page, from which a student learns it. */
  written(node: Node, take: Take): string {
    const index = this.look.indexOf(node);
    if (take === 'text') return this.tree.text(index) || this.tree.attribute(index, 'alt');
    return this.tree.attribute(this.bearing(index, take), take === 'link' ? 'href' : 'src');
  }

  /** The element that has the value: the link around a heading, the picture in a link. */
  bearer(node: Node, take: Take): Node {
    return this.node(this.bearing(this.look.indexOf(node), take)) ?? node;
  }

  /** Whether an element itself says or shows something. */
  says(index: number): boolean {
    if (this.tree.text(index) !== '') return true;
    const node = this.node(index);
    if (!node || !/^(img|a)$/.test(this.tree.tag(index))) return false;
    return this.text(node, 'link') !== '' || this.text(node, 'image') !== '';
  }

  private bearing(index: number, take: Take): number {
    if (take === 'text') return index;
    const { tree } = this;
    const [tags, name] = take === 'link' ? [/^(a|area)$/, 'href'] : [/^img$/, 'src'];
    const bears = (at: number) => tags.test(tree.tag(at)) && tree.attribute(at, name) !== '';
    const around = take === 'link' ? tree.ancestry(index).find(bears) : undefined;
    if (around !== undefined) return around;
    const within: number[] = [];
    for (let at = index; at >= 0 && at < tree.end(index) && within.length < 2; at++) {
      if (bears(at)) within.push(at);
    }
    // Of several nobody can say which is meant.
    return within.length === 1 ? (within[0] as number) : -1;
  }

  private address(node: Node, written: string, take: Exclude<Take, 'text'>): string {
    if (written.startsWith('#') || written.length >= MAX_VALUE) return '';
    try {
      const url = new URL(written, node.baseURI);
      const leads = LEADING[take].test(url.protocol) && url.username === '' && url.password === '';
      return leads && url.href.length < 2 * MAX_VALUE ? url.href : '';
    } catch {
      return '';
    }
  }

  nameOf(node: Node): string {
    return nameOf(this.tree, this.look.indexOf(node)) ?? '';
  }

  alike(picked: Node[], rejected: Node[], take: Take): Node[] {
    return this.having(take, alike(this.tree, this.indexes(picked), this.indexes(rejected)));
  }

  alikeOne(picked: Node, take: Take): { nodes: Node[]; obvious: boolean } | null {
    const found = alikeOne(this.tree, this.look.indexOf(picked));
    return found && { nodes: this.having(take, found.nodes), obvious: found.obvious };
  }

  sorted(places: Node[]): Node[] {
    return this.nodes(this.indexes(places).sort((a, b) => a - b));
  }

  rows(fields: Node[][], shape: Shape): Node[][][] {
    return rowsOf(
      this.tree,
      fields.map((places) => this.indexes(places)),
      shape,
    ).map((row) => row.map((indexes) => this.nodes(indexes)));
  }

  way(): string {
    return '';
  }

  node(index: number): Node | null {
    return this.look.nodes[index] ?? null;
  }

  /** The element that a place in the snapshot names; of a text the one around it. */
  element(index: number): Node | null {
    return this.node(this.tree.isText(index) ? this.tree.parent(index) : index);
  }

  private indexes(places: Node[]): number[] {
    return places.map((place) => this.look.indexOf(place)).filter((index) => index >= 0);
  }

  private nodes(indexes: number[]): Node[] {
    return indexes.flatMap((index) => this.look.nodes[index] ?? []);
  }

  private having(take: Take, indexes: number[]): Node[] {
    return this.nodes(indexes).filter((node) => this.text(node, take) !== '');
  }
}
