/**
 * Fills what the person accepted, looks at every field again just before and just after, and puts
 * everything back when they want it undone. It never sends a form.
 */
import { spotsIn, type Spot } from './fields';
import { describe } from './describe';
import { signature, type FormField } from './form';
import type { Outcome, Wanted } from './messages';
import { check, isInvalid, put, putBack } from './put';
import { readForm, stateOf, type Reading } from './reader';
import type { Secrets } from '../page/secrets';
import { Covers } from './covers';
import { scrolls, withoutSending } from './still';
import { held, sameHeld, type Held } from './values';

/** Milliseconds in which frameworks take back what they do not want. */
const SETTLING = 40;

interface Done {
  ref: number;
  spot: Spot;
  before: Held;
  /** As it stood when it was filled; what differs since is the person's. */
  after: Held;
  value: string;
}

interface Filled extends Done {
  wasInvalid: boolean;
  /** Whether it said what it was given just after. */
  stood: boolean;
}

export class Filler {
  private reading: Reading | null = null;
  private done: Done[] = [];

  constructor(
    private readonly page: Document,
    private readonly secrets: Secrets,
  ) {}

  /** Whether anything that was filled stands there still. */
  get holds(): boolean {
    return this.done.some(
      ({ spot, after }) => spot.element.isConnected && sameHeld(held(spot), after),
    );
  }

  /** The form as it is now; what is previewed is compared with it. */
  read(withValues = false): Reading {
    this.reading = readForm(this.page, this.secrets, withValues);
    return this.reading;
  }

  spot(ref: number): Spot | null {
    return this.reading?.spots.get(ref) ?? null;
  }

  /** Fills; each field is judged for itself. */
  async fill(wanted: Wanted[]): Promise<Outcome[]> {
    const seen = this.reading;
    if (!seen) return [];
    // What was filled before is sent or the person's by now: only the last filling is taken back.
    this.done = [];
    return withoutSending(this.page, async () => {
      const scrolled = scrolls(wanted.flatMap(({ ref }) => this.spot(ref)?.element ?? []));
      const covers = new Covers(true);
      const outcomes = new Map<number, Outcome>();
      const filled: Filled[] = [];
      for (const { ref, value } of wanted) {
        const field = seen.read.form.fields[seen.read.known.findIndex((one) => one.ref === ref)];
        const outcome = field ? await this.fillOne(ref, field, value, covers, filled) : 'gone';
        outcomes.set(ref, { ref, outcome });
      }
      covers.end();
      scrolled();
      if (filled.length > 0) await new Promise((done) => setTimeout(done, SETTLING));
      if (wereEmptied(filled)) {
        for (const { ref } of filled) outcomes.set(ref, { ref, outcome: 'emptied' });
        return [...outcomes.values()];
      }
      for (const one of filled) {
        const { ref, spot, value, before, wasInvalid } = one;
        const now = check(spot, value, wasInvalid);
        if (spot.element.isConnected && now !== 'different') {
          one.after = held(spot);
          this.done.push(one);
          outcomes.set(ref, { ref, outcome: now === 'same' ? 'filled' : 'reformatted' });
        } else {
          if (spot.element.isConnected) await putBack(spot, before);
          outcomes.set(ref, { ref, outcome: 'rejected' });
        }
      }
      return [...outcomes.values()];
    });
  }

  /** Puts back everything that the person has not changed since; says how many it could not. */
  async undo(): Promise<{ undone: number[]; kept: number[] }> {
    const undone: number[] = [];
    const kept: number[] = [];
    await withoutSending(this.page, async () => {
      for (const { ref, spot, before, after } of [...this.done].reverse()) {
        const isSame = spot.element.isConnected && sameHeld(held(spot), after);
        if (isSame && (await putBack(spot, before))) undone.push(ref);
        else kept.push(ref);
      }
      await new Promise((settled) => setTimeout(settled, SETTLING));
    });
    this.done = [];
    return { undone, kept };
  }

  private async fillOne(
    ref: number,
    field: FormField,
    value: string,
    covers: Covers,
    filled: Filled[],
  ): Promise<Outcome['outcome']> {
    const spot = this.standIn(ref, field);
    if (!spot) return 'gone';
    if (signature(describe(spot)) !== signature(field)) return 'changed';
    const { element } = spot;
    if (!Covers.isInWindow(element)) {
      element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    }
    // Looked at anew for each: the page may have answered the last one by moving things.
    const state = stateOf(spot, covers, this.secrets);
    if (state !== 'open') return state === 'taken' ? 'taken' : 'unseen';
    if (!Covers.isInWindow(element) && element.getClientRects().length > 0) return 'unseen';
    const before = held(spot);
    const wasInvalid = isInvalid(element);
    const took = put(spot, value);
    if (took === false || (took !== true && !(await took))) return 'rejected';
    const stood = check(spot, value, wasInvalid) !== 'different';
    filled.push({ ref, spot, before, after: held(spot), value, wasInvalid, stood });
    return 'filled';
  }

  /** The field's element, or where the page drew it anew the only one that is described alike. */
  private standIn(ref: number, field: FormField): Spot | null {
    const known = this.reading?.spots.get(ref);
    if (known?.element.isConnected) return known;
    const alike = spotsIn(this.page).filter(
      (spot) => signature(describe(spot)) === signature(field),
    );
    return alike.length === 1 ? (alike[0] ?? null) : null;
  }
}

/**
 * Whether a page that had all it asked for took it, and is ready for the next already: every field
 * stood, but perhaps for the one that set it off, and is as it was before.
 */
function wereEmptied(filled: Filled[]): boolean {
  return (
    filled.length > 1 &&
    filled.slice(0, -1).every(({ stood }) => stood) &&
    filled.every(({ spot, before }) => spot.element.isConnected && sameHeld(held(spot), before))
  );
}
