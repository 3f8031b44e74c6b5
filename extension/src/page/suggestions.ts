/**
 * Shows at a control what the person would choose there, with its reason. One key takes it, any
 * other choice corrects it, Escape hides it. Nothing is ever chosen unasked.
 */
import type { PageAction } from '../messages';
import type { Place, Suggestion } from '../protocol';
import { chosen } from './choices';
import { Chips } from './chips';
import { BUTTON, MENU_ITEM, controls, type Found, type Role } from './controls';
import { described } from './described';
import { inputOf, itemOf, type Input, type Item } from './item';
import type { Link, PageFeature } from './link';
import { contains } from './shadows';

/** Asked about at once; the engine allows twice as many. */
const BATCH = 8;

/** Milliseconds without a change after which a page is looked at again. */
const QUIET = 150;

/** Milliseconds after which one that never rests, as a ticker does not, is looked at nonetheless. */
const RESTLESS = 2_000;

/** Pixels around what is seen within which things are asked about. */
const AHEAD = 300;

/** Controls of one role looked at, at most. */
const MOST_CONTROLS = 200;

interface Asked {
  place: Place;
  control: Found;
  item: Item;
  input: Input;
  /** What it says; decided for or hidden, it is left alone until it says something else. */
  matter: string;
  /** What was asked, of which model. */
  key: string;
}

export const suggestions: PageFeature = (link, signal) => {
  const chips = new Chips(signal);
  const life = new Suggesting(link, chips, signal);
  link.onChanged(() => void life.follow());
  for (const kind of ['change', 'click'] as const) {
    link.shadows.hear(kind, (event) => life.decided(event), signal);
  }
  document.addEventListener('scroll', () => life.lookSoon(), {
    signal,
    passive: true,
    capture: true,
  });
  document.addEventListener(
    'keydown',
    (event) => {
      if (!event.isTrusted || event.repeat || event.ctrlKey || event.metaKey) return;
      const meant = chips.meant();
      if (!meant) return;
      if (event.key === 'Enter' && event.altKey && !event.shiftKey) {
        event.preventDefault();
        event.stopImmediatePropagation();
        void chips.takeMeant();
      } else if (event.key === 'Escape' && !event.altKey) {
        life.hide(meant.anchor); // The page hears it too: it may close something.
      }
    },
    { capture: true, signal },
  );
  void life.follow();
};

class Suggesting {
  private places: Place[] = [];
  private readonly answered = new WeakMap<HTMLElement, string>();
  private readonly matters = new WeakMap<HTMLElement, string>();
  private readonly hidden = new WeakMap<HTMLElement, string>();
  private readonly watcher: MutationObserver;
  private timer = 0;
  /** By when a look is due, in the page's milliseconds; null while none is. */
  private due: number | null = null;
  private looking = false;
  private again = false;

  constructor(
    private readonly link: Link,
    private readonly chips: Chips,
    private readonly signal: AbortSignal,
  ) {
    this.watcher = new MutationObserver(() => this.lookSoon());
    signal.addEventListener('abort', () => {
      this.watcher.disconnect();
      clearTimeout(this.timer);
    });
  }

  /** What is learned here may have changed: asks anew. */
  async follow(): Promise<void> {
    const places = (await this.link.ask<'places'>({ page: 'places' }))?.places ?? [];
    const suggesting = places.filter((place) => place.trust !== 'OBSERVE');
    if (this.signal.aborted) return;
    this.places = suggesting;
    this.watcher.disconnect();
    if (suggesting.length === 0) {
      this.chips.clear();
      return;
    }
    for (const root of this.link.shadows.roots()) {
      const top = root instanceof Document ? root.body : root;
      this.watcher.observe(top, { childList: true, subtree: true, characterData: true });
    }
    this.lookSoon();
  }

  /** Looks at the page once it is quiet, or has not been for long. */
  lookSoon(): void {
    if (this.places.length === 0) return;
    clearTimeout(this.timer);
    const now = performance.now();
    this.due ??= now + RESTLESS;
    const wait = Math.max(0, Math.min(QUIET, this.due - now));
    this.timer = window.setTimeout(() => void this.look(), wait);
  }

  hide(anchor: HTMLElement): void {
    const matter = this.matters.get(anchor);
    if (matter) this.hidden.set(anchor, matter);
    this.chips.remove(anchor);
  }

  /** The person chose by hand: what was suggested there is answered. */
  decided(event: Event): void {
    const element = event.composedPath()[0];
    if (!event.isTrusted || !(element instanceof Element)) return;
    for (const anchor of this.chips.anchors()) {
      const item = this.chips.at(anchor)?.item;
      const within = (one: Element) => item !== undefined && contains(item, one);
      const by =
        event.type === 'change'
          ? element === anchor || (element.matches('input[type="radio"]') && within(element))
          : element.closest(`${MENU_ITEM}, ${BUTTON}`) !== null &&
            !element.closest('[aria-haspopup]') &&
            within(element);
      if (by) this.hide(anchor);
    }
    this.lookSoon();
  }

  private async look(): Promise<void> {
    this.due = null;
    if (this.looking) {
      this.again = true;
      return;
    }
    this.looking = true;
    try {
      this.chips.place();
      const there = this.link.secrets.pageIsSecret() ? [] : this.seen();
      const anchors = new Set(there.map(({ control }) => control.anchor));
      for (const anchor of this.chips.anchors()) {
        if (!anchor.isConnected) this.chips.remove(anchor);
        else if (!anchors.has(anchor) && near(anchor)) this.chips.remove(anchor);
      }
      // Pages draw the next item into the controls of the one before.
      for (const { control, matter } of there) {
        if (this.matters.get(control.anchor) !== matter) this.chips.remove(control.anchor);
      }
      const fresh = there.filter(({ control, key }) => this.answered.get(control.anchor) !== key);
      for (let i = 0; i < fresh.length; i += BATCH) {
        if (this.signal.aborted) return;
        await this.ask(fresh.slice(i, i + BATCH));
      }
    } finally {
      this.looking = false;
      if (this.again) {
        this.again = false;
        this.lookSoon();
      }
    }
  }

  /** The controls near what is seen at which something is suggested. */
  private seen(): Asked[] {
    const roles = new Set(this.places.map((place) => place.role as Role));
    const seen: Asked[] = [];
    for (const role of roles) {
      for (const control of controls(role, near, this.link.shadows).slice(0, MOST_CONTROLS)) {
        const item = itemOf(control);
        const { keys } = described(control, item.element);
        const place = this.places.find(
          (one) => one.role === role && one.keys.filter((key) => keys.includes(key)).length >= 2,
        );
        if (!place) continue;
        const input = inputOf(control, item);
        if (!input['text']) continue;
        const matter = matterOf(input);
        const key = `${place.model} ${control.current() ?? ''} ${JSON.stringify(input)}`;
        seen.push({ place, control, item, input, matter, key });
      }
    }
    return seen;
  }

  private async ask(asked: Asked[]): Promise<void> {
    for (const placeId of new Set(asked.map(({ place }) => place.id))) {
      const here = asked.filter(({ place }) => place.id === placeId);
      const reply = await this.link.ask<'suggest'>({
        page: 'suggest',
        placeId,
        shown: here.map(({ input }) => ({ input })),
      });
      if (!reply) return;
      here.forEach((one, i) => {
        this.answered.set(one.control.anchor, one.key);
        this.matters.set(one.control.anchor, one.matter);
        const suggestion = reply.suggestions[i];
        if (suggestion) this.show(one, suggestion);
      });
    }
  }

  private show({ control, item, matter }: Asked, suggestion: Suggestion): void {
    const { anchor } = control;
    const label = suggestion.label ?? suggestion.guess;
    const current = control.current();
    // What stands there already needs no suggestion, and a guess does not contradict it.
    const idle =
      label === null || label === current || (suggestion.label === null && current !== null);
    if (!this.isStill(control, matter)) return;
    if (idle || this.hidden.get(anchor) === matter || !anchor.isConnected) {
      this.chips.remove(anchor);
      return;
    }
    this.chips.show({ anchor, around: control.parts, item: item.element, suggestion }, async () => {
      if (!this.isStill(control, matter)) return false;
      let action: PageAction | null = null;
      const read = () => (action = chosen(control, label, suggestion.predictionId));
      if (!(await control.choose(label, read))) return false;
      this.hidden.set(anchor, matter);
      if (action) this.link.record(action);
      return true;
    });
  }

  /** Whether a control stands beside what was asked about; what was said of it is gone if not. */
  private isStill(control: Found, matter: string): boolean {
    if (matterOf(inputOf(control, itemOf(control))) === matter) return true;
    this.chips.remove(control.anchor);
    this.lookSoon();
    return false;
  }
}

/** Without the page's title: it counts and blinks while the item stays the same. */
function matterOf(input: Input): string {
  return JSON.stringify({ ...input, title: '' });
}

function near(anchor: HTMLElement): boolean {
  const box = anchor.getBoundingClientRect();
  return box.width > 0 && box.bottom > -AHEAD && box.top < innerHeight + AHEAD;
}
