/** A browser small enough for tests: storage whose writes may fail half-way, messages in English. */
import messages from '../_locales/en/messages.json';
import type { Area } from '../src/background/queue';
import type { Event } from '../src/protocol';

/** Storage that outlives the objects using it, as it outlives the worker. */
export class FakeArea implements Area {
  readonly items = new Map<string, unknown>();
  /** Writes still allowed; the worker dies at the one after. */
  writesLeft = Number.POSITIVE_INFINITY;

  async get(keys: null | string | string[]): Promise<Record<string, unknown>> {
    await Promise.resolve();
    const wanted = keys === null ? [...this.items.keys()] : [keys].flat();
    const there = wanted.filter((key) => this.items.has(key));
    return Object.fromEntries(there.map((key) => [key, structuredClone(this.items.get(key))]));
  }

  async set(items: Record<string, unknown>): Promise<void> {
    await this.write();
    for (const [key, value] of Object.entries(items)) this.items.set(key, structuredClone(value));
  }

  async remove(keys: string[]): Promise<void> {
    await this.write();
    for (const key of keys) this.items.delete(key);
  }

  private async write(): Promise<void> {
    await Promise.resolve();
    if (this.writesLeft-- <= 0) throw new Error('the worker died');
  }
}

export function event(id: string): Event {
  return {
    type: 'download',
    id,
    time: '2026-01-01T00:00:00.000Z',
    session: 's',
    url: 'https://shop.example/a.webp',
    finalUrl: 'https://shop.example/a.webp',
    referrer: null,
    pageUrl: null,
    title: null,
    mime: 'image/webp',
    bytes: 1,
    path: '/downloads/a.webp',
  };
}

/** Makes `chrome.i18n` speak English, as the browser would from _locales. */
export function speakEnglish(): void {
  const table = messages as Record<string, { message: string }>;
  const i18n = {
    getUILanguage: () => 'en',
    getMessage: (key: string, substitutions: string[] = []) =>
      (table[key]?.message ?? '').replaceAll(
        /\$(\d)/g,
        (_, n: string) => substitutions[Number(n) - 1] ?? '',
      ),
  };
  Object.assign(globalThis, { chrome: { i18n, runtime: {} } });
}
