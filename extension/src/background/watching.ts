/**
 * The sites on which page actions are recorded. A site is watched from one click of the person on,
 * which gives the browser's permission for it; the page's script runs on no other. The host is told,
 * and drops what comes from elsewhere.
 */
import { listen, pagesOf, sitePermission } from '../browser';
import type { Host, PageTold } from '../messages';
import type { Overview } from '../protocol';
import type { Feature } from './feature';

const KEY = 'watching';
const SCRIPT = 'page.js';

interface Untold {
  site: string;
  watched: boolean;
}

interface Stored {
  sites: string[];
  untold: Untold[];
}

export class Watching {
  private last: Promise<unknown> = Promise.resolve();
  private readonly listeners: (() => void)[] = [];
  private stand = 0;

  constructor(private readonly host: Host) {}

  onChanged(listener: () => void): void {
    this.listeners.push(listener);
  }

  async sites(): Promise<string[]> {
    return (await read()).sites;
  }

  async isWatched(site: string | null): Promise<boolean> {
    return site !== null && (await this.sites()).includes(site);
  }

  /** Begins or ends watching a site; to begin, the person has given the permission for it. */
  async watch(site: string, watched: boolean): Promise<void> {
    if (watched && !(await chrome.permissions.contains(sitePermission(site)))) return;
    this.stand++;
    await this.change((stored) => ({
      sites: watched ? [...without(stored.sites, site), site] : without(stored.sites, site),
      untold: [...stored.untold.filter((one) => one.site !== site), { site, watched }],
    }));
    await this.tell().catch(() => undefined);
  }

  /** Tells the host what it missed. */
  async tell(): Promise<void> {
    for (const one of (await read()).untold) {
      await this.host.request<'watchSite'>({ type: 'watchSite', ...one });
      this.stand++;
      await this.change((stored) => ({
        ...stored,
        untold: stored.untold.filter((u) => u.site !== one.site || u.watched !== one.watched),
      }));
    }
  }

  /** To be read before an overview is asked for: what is older than the last change says nothing. */
  standing(): number {
    return this.stand;
  }

  /**
   * Ends what the host no longer watches: the person made it forget the site.
   *
   * @param standing as it was when the overview was asked for
   */
  async follow(overview: Overview, standing: number): Promise<void> {
    if (standing !== this.stand) return;
    await this.change((stored) => ({
      ...stored,
      sites: stored.sites.filter(
        (site) =>
          overview.watchedSites.includes(site) || stored.untold.some((one) => one.site === site),
      ),
    }));
  }

  /** Says something to every open page of a watched site. */
  async tellPages(told: PageTold): Promise<void> {
    for (const site of await this.sites()) await tellPagesOf(site, told);
  }

  /** Makes the browser's registrations what the list says; an update of the extension drops them. */
  async register(): Promise<void> {
    await this.change((stored) => stored, true);
  }

  private change(step: (stored: Stored) => Stored, always = false): Promise<void> {
    const done = this.last.then(async () => {
      const before = await read();
      const after = step(before);
      if (JSON.stringify(before) !== JSON.stringify(after)) {
        await chrome.storage.local.set({ [KEY]: after });
        always = true;
      }
      if (!always) return;
      await apply(before.sites, after.sites);
      for (const listener of this.listeners) listener();
    });
    this.last = done.catch((failure) => console.error('watching:', failure));
    return done;
  }
}

/** Begins and ends with the browser's permission for a site. */
export const watching: Feature = ({ watching, connection }, signal) => {
  const sitesOf = ({ origins }: chrome.permissions.Permissions) =>
    (origins ?? []).flatMap((origin) => /^\*:\/\/([^/*]+)\/\*$/.exec(origin)?.[1] ?? []);
  listen(
    chrome.permissions.onAdded,
    // The popup may be closed by the browser's question before it hears the answer.
    async (added: chrome.permissions.Permissions) => {
      for (const site of sitesOf(added)) await watching.watch(site, true);
    },
    signal,
  );
  listen(
    chrome.permissions.onRemoved,
    async (removed: chrome.permissions.Permissions) => {
      for (const site of sitesOf(removed)) {
        if (await watching.isWatched(site)) await watching.watch(site, false);
      }
    },
    signal,
  );
  connection.onState(({ state }) => {
    if (state === 'connected') void watching.tell().catch(() => undefined);
  }, signal);
  connection.onPush((push) => {
    if (push.type !== 'progress') void watching.tellPages({ told: 'changed' });
  }, signal);
  listen(chrome.runtime.onInstalled, () => void watching.register(), signal);
  listen(chrome.runtime.onStartup, () => void watching.register(), signal);
};

async function apply(before: string[], after: string[]): Promise<void> {
  const registered = await chrome.scripting.getRegisteredContentScripts();
  for (const site of after) {
    if (registered.some(({ id }) => id === idOf(site))) continue;
    await chrome.scripting.registerContentScripts([
      {
        id: idOf(site),
        matches: [pagesOf(site)],
        js: [SCRIPT],
        runAt: 'document_idle',
        allFrames: true,
      },
    ]);
  }
  for (const site of after.filter((one) => !before.includes(one))) {
    await inject(site);
  }
  const gone = registered.map(({ id }) => id).filter((id) => !after.some((s) => idOf(s) === id));
  if (gone.length > 0) await chrome.scripting.unregisterContentScripts({ ids: gone });
  for (const site of without(before, ...after)) {
    await tellPagesOf(site, { told: 'stop' });
    await chrome.permissions.remove(sitePermission(site)).catch(() => undefined);
  }
}

/** The pages that are open already need not be loaded again. */
async function inject(site: string): Promise<void> {
  for (const tab of await chrome.tabs.query({ url: pagesOf(site) })) {
    if (tab.id === undefined || tab.incognito) continue;
    await chrome.scripting
      .executeScript({ target: { tabId: tab.id, allFrames: true }, files: [SCRIPT] })
      .catch(() => undefined);
  }
}

async function tellPagesOf(site: string, told: PageTold): Promise<void> {
  for (const tab of await chrome.tabs.query({ url: pagesOf(site) }).catch(() => [])) {
    if (tab.id !== undefined) await chrome.tabs.sendMessage(tab.id, told).catch(() => undefined);
  }
}

async function read(): Promise<Stored> {
  const stored = (await chrome.storage.local.get(KEY))[KEY] as Stored | undefined;
  return stored ?? { sites: [], untold: [] };
}

function idOf(site: string): string {
  return `watch-${site}`;
}

function without(sites: string[], ...gone: string[]): string[] {
  return sites.filter((one) => !gone.includes(one));
}
