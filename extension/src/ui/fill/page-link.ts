/** The way to the script in one tab's page: asks it, and hears when its form changes. */
import { t } from '../../i18n';
import type { ReadForm } from '../../fill/form';
import {
  FILL_PORT,
  type Command,
  type Outcome,
  type PageText,
  type Told,
  type Wanted,
} from '../../fill/messages';

/** Milliseconds; a page of a hundred thousand nodes takes a second or two to look at. */
const TIMEOUT = 20_000;

type Asked = Extract<Command, { id: number }>;
type Without<T> = T extends unknown ? Omit<T, 'id'> : never;

export class PageLink {
  private readonly waiting = new Map<number, (told: Told | null) => void>();
  private lastId = 0;
  private there = true;

  private constructor(
    readonly tab: number,
    private readonly port: chrome.runtime.Port,
    changed: () => void,
    acted: () => void,
  ) {
    port.onMessage.addListener((told: Told) => {
      if ('changed' in told) changed();
      else if ('acted' in told) acted();
      else {
        this.waiting.get(told.id)?.(told);
        this.waiting.delete(told.id);
      }
    });
    port.onDisconnect.addListener(() => {
      // Reads the reason, which the browser otherwise complains of: the page is gone.
      void chrome.runtime.lastError;
      this.there = false;
      for (const answer of this.waiting.values()) answer(null);
      this.waiting.clear();
    });
  }

  /** Whether the page is the one that it was made for still. */
  get isThere(): boolean {
    return this.there;
  }

  /** Null where the browser lets nobody look: its own pages, and sites without permission. */
  static async to(
    tab: number,
    changed: () => void = () => undefined,
    acted: () => void = () => undefined,
  ): Promise<PageLink | null> {
    try {
      await chrome.scripting.executeScript({ target: { tabId: tab }, files: ['fill.js'] });
    } catch {
      return null;
    }
    return new PageLink(
      tab,
      chrome.tabs.connect(tab, { name: FILL_PORT, frameId: 0 }),
      changed,
      acted,
    );
  }

  async read(values = false): Promise<{ read: ReadForm; secret: boolean }> {
    const told = await this.ask({ do: 'read', values });
    if ('read' in told) return told;
    throw new Error(t('page_gone'));
  }

  /** Null of a page that takes secrets. */
  async source(): Promise<PageText | null> {
    const told = await this.ask({ do: 'source' });
    if ('source' in told) return told.source;
    if ('refused' in told) return null;
    throw new Error(t('page_gone'));
  }

  async fill(wanted: Wanted[]): Promise<Outcome[]> {
    const told = await this.ask({ do: 'fill', wanted }, null);
    return 'outcomes' in told ? told.outcomes : [];
  }

  async undo(): Promise<{ undone: number[]; kept: number[] }> {
    const told = await this.ask({ do: 'undo' }, null);
    return 'undone' in told ? told : { undone: [], kept: [] };
  }

  show(command: Extract<Command, { do: 'showNodes' | 'showField' | 'hide' }>): void {
    this.send(command);
  }

  close(): void {
    this.port.disconnect();
  }

  /**
   * @param timeout null for what changes the page: it takes as long as the page takes, longer in a
   *     tab behind others, and what was given up would go on unseen
   */
  private async ask(
    question: Without<Asked>,
    timeout: number | null = TIMEOUT,
  ): Promise<Exclude<Told, { changed: true } | { acted: true }>> {
    const id = ++this.lastId;
    const told = await new Promise<Told | null>((answer) => {
      this.waiting.set(id, answer);
      if (timeout !== null) {
        setTimeout(() => this.waiting.delete(id) && answer(null), timeout);
      }
      if (!this.send({ ...question, id } as Asked)) answer(null);
    });
    if (!told || 'changed' in told || 'acted' in told) throw new Error(t('page_gone'));
    return told;
  }

  private send(command: Command): boolean {
    try {
      this.port.postMessage(command);
      return true;
    } catch {
      return false;
    }
  }
}
