/** A living page as ground to pick from: its places are elements. */
import { alike, alikeOne } from '../page/like';
import type { Look } from '../page/look';
import { nameOf } from '../page/field-names';
import { rowsOf, type Shape } from '../page/rows';
import { Tree } from '../page/snapshot';
import type { Ground } from './session';

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

  /** What a person reads there; of a picture its description. */
  text(node: Node): string {
    const index = this.look.indexOf(node);
    return this.tree.text(index) || this.tree.attribute(index, 'alt');
  }

  nameOf(node: Node): string {
    return nameOf(this.tree, this.look.indexOf(node)) ?? '';
  }

  alike(picked: Node[], rejected: Node[]): Node[] {
    return this.withText(alike(this.tree, this.indexes(picked), this.indexes(rejected)));
  }

  alikeOne(picked: Node): { nodes: Node[]; obvious: boolean } | null {
    const found = alikeOne(this.tree, this.look.indexOf(picked));
    return found && { nodes: this.withText(found.nodes), obvious: found.obvious };
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

  private withText(indexes: number[]): Node[] {
    return this.nodes(indexes).filter((node) => this.text(node) !== '');
  }
}
