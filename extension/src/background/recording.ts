/**
 * Whether to record, everywhere and for each site. The host decides for good; here a copy is kept,
 * so that pausing holds at once and also while the host is away, and is told to it later.
 */
import type { Host } from '../messages';
import type { Overview } from '../protocol';
import { siteAround } from './addresses';

const KEY = 'recording';

interface Untold {
  paused: boolean;
  site: string | null;
}

interface Stored {
  paused: boolean;
  sites: string[];
  untold: Untold[];
}

const NOTHING_PAUSED: Stored = { paused: false, sites: [], untold: [] };

export class Recording {
  private last: Promise<unknown> = Promise.resolve();
  private readonly listeners: (() => void)[] = [];
  private stand = 0;

  constructor(private readonly host: Host) {}

  onChanged(listener: () => void): void {
    this.listeners.push(listener);
  }

  async paused(): Promise<boolean> {
    return (await read()).paused;
  }

  async pausedSites(): Promise<string[]> {
    return (await read()).sites;
  }

  async isPausedFor(site: string): Promise<boolean> {
    const { paused, sites } = await read();
    return paused || siteAround(site, sites) !== undefined;
  }

  /** Holds from the moment it returns; the host hears of it now or when it is back. */
  async pause(paused: boolean, site: string | null): Promise<void> {
    this.stand++;
    await this.change((stored) => ({
      ...apply(stored, { paused, site }),
      untold: [...stored.untold.filter((one) => one.site !== site), { paused, site }],
    }));
    await this.tell();
  }

  /** Tells the host what it missed. */
  async tell(): Promise<void> {
    for (const one of (await read()).untold) {
      await this.host.request<'pauseRecording'>({ type: 'pauseRecording', ...one });
      this.stand++;
      await this.change((stored) => ({
        ...stored,
        untold: stored.untold.filter((u) => u.site !== one.site || u.paused !== one.paused),
      }));
    }
  }

  /** To be read before an overview is asked for: what is older than the last change says nothing. */
  standing(): number {
    return this.stand;
  }

  /**
   * Takes over what the host says, but for what it has not heard yet.
   *
   * @param standing as it was when the overview was asked for
   */
  async follow(overview: Overview, standing: number): Promise<void> {
    if (standing !== this.stand) return;
    await this.change((stored) =>
      stored.untold.reduce(apply, {
        ...stored,
        paused: overview.recordingPaused,
        sites: overview.pausedSites,
      }),
    );
  }

  private change(step: (stored: Stored) => Stored): Promise<void> {
    const done = this.last.then(async () => {
      const before = await read();
      const after = step(before);
      if (JSON.stringify(before) === JSON.stringify(after)) return;
      await chrome.storage.local.set({ [KEY]: after });
      for (const listener of this.listeners) listener();
    });
    this.last = done.catch(() => undefined);
    return done;
  }
}

async function read(): Promise<Stored> {
  return ((await chrome.storage.local.get(KEY))[KEY] as Stored | undefined) ?? NOTHING_PAUSED;
}

function apply(stored: Stored, { paused, site }: Untold): Stored {
  if (site === null) return { ...stored, paused };
  const others = stored.sites.filter((one) => one !== site);
  return { ...stored, sites: paused ? [...others, site] : others };
}
