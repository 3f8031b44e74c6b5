/**
 * The events that the host has not acknowledged yet. Each event is a key of its own in storage, so
 * adding one is a single write that is there or not, whenever the worker dies; nothing is read,
 * changed and written back. An event leaves only when the host has it.
 */
import type { Event } from '../protocol';

/** The part of a storage area that the queue uses. */
export interface Area {
  get(keys: null | string | string[]): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string[]): Promise<void>;
}

/** Events kept at most; beyond it the oldest go, and are counted. */
export const MOST_EVENTS = 5_000;

const PREFIX = 'event:';
const DROPPED = 'events.dropped';

export class EventQueue {
  /** Storage keys in the order of their events; read once for each life of the worker. */
  private keys: string[] = [];
  private droppedCount = 0;
  private lastStamp = 0;
  private sizeListeners: ((size: number) => void)[] = [];
  private readonly ready: Promise<void>;
  private last: Promise<unknown> = Promise.resolve();
  private making: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly area: Area,
    private readonly now: () => number = Date.now,
    private readonly most: number = MOST_EVENTS,
  ) {
    this.ready = this.load();
  }

  /**
   * Keeps an event; resolved once it is stored.
   *
   * @param together further items that are written in the same step, or not at all
   */
  add(event: Event, together: Record<string, unknown> = {}): Promise<void> {
    return this.serially(async () => {
      const key = this.nextKey(event.id);
      await this.area.set({ ...together, [key]: event });
      this.keys.push(key);
      if (this.keys.length > this.most) {
        await this.discard(this.keys.slice(0, this.keys.length - this.most));
      }
    });
  }

  /**
   * Work by which an event is made and added, one after the other in the order of the calls: marks
   * and looks into storage take a moment, and what came of a step must not overtake it.
   */
  inOrder<T>(work: () => Promise<T>): Promise<T> {
    const done = this.making.then(work);
    this.making = done.catch(() => undefined);
    return done;
  }

  /** The oldest events, at most `count`. */
  first(count: number): Promise<Event[]> {
    return this.serially(async () => {
      const keys = this.keys.slice(0, count);
      if (keys.length === 0) return [];
      const found = await this.area.get(keys);
      const there = keys.filter((key) => found[key] !== undefined);
      if (there.length < keys.length) {
        this.keys = this.keys.filter((key) => !keys.includes(key) || there.includes(key));
      }
      return there.map((key) => found[key] as Event);
    });
  }

  /** Lets go of events that the host has recorded. */
  acknowledged(ids: string[]): Promise<void> {
    return this.serially(() => this.forget(this.keysOf(ids)));
  }

  /** Gives up an event that the host refuses for good, and counts it. */
  refused(id: string): Promise<void> {
    return this.serially(() => this.discard(this.keysOf([id])));
  }

  /** Empties the queue without counting: the person asked to forget. */
  clear(): Promise<void> {
    return this.serially(async () => {
      await this.forget([...this.keys]);
      this.droppedCount = 0;
      await this.area.remove([DROPPED]);
    });
  }

  /** Tells the number of waiting events whenever it may have changed, and once it is known. */
  watchSize(listener: (size: number) => void): void {
    this.sizeListeners.push(listener);
    void this.size().then(listener);
  }

  size(): Promise<number> {
    return this.serially(async () => this.keys.length);
  }

  dropped(): Promise<number> {
    return this.serially(async () => this.droppedCount);
  }

  private async load(): Promise<void> {
    const all = await this.area.get(null);
    this.keys = Object.keys(all)
      .filter((key) => key.startsWith(PREFIX))
      .sort();
    const dropped = all[DROPPED];
    this.droppedCount = typeof dropped === 'number' ? dropped : 0;
    this.lastStamp = Number.parseInt(this.keys.at(-1)?.split(':')[1] ?? '0', 36);
  }

  private async discard(keys: string[]): Promise<void> {
    if (keys.length === 0) return;
    const count = this.droppedCount + keys.length;
    await this.area.set({ [DROPPED]: count });
    this.droppedCount = count;
    await this.forget(keys);
  }

  private async forget(keys: string[]): Promise<void> {
    if (keys.length === 0) return;
    await this.area.remove(keys);
    const gone = new Set(keys);
    this.keys = this.keys.filter((key) => !gone.has(key));
  }

  private keysOf(ids: string[]): string[] {
    const wanted = new Set(ids);
    return this.keys.filter((key) => wanted.has(key.slice(key.indexOf(':', PREFIX.length) + 1)));
  }

  /** Keys sort in the order of adding, also when the clock stands still or goes back. */
  private nextKey(id: string): string {
    this.lastStamp = Math.max(this.now(), this.lastStamp + 1);
    return `${PREFIX}${this.lastStamp.toString(36).padStart(10, '0')}:${id}`;
  }

  private serially<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last
      .then(() => this.ready)
      .then(async () => {
        const before = this.keys.length;
        try {
          return await work();
        } finally {
          if (this.keys.length !== before) {
            for (const listener of this.sizeListeners) listener(this.keys.length);
          }
        }
      });
    this.last = done.catch(() => undefined);
    return done;
  }
}
