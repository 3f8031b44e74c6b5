/**
 * Does a routine again: step by step, in the tab in front or, for another site, in a tab of its own
 * that does not come to the front. Whatever is not as it was stops it.
 */
import { pagesOf } from '../../browser';
import type { ReplayStep } from '../../protocol';
import { ACT, ASK, type Command, type Told, type Why } from '../../replay/messages';

/** Milliseconds in which a page has to be there, and in it what the next step is about. */
const PATIENCE = 8_000;
const PAUSE = 200;

/** The same while the page is being loaded: the person sees that it is. */
const LONGEST_LOAD = 30_000;

/** Looks that are taken in any case: on a busy machine few fit into that time. */
const LEAST_LOOKS = 8;

/** Milliseconds for which a step's element is seen before it is done. */
const SHOWN = 350;

export interface Standing {
  state: 'preview' | 'running' | 'asking' | 'stopped' | 'done';
  /** The step it is at, counted from 0. */
  step: number;
  why: Why | null;
  /** What it asks whether to enter; null where it asks for something else, or nothing. */
  made: Made | null;
}

/** A value that a learned program made of what was copied. */
export interface Made {
  value: string;
  /** What was copied. */
  of: string[];
}

interface Teller {
  standing(standing: Standing): void;
  /** What a step makes of what was copied; null where that is not sure. */
  change(step: number, copied: string[]): Promise<string | null>;
}

export class Running {
  private readonly tabs = new Map<string, number>();
  /** Tabs that were opened for a step and are on their way to its page. */
  private readonly opened = new Set<number>();
  private readonly copied = new Map<number, string>();
  /** What was made for a step, as the person was shown it. */
  private shown: { step: number; made: Made } | null = null;
  private at = 0;
  private over = false;
  private busy = false;

  /**
   * @param values what the person gave, by step
   * @param careful whether each step is confirmed
   */
  constructor(
    private readonly steps: ReplayStep[],
    private readonly front: number,
    private readonly values: ReadonlyMap<number, string>,
    private readonly careful: boolean,
    private readonly told: Teller,
  ) {}

  /** Goes on from where it stands; `sure` where the person has said that this is the one. */
  go(sure = false): Promise<void> {
    return this.alone(() => this.on(sure));
  }

  /** The person did this step by hand. */
  skip(): Promise<void> {
    return this.alone(async () => {
      this.say('running');
      const tab = this.tabs.get(siteOf(this.steps[this.at]?.page ?? ''));
      if (tab !== undefined) await send(tab, { replay: 'resume' });
      if (this.over) return;
      this.at++;
      await this.on(false);
    });
  }

  /** A press too many does nothing: no step is done twice, and none left out. */
  private async alone(work: () => Promise<void>): Promise<void> {
    if (this.busy || this.over) return;
    this.busy = true;
    try {
      await work();
    } catch {
      // The browser knows a tab no more: it was closed.
      if (!this.over) this.say('stopped', 'page');
    } finally {
      this.busy = false;
    }
  }

  private async on(sure: boolean): Promise<void> {
    this.say('running');
    while (this.at < this.steps.length && !this.over) {
      const why = await this.step(sure);
      sure = false;
      if (this.over) return;
      if (why === 'ask') return this.say('asking');
      if (why) return this.say('stopped', why);
      this.at++;
    }
    if (!this.over) this.say('done');
    this.end();
  }

  stop(): void {
    this.over = true;
    this.end();
    this.say('stopped');
  }

  private end(): void {
    for (const tab of this.tabs.values()) void send(tab, { replay: 'end' });
  }

  private say(state: Standing['state'], why: Why | null = null): void {
    const made = state === 'asking' ? this.shownMade() : null;
    this.told.standing({ state, step: this.at, why, made });
  }

  private async step(sure: boolean): Promise<Why | 'ask' | null> {
    const step = this.steps[this.at];
    if (!step) return null;
    const tab = await this.tabFor(step);
    if (tab === null) return 'page';
    if (!(await this.isThere(tab, step))) return 'page';
    if (step.deed === 'navigate') return null;
    // Saying yes to a step is saying yes to the value that was shown for it, and to no other.
    const agreed = sure && (step.changed === null || this.shownMade() !== null);
    if (!agreed) {
      if (varies(step)) return 'varies';
      const found = await this.look(tab, step);
      if (found.why) return found.why;
      if (found.confidence < ASK) return 'missing';
      // A few examples make no promise: the person sees what was made before it is entered.
      if (step.changed) return (await this.make(step.changed.from)) ? 'ask' : 'unsure';
      if (found.confidence < ACT || this.careful) return 'ask';
      await rest(SHOWN);
      if (this.over) return null;
    } else await send(tab, { replay: 'resume' });
    // What was found, or agreed to, goes with its page: the next one is looked at anew.
    if ((await chrome.tabs.get(tab)).status === 'loading') return this.step(false);
    const least = agreed ? ASK : ACT;
    const done = await send(tab, { replay: 'act', step, value: this.valueOf(step), least });
    if (!done) return 'page';
    if (done.copied !== null) this.copied.set(this.at, done.copied);
    return done.why;
  }

  private shownMade(): Made | null {
    return this.shown?.step === this.at ? this.shown.made : null;
  }

  /** Whether there is a value to show for the step it is at. */
  private async make(from: number[]): Promise<boolean> {
    const step = this.at;
    const of = from.map((each) => this.copied.get(each) ?? '');
    const value = of.includes('') ? null : await this.told.change(step, of).catch(() => null);
    this.shown = value === null ? null : { step, made: { value, of } };
    return value !== null;
  }

  private valueOf({ changed, copied, value }: ReplayStep): string | null {
    if (changed) return this.shownMade()?.value ?? null;
    return copied === null
      ? (this.values.get(this.at) ?? value)
      : (this.copied.get(copied) ?? null);
  }

  /** Waits for what the step is about: pages take a moment. */
  private async look(tab: number, step: ReplayStep): Promise<Told> {
    const end = Date.now() + PATIENCE;
    let last: Told = { confidence: 0, why: 'missing', copied: null };
    for (let looks = 0; (looks < LEAST_LOOKS || Date.now() < end) && !this.over; looks++) {
      const told = await send(tab, { replay: 'find', step });
      if (told) last = told;
      if (last.why === 'secret' || last.confidence >= ACT) return last;
      // What is half sure is not waited for as long as what is not there at all.
      if (last.confidence >= ASK && Date.now() > end - PATIENCE / 2) return last;
      await rest(PAUSE);
    }
    return last;
  }

  /** The tab of the step's site: the one in front, one that is open, or a new one behind it. */
  private async tabFor(step: ReplayStep): Promise<number | null> {
    const site = siteOf(step.page);
    const known = this.tabs.get(site);
    if (known !== undefined) return known;
    const front = await chrome.tabs.get(this.front);
    let tab = siteOf(front.url ?? '') === site ? front : undefined;
    tab ??= (await chrome.tabs.query({ url: pagesOf(site) }))[0];
    if (!tab && !step.page.includes('*')) {
      tab = await chrome.tabs.create({ url: step.page, active: false });
      if (tab.id !== undefined) this.opened.add(tab.id);
    }
    if (tab?.id === undefined) return null;
    this.tabs.set(site, tab.id);
    return tab.id;
  }

  /** Whether the tab shows the page of the step, or comes to do so. */
  private async isThere(tab: number, step: ReplayStep): Promise<boolean> {
    const before = this.steps[this.at - 1];
    const led = before?.deed === 'click' || before?.deed === 'submit';
    // What was pressed begins to lead away a moment later.
    if (led) await rest(PAUSE);
    else if (!this.opened.delete(tab) && !step.page.includes('*')) {
      const { url } = await chrome.tabs.get(tab);
      if (!fits(step.page, url ?? '')) await chrome.tabs.update(tab, { url: step.page });
    }
    const longest = Date.now() + LONGEST_LOAD;
    let end = Date.now() + PATIENCE;
    for (let looks = 0; (looks < LEAST_LOOKS || Date.now() < end) && !this.over; looks++) {
      const { url, status } = await chrome.tabs.get(tab);
      if (status === 'complete' && fits(step.page, url ?? '')) return true;
      if (status === 'loading') end = Math.min(Date.now() + PATIENCE, longest);
      await rest(PAUSE);
    }
    return false;
  }
}

/** Whether an address is of the kind of page; `*` stands for what changes. */
export function fits(page: string, url: string): boolean {
  const own = url.replace(/[?#].*$/, '').split('/');
  const parts = page.split('/');
  return own.length === parts.length && parts.every((part, i) => part === '*' || part === own[i]);
}

/** Whether nothing but its place in the page is known of what the step is about. */
export function varies({ on }: ReplayStep): boolean {
  return on.name === '' && on.keys.every((key) => /^(path|nth)=/.test(key));
}

export function siteOf(page: string): string {
  return /^\w+:\/\/([^/:]+)/.exec(page)?.[1] ?? '';
}

/** Null where the page is gone or lets nobody in. */
async function send(tab: number, command: Command): Promise<Told | null> {
  try {
    await chrome.scripting.executeScript({ target: { tabId: tab }, files: ['replay.js'] });
    const told: Told | undefined = await chrome.tabs.sendMessage(tab, command, { frameId: 0 });
    return told ?? null;
  } catch {
    return null;
  }
}

function rest(millis: number): Promise<void> {
  return new Promise((done) => setTimeout(done, millis));
}
