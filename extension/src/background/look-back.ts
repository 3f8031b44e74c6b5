/**
 * Tells the host of downloads from before, when the person asks for it. Nothing of it is kept here,
 * and private windows' downloads are none that the browser lists.
 */
import { lastUrl } from '../browser';
import { siteOf, trimmed } from './addresses';
import type { Parts } from './feature';
import type { Event } from '../protocol';

/** As many as the host takes at once, and as many as are worth it. */
const PART = 200;
const MOST = 1_000;

export async function lookBack({
  connection,
  consent,
  recording,
}: Parts): Promise<{ moved: number; stayed: number }> {
  if ((await consent.since()) === null) throw new Error('press Start on the welcome page first');
  const items = await chrome.downloads.search({
    state: 'complete',
    orderBy: ['-startTime'],
    limit: MOST,
  });
  const events: Event[] = [];
  for (const item of items) {
    if (item.incognito || item.filename === '') continue;
    if (item.url.startsWith(`blob:${chrome.runtime.getURL('')}`)) continue;
    const site = siteOf(item.referrer) ?? siteOf(lastUrl(item)) ?? '';
    if (await recording.isPausedFor(site)) continue;
    events.push(pastEvent(item));
  }
  const found = { moved: 0, stayed: 0 };
  for (let from = 0; from === 0 || from < events.length; from += PART) {
    const reply = await connection.request<'lookBack'>({
      type: 'lookBack',
      downloads: events.slice(from, from + PART),
      last: from + PART >= events.length,
    });
    found.moved += reply.moved;
    found.stayed += reply.stayed;
  }
  return found;
}

function pastEvent(item: chrome.downloads.DownloadItem): Event {
  return {
    type: 'download',
    id: crypto.randomUUID(),
    time: new Date(item.endTime ?? item.startTime).toISOString(),
    session: '',
    url: trimmed(item.url),
    finalUrl: trimmed(lastUrl(item)),
    referrer: item.referrer ? trimmed(item.referrer) : null,
    pageUrl: null,
    title: null,
    mime: item.mime || null,
    bytes: item.fileSize >= 0 ? item.fileSize : item.totalBytes,
    path: item.filename,
  };
}
