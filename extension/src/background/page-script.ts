/**
 * Puts the script into the pages of watched sites, once they are loaded. A script that the browser is
 * given beforehand has a world of its own made before the page's load event, which delays every load
 * by more than all that the script does later.
 */
import { listen, pagesOf } from '../browser';
import type { PageTold } from '../messages';
import { siteOf } from './addresses';
import type { Feature } from './feature';

const SCRIPT = 'page.js';

/** Milliseconds after which a page that is still loading something is used all the same. */
const LONGEST_LOAD = 1_500;

export const pageScript: Feature = ({ watching }, signal) => {
  const waiting = new Map<number, ReturnType<typeof setTimeout>>();
  const put = (tab: number, site: string) => {
    clearTimeout(waiting.get(tab));
    waiting.delete(tab);
    void watching.isWatched(site).then((is) => (is ? putInto(tab) : undefined));
  };
  listen(
    chrome.tabs.onUpdated,
    (tab: number, { status }: { status?: string }, { url, incognito }: chrome.tabs.Tab) => {
      const site = siteOf(url);
      if (incognito || !site || signal.aborted) return;
      if (status === 'complete') put(tab, site);
      else if (status === 'loading') {
        clearTimeout(waiting.get(tab));
        waiting.set(
          tab,
          setTimeout(() => put(tab, site), LONGEST_LOAD),
        );
      }
    },
    signal,
  );
  // An update ends the scripts of the version before.
  listen(
    chrome.runtime.onInstalled,
    async () => {
      for (const site of await watching.sites()) {
        for (const tab of await tabsOf(site)) await putInto(tab);
      }
    },
    signal,
  );
  listen(
    chrome.tabs.onRemoved,
    (tab: number) => {
      clearTimeout(waiting.get(tab));
      waiting.delete(tab);
    },
    signal,
  );
};

/** Into the page in a tab and its frames, where it is not yet; nothing where they are closed to it. */
export async function putInto(tabId: number): Promise<void> {
  try {
    const target = { tabId, allFrames: true };
    const frames = await chrome.scripting.executeScript({
      target,
      func: () => (globalThis as { stillroomPage?: boolean }).stillroomPage === true,
    });
    const frameIds = frames.flatMap(({ frameId, result }) => (result ? [] : [frameId]));
    if (frameIds.length > 0) {
      await chrome.scripting.executeScript({ target: { tabId, frameIds }, files: [SCRIPT] });
    }
  } catch {
    // The page is gone, or the browser lets nobody in.
  }
}

/** The open tabs of a site that are not private. */
export async function tabsOf(site: string): Promise<number[]> {
  const tabs = await chrome.tabs.query({ url: pagesOf(site) }).catch(() => []);
  return tabs.flatMap(({ id, incognito }) => (id === undefined || incognito ? [] : [id]));
}

export async function tellPagesOf(site: string, told: PageTold): Promise<void> {
  for (const tab of await tabsOf(site)) {
    await chrome.tabs.sendMessage(tab, told).catch(() => undefined);
  }
}
