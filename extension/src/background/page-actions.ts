/**
 * Hears the scripts in watched pages. A page's process may be taken over by the page, so they may
 * say and ask only what stands here, of their own site, and who they are is the browser's word.
 */
import { listen } from '../browser';
import type { Answer, PageAction, PageAsk, PageAskOf, PageReply } from '../messages';
import type { Event } from '../protocol';
import { siteOf, titleOf, trimmed } from './addresses';
import type { Feature, Parts } from './feature';
import { Pace } from './pace';
import { markOf } from './marks';
import { session } from './session';

/** Characters of JSON; what is larger was not made by the page's script. */
const LARGEST = 64_000;

/** The same of a page or a form that is told of as a whole. */
const LARGEST_WHOLE = 1_600_000;

/** Whole pages and forms of one site in a minute; nobody leaves more, or copies more often. */
const MOST_WHOLE = 60;
/** Characters of a value that a mark is made of. */
const LONGEST_SAID = 2_000;

/** What a page's script may record; a download is the browser's word alone. */
const OF_PAGES: Record<PageAction['type'], true> = {
  chosen: true,
  copied: true,
  pasted: true,
  edited: true,
  prompted: true,
  gesture: true,
};

interface Page {
  site: string;
  url: string;
  title: string | null;
  /** Whether it is the page itself and not a frame in it. */
  top: boolean;
}

export const pageActions: Feature = (parts, signal) => {
  const wholes = new Pace(MOST_WHOLE, 60_000);
  listen(
    chrome.runtime.onMessage,
    (message: unknown, sender: chrome.runtime.MessageSender, reply: (answer: unknown) => void) => {
      const page = pageOf(sender);
      const ask = message as PageAsk | null;
      if (!page || typeof ask?.page !== 'string') return false;
      const time = new Date();
      const answered =
        ask.page === 'record'
          ? parts.queue.inOrder(() => answer(parts, page, ask, wholes, time))
          : answer(parts, page, ask, wholes, time);
      answered.then(
        (value) => reply({ ok: true, value } satisfies Answer<unknown>),
        (failure: unknown) =>
          reply({ ok: false, code: null, message: String(failure), fault: null }),
      );
      return true;
    },
    signal,
  );
};

/** The page that speaks, or a frame of the same site in it, in a tab that is not private; else null. */
function pageOf({ id, tab, frameId, url }: chrome.runtime.MessageSender): Page | null {
  const site = siteOf(url);
  if (id !== chrome.runtime.id || !tab || tab.incognito || !url || !site) return null;
  // A watched site within another one is not what the person chose to be watched.
  if (frameId !== 0 && siteOf(tab.url) !== site) return null;
  return { site, url: trimmed(url), title: titleOf(tab.title), top: frameId === 0 };
}

async function answer(
  parts: Parts,
  page: Page,
  ask: PageAsk,
  wholes: Pace,
  time: Date,
): Promise<unknown> {
  const isWhole = ask.page === 'seen' || ask.page === 'sent';
  const largest = isWhole ? LARGEST_WHOLE : LARGEST;
  if ((isWhole || ask.page === 'noted') && !page.top) throw new Error('a frame is not a page');
  if (isWhole && !wholes.allows(page.site)) throw new Error('a page told too much in a minute');
  if (JSON.stringify(ask).length > largest) throw new Error('a page sent too much at once');
  if (!(await parts.watching.isWatched(page.site))) throw new Error('this site is not watched');
  if (await parts.recording.isPausedFor(page.site)) throw new Error('recording is paused here');
  switch (ask.page) {
    case 'record':
      return record(parts, page, ask, time);
    default:
      return askHost(parts, page, ask);
  }
}

async function record(
  { connection, consent, queue }: Parts,
  page: Page,
  { action, said }: PageAskOf<'record'>,
  time: Date,
): Promise<void> {
  if (!(action?.type in OF_PAGES)) throw new Error('a page records only what is done on it');
  if ((await consent.since()) === null) return;
  const value = typeof said === 'string' ? said.slice(0, LONGEST_SAID) : '';
  const mark = value === '' || action.type === 'chosen' ? null : await markOf(value, time);
  await queue.add({
    ...action,
    ...(action.type !== 'chosen' && { mark }),
    id: crypto.randomUUID(),
    time: time.toISOString(),
    session: await session(),
    url: page.url,
    title: page.title,
  } as Event);
  // Straight to the host's memory, never into the queue: that is on the disk.
  if (mark) {
    const values = [{ hash: mark.hash, value }];
    connection
      .request<'noteValues'>({ type: 'noteValues', site: page.site, values })
      .catch(() => undefined);
  }
}

/** The few requests of the host that a page may make. */
async function askHost(
  { connection, consent, watching }: Parts,
  page: Page,
  ask: Exclude<PageAsk, { page: 'record' }>,
): Promise<PageReply[keyof PageReply]> {
  switch (ask.page) {
    case 'places':
      return connection.request<'listPlaces'>({ type: 'listPlaces', site: page.site });
    case 'suggest': {
      const { placeId, shown }: PageAskOf<'suggest'> = ask;
      const { places } = await connection.request<'listPlaces'>({
        type: 'listPlaces',
        site: page.site,
      });
      if (!places.some((place) => place.id === placeId)) throw new Error('no place of this site');
      return connection.request<'suggestChoices'>({ type: 'suggestChoices', placeId, shown });
    }
    // Straight to the host, never into the queue: that is on the disk.
    case 'seen': {
      if ((await consent.since()) === null) throw new Error('nothing is recorded yet');
      await watching.tell();
      const { snapshot, copied }: PageAskOf<'seen'> = ask;
      const { url } = page;
      const title = page.title ?? '';
      return connection.request<'notePage'>({
        type: 'notePage',
        url,
        title,
        page: snapshot,
        copied,
      });
    }
    case 'prompted': {
      if ((await consent.since()) === null) throw new Error('nothing is recorded yet');
      await watching.tell();
      const { id, prompt, answer }: PageAskOf<'prompted'> = ask;
      return connection.request<'notePrompt'>({
        type: 'notePrompt',
        url: page.url,
        promptId: id,
        prompt,
        answer,
      });
    }
    case 'sent': {
      if ((await consent.since()) === null) throw new Error('nothing is recorded yet');
      await watching.tell();
      const { form, values }: PageAskOf<'sent'> = ask;
      return connection.request<'noteForm'>({ type: 'noteForm', url: page.url, form, values });
    }
    case 'noted': {
      if ((await consent.since()) === null) throw new Error('nothing is recorded yet');
      await watching.tell();
      const { fields, text }: PageAskOf<'noted'> = ask;
      const notes = { fields, text };
      return connection.request<'noteWritten'>({ type: 'noteWritten', url: page.url, notes });
    }
  }
}
