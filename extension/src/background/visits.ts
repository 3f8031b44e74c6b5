/**
 * Counts, in memory only, how often pages of a site are opened, so that it can be offered to watch
 * it. Without the permission to see tabs' addresses nothing is counted; a site with pages of money,
 * health or ways in is never offered.
 */
import { listen, untilBrowserCloses } from '../browser';
import { isDelicate } from '../page/delicate';
import { siteOf } from './addresses';
import type { Feature } from './feature';

const KEY = 'visits';

/** Pages of one site, since the browser was started, before it is offered. */
const OFTEN = 10;

const MOST_SITES = 200;

/** How many pages of each site; of one that is never offered, -1. */
type Visits = Record<string, number>;

export const visits: Feature = (_, signal) => {
  let last: Promise<unknown> = Promise.resolve();
  listen(
    chrome.tabs.onUpdated,
    (_id: number, { status }: { status?: string }, tab: chrome.tabs.Tab) => {
      const site = siteOf(tab.url);
      if (status !== 'complete' || tab.incognito || !site) return;
      const delicate = isDelicate(tab.url ?? '', tab.title ?? '');
      last = last.then(() => count(site, delicate)).catch(() => undefined);
    },
    signal,
  );
};

/** Whether so many pages of a site were opened that it may be offered to watch it. */
export async function isOften(site: string): Promise<boolean> {
  return ((await read())[site] ?? 0) >= OFTEN;
}

async function count(site: string, delicate: boolean): Promise<void> {
  const all = await read();
  const before = all[site] ?? 0;
  const { [site]: _, ...others } = all;
  const kept = Object.entries(others).slice(-MOST_SITES);
  const now = delicate || before < 0 ? -1 : before + 1;
  await untilBrowserCloses().set({ [KEY]: { ...Object.fromEntries(kept), [site]: now } });
}

async function read(): Promise<Visits> {
  return ((await untilBrowserCloses().get(KEY))[KEY] as Visits | undefined) ?? {};
}
