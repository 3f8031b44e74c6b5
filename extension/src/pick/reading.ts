/** What a field's picks mean on the ground they were made on: its places, and what is taken of them. */
import type { Repetition } from '../page/like';
import type { Shape } from '../page/rows';
import { TAKES, type CellState, type Take } from './messages';

/** Where values stand. Places are the same when they are `===`. */
export interface Ground<P> {
  title: string;
  url: string;
  /** Whether it is so large that a student may read only its beginning. */
  isLarge: boolean;
  /** What of a place is its value; empty where it has none. */
  text(place: P, take: Take): string;
  nameOf(place: P): string;
  alike(picked: P[], rejected: P[], take: Take): P[];
  alikeOne(picked: P, take: Take): (Omit<Repetition, 'nodes'> & { nodes: P[] }) | null;
  rows(fields: P[][], shape: Shape): P[][][];
  /** In the order of the source. */
  sorted(places: P[]): P[];
  /** The way to these places in words, or empty. */
  way(places: P[]): string;
}

/** A field's places, and what of them is taken. */
export interface Values<P> {
  name: string;
  /** Whether a page may have several. */
  many: boolean;
  take: Take;
  places: P[];
}

/** A field as the person has picked it. */
export interface Field<P> {
  name: string;
  take: Take;
  picked: P[];
  rejected: P[];
  /** Whether it holds all that are like the picked ones. */
  whole: boolean;
  /** Values taken as they are, from the student or after a correction; null where likeness rules. */
  listed: P[] | null;
  state: CellState;
  /** Whether its pages have several values each. */
  many: boolean;
}

/** Characters of one value. */
export const LONGEST = 5_000;

/** Values of a field that are asked what can be taken of them. */
const ASKED = 20;

export class Reading<P> {
  /** For fields, what {@link beyond} found: they are looked for once. */
  private readonly reached = new WeakMap<Field<P>, P[]>();

  constructor(readonly ground: Ground<P>) {}

  placesOf(field: Field<P>): P[] {
    if (field.listed) return this.ground.sorted(field.listed);
    if (!field.whole) return this.ground.sorted(field.picked);
    const [only, ...others] = field.picked;
    if (only === undefined) return [];
    if (others.length > 0) return this.ground.alike(field.picked, field.rejected, field.take);
    const all = this.ground.alikeOne(only, field.take)?.nodes ?? field.picked;
    return all.filter((place) => !field.rejected.includes(place));
  }

  more(field: Field<P>, count: number): number {
    const [only, ...others] = field.picked;
    if (field.whole || field.listed || only === undefined) return 0;
    const all =
      others.length > 0
        ? this.ground.alike(field.picked, field.rejected, field.take).length
        : (this.ground.alikeOne(only, field.take)?.nodes.length ?? 0);
    return all > count ? all : 0;
  }

  texts(take: Take, places: P[]): string[] {
    return places.map((place) => this.ground.text(place, take).slice(0, LONGEST));
  }

  takesOf(places: P[]): Take[] {
    const some = places.slice(0, ASKED);
    return TAKES.filter((take) => some.every((place) => this.ground.text(place, take) !== ''));
  }

  /** What is like the filled-in values, behind the last of them. */
  beyond(field: Field<P>): P[] {
    const known = this.reached.get(field);
    if (known) return known;
    const { listed, state, rejected, take } = field;
    const ends = this.ground.isLarge && listed && listed.length > 1 && state === 'found';
    const places = ends ? this.ground.sorted(listed) : [];
    const last = places.at(-1);
    const all = last === undefined ? [] : this.ground.alike(places, rejected, take);
    const beyond = last === undefined ? [] : all.slice(all.indexOf(last) + 1);
    this.reached.set(field, beyond);
    return beyond;
  }
}
