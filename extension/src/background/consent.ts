/** Nothing is recorded before the person pressed Start on the welcome page. */
import { listen } from '../browser';
import type { Feature } from './feature';

const KEY = 'consent.given';

export class Consent {
  private readonly listeners: (() => void)[] = [];
  private cached: string | null = null;

  /** When consent was given (RFC 3339), or null. */
  async since(): Promise<string | null> {
    if (this.cached === null) {
      const stored: unknown = (await chrome.storage.local.get(KEY))[KEY];
      this.cached = typeof stored === 'string' ? stored : null;
    }
    return this.cached;
  }

  async give(): Promise<void> {
    if ((await this.since()) !== null) return;
    const now = new Date().toISOString();
    await chrome.storage.local.set({ [KEY]: now });
    this.cached = now;
    for (const listener of this.listeners) listener();
  }

  onGiven(listener: () => void): void {
    this.listeners.push(listener);
  }
}

/** Opens the welcome page after the installation. */
export const welcome: Feature = ({ consent }, signal) => {
  listen(
    chrome.runtime.onInstalled,
    async ({ reason }: chrome.runtime.InstalledDetails) => {
      if (reason !== 'install' || (await consent.since()) !== null) return;
      await chrome.tabs.create({ url: chrome.runtime.getURL('welcome.html') });
    },
    signal,
  );
};
