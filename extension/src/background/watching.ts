/**
 * The sites on which page actions are recorded. A site is watched from one click of the person on,
 * which gives the browser's permission for it; the page's script runs on no other. The host is told,
 * and drops what comes from elsewhere.
 */
import { listen, sitePermission } from '../browser';
import type { Host, PageTold } from '../messages';
import type { Overview } from '../protocol';
import type { Feature } from './feature';
import { putInto, tellPagesOf, tabsOf } from './page-script';

const KEY = 'watching';

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

  private change(step: (stored: Stored) => Stored): Promise<void> {
    const done = this.last.then(async () => {
      const before = await read();
      const after = step(before);
      if (JSON.stringify(before) === JSON.stringify(after)) return;
      await chrome.storage.local.set({ [KEY]: after });
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
    if (push.type !== 'progress' && push.type !== 'heard')
      void watching.tellPages({ told: 'changed' });
  }, signal);
};

async function apply(before: string[], after: string[]): Promise<void> {
  // The pages that are open already need not be loaded again.
  for (const site of without(after, ...before)) {
    for (const tab of await tabsOf(site)) await putInto(tab);
  }
  for (const site of without(before, ...after)) {
    await tellPagesOf(site, { told: 'stop' });
    await chrome.permissions.remove(sitePermission(site)).catch(() => undefined);
  }
}

async function read(): Promise<Stored> {
  const stored = (await chrome.storage.local.get(KEY))[KEY] as Stored | undefined;
  return stored ?? { sites: [], untold: [] };
}

function without(sites: string[], ...gone: string[]): string[] {
  return sites.filter((one) => !gone.includes(one));
}
