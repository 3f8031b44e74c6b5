/**
 * What a person picks from one source: fields, their values, the rows they make. It knows neither
 * pages nor documents; a {@link Ground} tells it what is like what. Every step can be taken back.
 */
import { clean, freeName } from '../page/field-names';
import { likelyShape, type Shape } from '../page/rows';
import { MOST_ROWS, type By, type Cell, type Filled, type Take, type View } from './messages';
import { begun, withAlso, without } from './edits';
import { LONGEST, Reading, type Field, type Ground, type Values } from './reading';

interface State<P> {
  fields: Field<P>[];
  shape: Shape | null;
}

const MOST_FIELDS = 50;

export class Session<P> {
  private state: State<P> = { fields: [], shape: null };
  private history: State<P>[] = [];
  private picking: number | null = null;
  private correcting: { field: number; row: number } | null = null;
  private notice: View['notice'] = null;
  /** The state as it was filled in; null before. */
  private filledIn: State<P> | null = null;
  private reading: Reading<P>;

  constructor(ground: Ground<P>) {
    this.reading = new Reading(ground);
  }

  /** The same places on the ground as it is now; those that are gone are left out. */
  standOn(ground: Ground<P>, isThere: (place: P) => boolean): void {
    this.reading = new Reading(ground);
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
    return this.state.fields.map((field) => ({
      name: field.name,
      places: this.reading.placesOf(field),
    }));
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
    const text = this.reading.ground.text(
      place,
      field?.take ?? this.reading.takesOf([place])[0] ?? 'text',
    );
    if (text === '' || text.length > LONGEST) {
      this.notice = text === '' ? 'noText' : 'tooLong';
      return;
    }
    this.notice = null;
    if (!field) {
      this.begin(place);
    } else if (this.correcting) {
      this.replace(field, this.correcting.row, place);
    } else if (this.reading.placesOf(field).includes(place)) {
      this.takeOut(field, place);
    } else {
      this.change(field, withAlso(field, place));
    }
  }

  /** A wrong value: it is none of this field's. */
  reject(index: number, row: number): void {
    const field = this.state.fields[index];
    if (!field) return;
    const wrong = new Set(this.placesInRow(index, row));
    const rest = this.reading.placesOf(field).filter((place) => !wrong.has(place));
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
    const beyond = this.reading.beyond(field);
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
      const places = this.reading.placesOf(field);
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
      title: this.reading.ground.title,
      url: this.reading.ground.url,
      shape: this.shape(),
      picking: this.picking,
      correcting: this.correcting?.row ?? null,
      fields: this.state.fields.map((field) => {
        const places = this.reading.placesOf(field);
        return {
          name: field.name,
          take: field.take,
          takes: this.reading.takesOf(places.length > 0 ? places : field.picked),
          count: places.length,
          more: this.reading.more(field, places.length),
          beyond: this.reading.beyond(field).length,
          way: this.reading.ground.way(places),
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
    return this.reading.texts(this.state.fields[index]?.take ?? 'text', places);
  }

  private begin(place: P): void {
    const taken = this.state.fields.map(({ name }) => name);
    this.to({ ...this.state, fields: [...this.state.fields, begun(this.reading, place, taken)] });
  }

  private takeOut(field: Field<P>, place: P): void {
    const change = without(field, place);
    // The last click on a field takes it back.
    if (change) this.change(field, change);
    else this.remove(this.state.fields.indexOf(field));
  }

  private replace(field: Field<P>, row: number, place: P): void {
    const index = this.state.fields.indexOf(field);
    const wrong = new Set(this.placesInRow(index, row));
    const rest = this.reading.placesOf(field).filter((one) => !wrong.has(one) && one !== place);
    this.change(field, { listed: [...rest, place], state: 'found' });
    this.stop();
  }

  private shape(): Shape {
    return this.state.shape ?? likelyShape(this.state.fields.map((one) => this.range(one)));
  }

  /** As many numbers as it has places: only their count matters for the shape. */
  private range(field: Field<P>): number[] {
    return this.reading.placesOf(field).map((_, i) => i);
  }

  private rows(): P[][][] {
    return this.reading.ground.rows(
      this.state.fields.map((field) => this.reading.placesOf(field)),
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
