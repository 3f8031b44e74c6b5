/**
 * What a person picks from one source: fields, their values, the rows they make. It knows neither
 * pages nor documents; a {@link Ground} tells it what is like what. Every step can be taken back.
 */
import type { Repetition } from '../page/like';
import { clean, freeName } from '../page/field-names';
import { likelyShape, type Shape } from '../page/rows';
import {
  MOST_ROWS,
  TAKES,
  type By,
  type Cell,
  type CellState,
  type Filled,
  type Take,
  type View,
} from './messages';

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

interface Field<P> {
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

interface State<P> {
  fields: Field<P>[];
  shape: Shape | null;
}

/** Characters of one value. */
const LONGEST = 5_000;

const MOST_FIELDS = 50;

/** Values of a field that are asked what can be taken of them. */
const ASKED = 20;

export class Session<P> {
  private state: State<P> = { fields: [], shape: null };
  private history: State<P>[] = [];
  private picking: number | null = null;
  private correcting: { field: number; row: number } | null = null;
  private notice: View['notice'] = null;
  /** The state as it was filled in; null before. */
  private filledIn: State<P> | null = null;
  /** For fields, what {@link beyond} found: they are looked for once. */
  private reached = new WeakMap<Field<P>, P[]>();

  constructor(private ground: Ground<P>) {}

  /** The same places on the ground as it is now; those that are gone are left out. */
  standOn(ground: Ground<P>, isThere: (place: P) => boolean): void {
    this.ground = ground;
    this.reached = new WeakMap();
    const kept = (places: P[]) => places.filter(isThere);
    const settle = (state: State<P>): State<P> => ({
      ...state,
      fields: state.fields.map((field) => ({
        ...field,
        picked: kept(field.picked),
        rejected: kept(field.rejected),
        listed: field.listed && kept(field.listed),
      })),
    });
    const wasFilledIn = this.state === this.filledIn;
    this.state = settle(this.state);
    if (wasFilledIn) this.filledIn = this.state;
    this.history = this.history.map(settle);
  }

  get isPicking(): boolean {
    return this.picking !== null;
  }

  /** Field names with their places, for drawing. */
  marks(): { name: string; places: P[] }[] {
    return this.state.fields.map((field) => ({ name: field.name, places: this.placesOf(field) }));
  }

  pick(field: number): void {
    if (field >= MOST_FIELDS) return;
    this.picking = Math.max(0, Math.min(field, this.state.fields.length));
    this.correcting = null;
    this.notice = null;
  }

  correct(field: number, row: number): void {
    if (!this.state.fields[field]) return;
    this.picking = field;
    this.correcting = { field, row };
    this.notice = null;
  }

  stop(): void {
    this.picking = null;
    this.correcting = null;
  }

  /** A click on a place while picking. */
  click(place: P): void {
    if (this.picking === null) return;
    const field = this.state.fields[this.picking];
    const text = this.ground.text(place, field?.take ?? this.takesOf([place])[0] ?? 'text');
    if (text === '' || text.length > LONGEST) {
      this.notice = text === '' ? 'noText' : 'tooLong';
      return;
    }
    this.notice = null;
    if (!field) {
      this.begin(place);
    } else if (this.correcting) {
      this.replace(field, this.correcting.row, place);
    } else if (this.placesOf(field).includes(place)) {
      this.takeOut(field, place);
    } else {
      this.takeIn(field, place);
    }
  }

  /** A wrong value: it is none of this field's. */
  reject(index: number, row: number): void {
    const field = this.state.fields[index];
    if (!field) return;
    const wrong = new Set(this.placesInRow(index, row));
    const rest = this.placesOf(field).filter((place) => !wrong.has(place));
    // Where the whole page is one row, "not there" is the person's word for all of it.
    if (field.listed || this.shape() === 'page') {
      this.change(field, { listed: rest, state: rest.length > 0 ? 'found' : 'absent' });
      return;
    }
    this.change(field, {
      picked: field.picked.filter((place) => !wrong.has(place)),
      rejected: [...field.rejected, ...wrong],
    });
  }

  /** Takes all that are like what is picked. */
  all(index: number): void {
    const field = this.state.fields[index];
    if (!field) return;
    const beyond = this.beyond(field);
    if (field.listed && beyond.length > 0) {
      this.change(field, { listed: [...field.listed, ...beyond] });
    } else {
      this.change(field, { whole: true, listed: null, many: true, state: 'found' });
    }
  }

  /** Takes something else of a field's places: where links lead instead of what they say. */
  takeAs(index: number, take: Take): void {
    const field = this.state.fields[index];
    if (field && field.take !== take) this.change(field, { take });
  }

  rename(index: number, name: string): void {
    const field = this.state.fields[index];
    const wanted = clean(name);
    if (!field || wanted === '' || wanted === field.name) return;
    const taken = this.state.fields.filter((one) => one !== field).map((one) => one.name);
    this.change(field, { name: freeName(wanted, taken) });
  }

  remove(index: number): void {
    this.to({ ...this.state, fields: this.state.fields.filter((_, i) => i !== index) });
    this.stop();
  }

  shapeAs(shape: Shape): void {
    this.to({ ...this.state, shape });
  }

  undo(): void {
    const before = this.history.pop();
    if (before) this.state = before;
    this.notice = null;
    if (this.picking !== null) this.picking = Math.min(this.picking, this.state.fields.length);
    this.correcting = null;
  }

  clear(): void {
    this.stop();
    this.to({ fields: [], shape: null });
  }

  /** Takes over what the student found. */
  fill(
    filled: (Pick<Filled, 'name' | 'state'> & { places: P[]; take: Take })[],
    shape: Shape,
  ): void {
    this.stop();
    this.notice = null;
    this.history = [];
    this.state = {
      shape,
      fields: filled.map(({ name, state, places, take }) => ({
        name,
        take,
        state,
        picked: [],
        rejected: [],
        whole: false,
        listed: places,
        many: shape === 'items' || places.length > 1,
      })),
    };
    this.filledIn = this.state;
  }

  /** The places of a row's cell. */
  placesInRow(field: number, row: number): P[] {
    return this.rows()[row]?.[field] ?? [];
  }

  placesInWholeRow(row: number): P[] {
    return this.rows()[row]?.flat() ?? [];
  }

  values(): Values<P>[] {
    const shape = this.shape();
    return this.state.fields.map((field) => {
      const places = this.placesOf(field);
      return {
        name: field.name,
        many: field.many || places.length > 1 || shape === 'items',
        take: field.take,
        places,
      };
    });
  }

  rowTexts(): string[][][] {
    return this.rows().map((row) => row.map((places, i) => this.texts(i, places)));
  }

  view(next: View['next'], cut: boolean): View {
    const rows = this.rows();
    return {
      title: this.ground.title,
      url: this.ground.url,
      shape: this.shape(),
      picking: this.picking,
      correcting: this.correcting?.row ?? null,
      fields: this.state.fields.map((field) => {
        const places = this.placesOf(field);
        return {
          name: field.name,
          take: field.take,
          takes: this.takesOf(places.length > 0 ? places : field.picked),
          count: places.length,
          more: this.more(field, places.length),
          beyond: this.beyond(field).length,
          way: this.ground.way(places),
        };
      }),
      rows: rows.slice(0, MOST_ROWS).map((row) => row.map((places, i) => this.cell(i, places))),
      total: rows.length,
      mayUndo: this.history.length > 0,
      touched: this.state !== this.filledIn && this.state.fields.length > 0,
      next,
      notice: this.notice ?? (cut ? 'cut' : null),
    };
  }

  private cell(index: number, places: P[]): Cell {
    const field = this.state.fields[index] as Field<P>;
    const picked = places.some((place) => field.picked.includes(place));
    const isStudents = field.listed !== null && this.isUntouched(index);
    const by: By = picked ? 'person' : isStudents ? 'student' : field.listed ? 'person' : 'like';
    const state = field.state === 'unsure' ? 'unsure' : places.length > 0 ? 'found' : 'absent';
    return { state, by, values: this.texts(index, places) };
  }

  private isUntouched(index: number): boolean {
    return this.filledIn?.fields[index]?.listed === this.state.fields[index]?.listed;
  }

  private texts(index: number, places: P[]): string[] {
    const take = this.state.fields[index]?.take ?? 'text';
    return places.map((place) => this.ground.text(place, take).slice(0, LONGEST));
  }

  private takesOf(places: P[]): Take[] {
    const some = places.slice(0, ASKED);
    return TAKES.filter((take) => some.every((place) => this.ground.text(place, take) !== ''));
  }

  /** What is like the filled-in values, behind the last of them. */
  private beyond(field: Field<P>): P[] {
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

  private begin(place: P): void {
    const taken = this.state.fields.map(({ name }) => name);
    const take = this.takesOf([place])[0] ?? 'text';
    const repeated = this.ground.alikeOne(place, take);
    const field: Field<P> = {
      take,
      name: freeName(clean(this.ground.nameOf(place)) || 'field', taken),
      picked: [place],
      rejected: [],
      whole: repeated?.obvious ?? false,
      listed: null,
      state: 'found',
      many: repeated?.obvious ?? false,
    };
    this.to({ ...this.state, fields: [...this.state.fields, field] });
  }

  private takeIn(field: Field<P>, place: P): void {
    if (field.listed && field.listed.length > 0) {
      this.change(field, { listed: [...field.listed, place], state: 'found' });
      return;
    }
    const picked = [...field.picked, place];
    this.change(field, {
      listed: null,
      picked,
      rejected: field.rejected.filter((one) => one !== place),
      whole: picked.length > 1,
      many: picked.length > 1,
      state: 'found',
    });
  }

  private takeOut(field: Field<P>, place: P): void {
    const without = (places: P[]) => places.filter((one) => one !== place);
    if (field.listed) {
      this.change(field, { listed: without(field.listed) });
      return;
    }
    const picked = without(field.picked);
    // The last click on a field takes it back.
    if (picked.length === 0) return this.remove(this.state.fields.indexOf(field));
    this.change(field, { picked, rejected: [...field.rejected, place] });
  }

  private replace(field: Field<P>, row: number, place: P): void {
    const index = this.state.fields.indexOf(field);
    const wrong = new Set(this.placesInRow(index, row));
    const rest = this.placesOf(field).filter((one) => !wrong.has(one) && one !== place);
    this.change(field, { listed: [...rest, place], state: 'found' });
    this.stop();
  }

  private placesOf(field: Field<P>): P[] {
    if (field.listed) return this.ground.sorted(field.listed);
    if (!field.whole) return this.ground.sorted(field.picked);
    const [only, ...others] = field.picked;
    if (only === undefined) return [];
    if (others.length > 0) return this.ground.alike(field.picked, field.rejected, field.take);
    const all = this.ground.alikeOne(only, field.take)?.nodes ?? field.picked;
    return all.filter((place) => !field.rejected.includes(place));
  }

  private more(field: Field<P>, count: number): number {
    const [only, ...others] = field.picked;
    if (field.whole || field.listed || only === undefined) return 0;
    const all =
      others.length > 0
        ? this.ground.alike(field.picked, field.rejected, field.take).length
        : (this.ground.alikeOne(only, field.take)?.nodes.length ?? 0);
    return all > count ? all : 0;
  }

  private shape(): Shape {
    return this.state.shape ?? likelyShape(this.state.fields.map((one) => this.range(one)));
  }

  /** As many numbers as it has places: only their count matters for the shape. */
  private range(field: Field<P>): number[] {
    return this.placesOf(field).map((_, i) => i);
  }

  private rows(): P[][][] {
    return this.ground.rows(
      this.state.fields.map((field) => this.placesOf(field)),
      this.shape(),
    );
  }

  private change(field: Field<P>, change: Partial<Field<P>>): void {
    this.to({
      ...this.state,
      fields: this.state.fields.map((one) => (one === field ? { ...one, ...change } : one)),
    });
  }

  private to(state: State<P>): void {
    this.history = [...this.history.slice(-99), this.state];
    this.state = state;
  }
}
