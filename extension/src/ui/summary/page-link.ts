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

/** Milliseconds; a large file that is not in the browser's memory any more is loaded again. */
const FILE_TIMEOUT = 120_000;

type Read = Extract<Told, { id: number }>;

export class SummaryLink {
  private readonly waiting = new Map<number, (told: Read | null) => void>();
  private lastId = 0;
  private there = true;

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
    const told = await this.ask((id) => ({ do: 'read', id }), TIMEOUT);
    return 'read' in told ? told.read : null;
  }

  /** A part of the PDF that the tab shows, in base64, and the bytes of all of it. */
  async part(from: number): Promise<{ bytes: string; size: number }> {
    const told = await this.ask((id) => ({ do: 'part', id, from }), FILE_TIMEOUT);
    if (!('bytes' in told)) throw new Error(t('sum_pdf_gone'));
    return told;
  }

  private async ask(command: (id: number) => Command, timeout: number): Promise<Read> {
    const id = ++this.lastId;
    const told = await new Promise<Read | null>((answer) => {
      this.waiting.set(id, answer);
      setTimeout(() => this.waiting.delete(id) && answer(null), timeout);
      if (!this.send(command(id))) answer(null);
    });
    if (!told) throw new Error(t('page_gone'));
    return told;
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
