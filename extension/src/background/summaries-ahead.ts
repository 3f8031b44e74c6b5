/**
 * Summarizes pages before they are asked for: those of a watched site, of a kind that the person
 * usually summarizes. It waits until the page is idle; the host keeps what it said, in memory, by
 * the page's content, and the panel gets it from there.
 */
import { listen } from '../browser';
import { SUMMARY_PORT, type PageRead, type Told } from '../summary/messages';
import { siteOf } from './addresses';
import type { Feature, Parts } from './feature';

/** Milliseconds a page is given to come to rest, and to be read. */
const REST = 1_500;
const PATIENCE = 20_000;

export const summariesAhead: Feature = (parts, signal) => {
  listen(
    chrome.tabs.onUpdated,
    (id: number, { status }: { status?: string }, tab: chrome.tabs.Tab) => {
      if (status !== 'complete' || tab.incognito || !tab.url) return;
      void ahead(parts, id, tab.url).catch(() => undefined);
    },
    signal,
  );
};

async function ahead({ watching, recording, connection }: Parts, tab: number, url: string) {
  const site = siteOf(url);
  if (!(await watching.isWatched(site)) || !site) return;
  if (await recording.isPausedFor(site)) return;
  const { usual } = await connection.request<'isSummarized'>({ type: 'isSummarized', url });
  if (!usual) return;
  await idle(tab);
  const read = await readPage(tab);
  // The person may have gone on meanwhile.
  if (!read || read.url !== url || read.pdf) return;
  await connection.request<'summarize'>({
    type: 'summarize',
    url,
    input: read.layer === '' ? { page: read.page } : { text: read.layer },
    sentences: null,
    asked: false,
  });
}

/** Until the page's own scripts leave the processor alone. */
async function idle(tabId: number): Promise<void> {
  await chrome.scripting.executeScript({
    target: { tabId },
    args: [REST],
    func: (timeout: number) =>
      new Promise<void>((rested) => {
        if (typeof requestIdleCallback === 'function') {
          requestIdleCallback(() => rested(), { timeout });
        } else setTimeout(rested, timeout);
      }),
  });
  await chrome.scripting.executeScript({ target: { tabId }, files: ['summary.js'] });
}

/** Null of a page that takes secrets. */
function readPage(tab: number): Promise<PageRead | null> {
  const port = chrome.tabs.connect(tab, { name: SUMMARY_PORT, frameId: 0 });
  return new Promise<PageRead | null>((answer) => {
    const over = setTimeout(() => answer(null), PATIENCE);
    port.onMessage.addListener((told: Told) => {
      if (!('id' in told)) return;
      clearTimeout(over);
      answer('read' in told ? told.read : null);
    });
    port.onDisconnect.addListener(() => {
      void chrome.runtime.lastError;
      answer(null);
    });
    port.postMessage({ do: 'read', id: 1 });
  }).finally(() => port.disconnect());
}
