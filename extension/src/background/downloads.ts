/**
 * Records downloads that completed, those too that completed while the worker was not running.
 * Only observes: a listener that decides file names would break other extensions' downloads.
 */
import { completedSince, downloadKey, lastUrl, listen } from '../browser';
import type { Event } from '../protocol';
import { siteOf, titleOf, trimmed } from './addresses';
import type { Feature, Parts } from './feature';
import { session } from './session';

const RECORDED = 'downloads.recorded';

/** Milliseconds; the clocks of download records and of this worker need not agree to the moment. */
const OVERLAP = 60_000;

/** Keys kept to know a download again within the overlap. */
const MOST_KEYS = 1_000;

interface Recorded {
  /** RFC 3339; downloads that ended before it are settled. */
  through: string;
  keys: string[];
}

interface Page {
  url: string | null;
  title: string | null;
}

export const downloads: Feature = (parts, signal) => {
  let last: Promise<unknown> = Promise.resolve();
  // One at a time: two lookups of one download must not both find it new.
  const serially = (work: () => Promise<void>) => {
    last = last.then(work).catch((failure) => console.error('download not recorded:', failure));
  };

  listen(
    chrome.downloads.onChanged,
    (change: chrome.downloads.DownloadDelta) => {
      if (change.state?.current !== 'complete') return;
      const page = activePage();
      serially(async () => {
        const [item] = await chrome.downloads.search({ id: change.id });
        const at = await page;
        // After the press that began it, which may still be on its way.
        const now = new Date().toISOString();
        if (item) await parts.queue.inOrder(() => record(parts, item, item.endTime ?? now, at));
      });
    },
    signal,
  );
  parts.consent.onGiven(() => serially(() => catchUp(parts)));
  serially(() => catchUp(parts));
};

async function catchUp(parts: Parts): Promise<void> {
  const consent = await parts.consent.since();
  if (consent === null) return;
  const { through } = await recorded(consent);
  const from = Math.max(Date.parse(through) - OVERLAP, Date.parse(consent));
  const items = await chrome.downloads.search(completedSince(new Date(from).toISOString()));
  for (const item of items) {
    // Where the browser does not say when it ended: not now, else what came before the yes counts.
    await record(parts, item, item.endTime ?? item.startTime, { url: null, title: null });
  }
}

async function record(
  { consent, recording, queue }: Parts,
  item: chrome.downloads.DownloadItem,
  ended: string,
  page: Page,
): Promise<void> {
  const since = await consent.since();
  if (since === null || item.incognito || item.state !== 'complete') return;
  // A table saved from one of the extension's own pages is no download from anywhere.
  if (item.url.startsWith(`blob:${chrome.runtime.getURL('')}`)) return;
  if (Date.parse(ended) < Date.parse(since)) return;
  const before = await recorded(since);
  const key = downloadKey(item);
  if (before.keys.includes(key)) return;
  const after: Recorded = {
    through: Date.parse(ended) > Date.parse(before.through) ? ended : before.through,
    keys: [...before.keys, key].slice(-MOST_KEYS),
  };
  const site = siteOf(item.referrer) ?? siteOf(page.url) ?? siteOf(lastUrl(item)) ?? '';
  if (await recording.isPausedFor(site)) {
    // Settled without an event, so that it is not caught up when recording goes on.
    await chrome.storage.local.set({ [RECORDED]: after });
    return;
  }
  await queue.add(await eventOf(item, ended, page), { [RECORDED]: after });
}

async function eventOf(
  item: chrome.downloads.DownloadItem,
  ended: string,
  page: Page,
): Promise<Event> {
  return {
    type: 'download',
    id: crypto.randomUUID(),
    time: new Date(ended).toISOString(),
    session: await session(),
    url: trimmed(item.url),
    finalUrl: trimmed(lastUrl(item)),
    referrer: item.referrer ? trimmed(item.referrer) : null,
    pageUrl: page.url ? trimmed(page.url) : null,
    title: page.title,
    mime: item.mime || null,
    bytes: item.fileSize >= 0 ? item.fileSize : item.totalBytes,
    path: item.filename,
  };
}

async function recorded(consent: string): Promise<Recorded> {
  const stored = (await chrome.storage.local.get(RECORDED))[RECORDED] as Recorded | undefined;
  return stored ?? { through: consent, keys: [] };
}

/** The page in front, where the person allowed to see it (the optional permission "tabs"). */
async function activePage(): Promise<Page> {
  const nowhere: Page = { url: null, title: null };
  if (!(await chrome.permissions.contains({ permissions: ['tabs'] }))) return nowhere;
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  if (!tab || tab.incognito || siteOf(tab.url) === null) return nowhere;
  return { url: tab.url ?? null, title: titleOf(tab.title) };
}
