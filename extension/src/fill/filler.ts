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
import { Covers } from './sight';
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
      const scrolled = scrolls(this.page);
      const outcomes = new Map<number, Outcome>();
      const filled: (Done & { wasInvalid: boolean })[] = [];
      for (const { ref, value } of wanted) {
        const field = seen.read.form.fields[seen.read.known.findIndex((one) => one.ref === ref)];
        const outcome = field ? this.fillOne(ref, field, value, filled) : 'gone';
        outcomes.set(ref, { ref, outcome });
      }
      scrolled();
      if (filled.length > 0) await new Promise((done) => setTimeout(done, SETTLING));
      for (const one of filled) {
        const { ref, spot, value, before, wasInvalid } = one;
        const stands = check(spot, value, wasInvalid);
        if (spot.element.isConnected && stands !== 'different') {
          one.after = held(spot);
          this.done.push(one);
          outcomes.set(ref, { ref, outcome: stands === 'same' ? 'filled' : 'reformatted' });
        } else {
          if (spot.element.isConnected) putBack(spot, before);
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
        if (isSame && putBack(spot, before)) undone.push(ref);
        else kept.push(ref);
      }
      await new Promise((settled) => setTimeout(settled, SETTLING));
    });
    this.done = [];
    return { undone, kept };
  }

  private fillOne(
    ref: number,
    field: FormField,
    value: string,
    filled: (Done & { wasInvalid: boolean })[],
  ): Outcome['outcome'] {
    const spot = this.standIn(ref, field);
    if (!spot) return 'gone';
    if (signature(describe(spot)) !== signature(field)) return 'changed';
    const { element } = spot;
    if (!Covers.isInWindow(element)) {
      element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    }
    // Looked at anew for each: the page may have answered the last one by moving things.
    const state = stateOf(spot, new Covers(), this.secrets);
    if (state !== 'open') return state === 'taken' ? 'taken' : 'unseen';
    if (!Covers.isInWindow(element) && element.getClientRects().length > 0) return 'unseen';
    const before = held(spot);
    const wasInvalid = isInvalid(element);
    if (!put(spot, value)) return 'rejected';
    filled.push({
      ref,
      spot,
      before,
      after: held(spot),
      value,
      wasInvalid,
    });
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

/** Remembers where everything is scrolled to, and goes back there. */
function scrolls(page: Document): () => void {
  const places: [Element, number, number][] = [];
  const remember = (document: Document) => {
    const root = document.scrollingElement;
    if (root) places.push([root, root.scrollLeft, root.scrollTop]);
    for (const element of document.querySelectorAll('*')) {
      if (element.scrollTop !== 0 || element.scrollLeft !== 0) {
        places.push([element, element.scrollLeft, element.scrollTop]);
      }
    }
  };
  remember(page);
  return () => {
    for (const [element, left, top] of places) {
      element.scrollTo({ left, top, behavior: 'instant' });
    }
  };
}

interface Navigation extends EventTarget {
  addEventListener(type: 'navigate', listener: (event: Event) => void): void;
}

/**
 * Runs work during which no form is sent and no page is left: some pages send themselves when a
 * field changes, and filling in is not sending.
 */
async function withoutSending<T>(page: Document, work: () => Promise<T>): Promise<T> {
  const life = new AbortController();
  const { signal } = life;
  const refuse = (event: Event) => {
    if (!event.cancelable) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const view of viewsOf(page)) {
    view.addEventListener('submit', refuse, { capture: true, signal });
    const navigation = (view as { navigation?: Navigation }).navigation;
    navigation?.addEventListener('navigate', refuse);
    signal.addEventListener('abort', () => navigation?.removeEventListener('navigate', refuse));
  }
  try {
    return await work();
  } finally {
    life.abort();
  }
}

function viewsOf(page: Document): Window[] {
  const views = new Set<Window>();
  if (page.defaultView) views.add(page.defaultView);
  for (const { element } of spotsIn(page)) {
    const view = element.ownerDocument.defaultView;
    if (view) views.add(view);
  }
  return [...views];
}
