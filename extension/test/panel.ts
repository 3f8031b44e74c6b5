/** The browser around a panel: one tab, pages that it shows, and a host; they answer when told. */
import { speakEnglish, FakeArea } from './fakes';
import { until } from './hooks';

const later = globalThis.setTimeout;

type Listener = (...args: never[]) => void;

function heard() {
  const listeners = new Set<Listener>();
  return {
    addListener: (one: Listener) => listeners.add(one),
    removeListener: (one: Listener) => listeners.delete(one),
    tell: (...args: unknown[]) => listeners.forEach((one) => one(...(args as never[]))),
  };
}

export interface Command {
  do: string;
  id?: number;
}

/** The script in a page, as the panel speaks with it. */
export class FakePage {
  /** What it answers by itself. */
  readonly always = new Map<string, () => object>();
  readonly commands: Command[] = [];
  readonly onMessage = heard();
  readonly onDisconnect = heard();

  constructor(readonly tab = 0) {}

  postMessage(command: Command): void {
    this.commands.push(command);
    const told = this.always.get(command.do);
    if (told) queueMicrotask(() => this.tell({ id: command.id, ...told() }));
  }

  disconnect(): void {}

  tell(told: object): void {
    this.onMessage.tell(told);
  }

  /** Answers what it was asked last. */
  answer(what: string, told: object): void {
    this.tell({ id: this.commands.findLast((one) => one.do === what)?.id, ...told });
  }

  was(what: string): boolean {
    return this.commands.some((one) => one.do === what);
  }
}

export interface Asked {
  request: { type: string; [member: string]: unknown };
  answer(value: object): void;
  refuse(code: number, message: string): void;
}

export class FakePanel {
  readonly pages: FakePage[] = [];
  readonly asked: Asked[] = [];
  private readonly updated = heard();
  private readonly messages = heard();
  /** The address in the tab. */
  at = 'https://shop.example/';

  constructor() {
    speakEnglish();
    // The patience of a panel is longer than a test.
    const setTimeout = (then: () => void, millis = 0) => {
      const timer = later(then, millis);
      return millis < 1_000 ? timer : timer.unref();
    };
    const sendMessage = ({ request }: { request: Asked['request'] }) =>
      new Promise((done) =>
        this.asked.push({
          request,
          answer: (value) => done({ ok: true, value }),
          refuse: (code, message) => done({ ok: false, code, message, fault: null }),
        }),
      );
    const connect = (tab: number) => {
      const page = new FakePage(tab);
      this.pages.push(page);
      return page;
    };
    Object.assign(globalThis.chrome.runtime, {
      id: 'stillroom',
      sendMessage,
      onMessage: this.messages,
      connect: () => new FakePage(),
    });
    Object.assign(globalThis.chrome, {
      tabs: {
        connect,
        get: async () => ({ url: this.at, title: 'Shop' }),
        onUpdated: this.updated,
      },
      scripting: { executeScript: async () => [] },
      storage: { local: new FakeArea() },
    });
    Object.assign(globalThis, {
      setTimeout,
      location: { search: '', hash: '', pathname: '/', href: 'https://extension.example/' },
    });
  }

  /** The person asks once more for a panel that stands open, by a key or a menu. */
  askAgain(): void {
    this.messages.tell({ opened: 1, page: '?tab=1' }, { id: 'stillroom' });
  }

  /** The tab is on its way to another page. */
  leave(url: string): void {
    this.updated.tell(1, { status: 'loading', url });
  }

  /** The tab shows another page. */
  load(url = 'https://shop.example/'): void {
    this.at = url;
    this.updated.tell(1, { status: 'loading', url });
    this.finish();
  }

  /** The last picture of its page is there. */
  finish(): void {
    this.updated.tell(1, { status: 'complete' });
  }

  /** The browser lets scripts into a tab's page only when told. */
  slowly(slow: number): () => void {
    let open: (value: never[]) => void = () => undefined;
    const held = new Promise<never[]>((done) => (open = done));
    const executeScript = async ({ target }: { target: { tabId: number } }) =>
      target.tabId === slow ? held : [];
    Object.assign(globalThis.chrome.scripting, { executeScript });
    return () => open([]);
  }

  /** The tab shows what no script may look into. */
  shut(url: string): void {
    const { tabs, scripting } = globalThis.chrome;
    Object.assign(scripting, { executeScript: () => Promise.reject(new Error('no access')) });
    Object.assign(tabs, { get: async () => ({ url, title: '' }) });
    this.load(url);
  }

  async page(index: number, asked: string): Promise<FakePage> {
    await until(`page ${index} to be asked to ${asked}`, () => !!this.pages[index]?.was(asked));
    return this.pages[index]!;
  }

  /** The request of that type that came so many before. */
  async request(type: string, index: number): Promise<Asked> {
    const those = () => this.asked.filter(({ request }) => request.type === type);
    await until(`${type} number ${index}`, () => those().length > index);
    return those()[index]!;
  }
}
