/** The way to the script in one tab's page that reads it and marks passages in it. */
import { t } from '../../i18n';
import {
  SUMMARY_PORT,
  type Command,
  type PageRead,
  type Place,
  type Told,
} from '../../summary/messages';

/** Milliseconds; a page of a hundred thousand nodes takes a second or two to look at. */
const TIMEOUT = 20_000;

type Read = Extract<Told, { id: number }>;

export class SummaryLink {
  private readonly waiting = new Map<number, (told: Read | null) => void>();
  private lastId = 0;

  private constructor(
    private readonly port: chrome.runtime.Port,
    did: (what: 'copied' | 'marked', text: string) => void,
  ) {
    port.onMessage.addListener((told: Told) => {
      if ('did' in told) {
        did(told.did, told.text);
        return;
      }
      this.waiting.get(told.id)?.(told);
      this.waiting.delete(told.id);
    });
    port.onDisconnect.addListener(() => {
      // Reads the reason, which the browser otherwise complains of: the page is gone.
      void chrome.runtime.lastError;
      for (const answer of this.waiting.values()) answer(null);
      this.waiting.clear();
    });
  }

  /** Null where the browser lets nobody look: its own pages, and sites without permission. */
  static async to(
    tab: number,
    did: (what: 'copied' | 'marked', text: string) => void,
  ): Promise<SummaryLink | null> {
    try {
      await chrome.scripting.executeScript({ target: { tabId: tab }, files: ['summary.js'] });
    } catch {
      return null;
    }
    return new SummaryLink(chrome.tabs.connect(tab, { name: SUMMARY_PORT, frameId: 0 }), did);
  }

  /** Null of a page that takes secrets. */
  async read(): Promise<PageRead | null> {
    const id = ++this.lastId;
    const told = await new Promise<Read | null>((answer) => {
      this.waiting.set(id, answer);
      setTimeout(() => this.waiting.delete(id) && answer(null), TIMEOUT);
      if (!this.send({ do: 'read', id })) answer(null);
    });
    if (!told) throw new Error(t('page_gone'));
    return 'read' in told ? told.read : null;
  }

  mark(places: Place[]): void {
    this.send({ do: 'mark', places });
  }

  go(place: Place): void {
    this.send({ do: 'go', place });
  }

  close(): void {
    this.port.disconnect();
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
