/** A document as ground to pick from: its places are pointers (RFC 6901). */
import {
  follow,
  fromPointer,
  generalize,
  inWords,
  nameOf,
  opened,
  pointer,
  rowsOf,
  textOf,
  valueAt,
  EACH,
  type Path,
  type Pattern,
} from '../document/paths';
import type { Value } from '../document/read';
import type { Shape } from '../page/rows';
import type { Take } from './messages';
import type { Ground } from './reading';

export class DocumentGround implements Ground<string> {
  readonly isLarge = false;

  /** Made once: a pointer is looked up for every row that is drawn. */
  private readonly paths = new Map<string, Path>();
  private order: Map<string, number> | null = null;

  /** @param each the person's word for "each element" */
  constructor(
    private readonly value: Value,
    readonly title: string,
    readonly url: string,
    private readonly each: string,
  ) {}

  text(place: string, take: Take = 'text'): string {
    if (take !== 'text') return '';
    return textOf(valueAt(this.value, this.path(place)));
  }

  nameOf(place: string): string {
    return nameOf(this.path(place));
  }

  alike(picked: string[], rejected: string[]): string[] {
    const pattern = generalize(picked.map((place) => this.path(place)));
    if (!pattern) return picked;
    const found = this.all(pattern).filter((place) => !rejected.includes(place));
    return this.sorted([...new Set([...picked, ...found])]);
  }

  /** One value of a list says plainly which list is meant: that is what paths are. */
  alikeOne(picked: string): { nodes: string[]; obvious: boolean } | null {
    const pattern = opened(this.path(picked));
    if (!pattern.includes(EACH)) return null;
    const nodes = this.all(pattern);
    return nodes.length > 1 ? { nodes, obvious: false } : null;
  }

  sorted(places: string[]): string[] {
    const order = this.places();
    return [...places].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  }

  rows(fields: string[][], shape: Shape): string[][][] {
    const paths = fields.map((places) => this.sorted(places).map((place) => this.path(place)));
    return rowsOf(paths, shape).map((row) =>
      row.map((cell) => cell.map((path) => this.place(path))),
    );
  }

  way(places: string[]): string {
    const pattern = generalize(places.map((place) => this.path(place)));
    return pattern ? inWords(pattern, this.each) : '';
  }

  /**
   * Where values stand that somebody else found: one way through the document that gives just
   * these, else each value's next occurrence.
   */
  placesOf(values: string[]): string[] {
    if (values.length === 0) return [];
    const ways = new Map<string, string[]>();
    for (const place of this.places().keys()) {
      const way = inWords(opened(this.path(place)), '*');
      const known = ways.get(way);
      if (known) known.push(place);
      else ways.set(way, [place]);
    }
    for (const places of ways.values()) {
      const said = places.filter((place) => this.text(place) !== '');
      if (said.length === values.length && said.every((one, i) => this.text(one) === values[i])) {
        return said;
      }
    }
    const order = [...this.places().keys()];
    let from = 0;
    return values.flatMap((value) => {
      const at = order.findIndex((place, i) => i >= from && this.text(place) === value);
      if (at < 0) return [];
      from = at + 1;
      return order[at] ?? [];
    });
  }

  private all(pattern: Pattern): string[] {
    return follow(this.value, pattern)
      .filter((path) => textOf(valueAt(this.value, path)) !== '')
      .map((path) => this.place(path));
  }

  private path(place: string): Path {
    const known = this.paths.get(place) ?? fromPointer(this.value, place) ?? [];
    this.paths.set(place, known);
    return known;
  }

  private place(path: Path): string {
    const place = pointer(path);
    this.paths.set(place, path);
    return place;
  }

  /** Every leaf with its number in the document's order. */
  private places(): Map<string, number> {
    if (this.order) return this.order;
    const order = new Map<string, number>();
    this.order = order;
    const waiting: [Value, Path][] = [[this.value, []]];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [at, path] = next;
      if (typeof at !== 'object' || at === null) {
        order.set(pointer(path), order.size);
        continue;
      }
      const children: [Value, Path][] = Array.isArray(at)
        ? at.map((child, i) => [child, [...path, i]])
        : Object.entries(at).map(([key, child]) => [child, [...path, key]]);
      for (const child of children.reverse()) waiting.push(child);
    }
    return order;
  }
}
