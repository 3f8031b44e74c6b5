/** How the script in a page speaks with the worker. */
import type { Answer, PageAction, PageAskOf, PageReply, PageTold } from '../messages';
import type { Secrets } from './secrets';
import type { Shadows } from './shadows';

export interface Link {
  /** What is secret on this page. */
  readonly secrets: Secrets;
  /** Its open shadow trees: where to listen, and where to look. */
  readonly shadows: Shadows;
  /**
   * Records an action; never where the page takes money, passwords or codes.
   *
   * @param said the value it is about, of which the worker records a mark only
   */
  record(action: PageAction, said?: string): void;
  /** Asks the worker; null where it does not answer: the page goes on as if nothing were there. */
  ask<K extends keyof PageReply>(question: PageAskOf<K>): Promise<PageReply[K] | null>;
  /** Calls back when something that is shown may have changed. */
  onChanged(listener: () => void): void;
}

/** One feature of the page's script; does nothing after the signal. */
export type PageFeature = (link: Link, signal: AbortSignal) => void;

/** Made once for a page; `stop` is called when the site is no longer watched. */
export function linkToWorker(
  page: Pick<Link, 'secrets' | 'shadows'>,
  stop: () => void,
  signal: AbortSignal,
): Link {
  const listeners: (() => void)[] = [];
  const hear = (told: PageTold) => {
    if (told.told === 'stop') stop();
    else for (const listener of listeners) listener();
  };
  chrome.runtime.onMessage.addListener(hear);
  signal.addEventListener('abort', () => chrome.runtime?.onMessage?.removeListener(hear));

  const send = async (question: unknown): Promise<unknown> => {
    if (signal.aborted) return null;
    try {
      const answer: Answer<unknown> | undefined = await chrome.runtime.sendMessage(question);
      return answer?.ok ? answer.value : null;
    } catch {
      // The extension was reloaded or removed: this script belongs to nobody any more.
      if (!chrome.runtime?.id) stop();
      return null;
    }
  };
  // Whether a page is secret takes a look at all of it, for which no event waits: what is recorded
  // waits for the look, and on a page that was secret at the last one it is not kept meanwhile.
  let waiting: unknown[] = [];
  let wasSecret = false;
  let timer = 0;
  const tell = () => {
    clearTimeout(timer);
    timer = 0;
    const now = waiting;
    waiting = [];
    wasSecret = page.secrets.pageIsSecret();
    if (!wasSecret) for (const one of now) void send(one);
  };
  const look = () => (timer ||= window.setTimeout(tell));
  // What is still to be said as the page goes cannot wait.
  let isLeaving = false;
  addEventListener(
    'pagehide',
    () => {
      isLeaving = true;
      tell();
    },
    { signal },
  );
  addEventListener('pageshow', () => (isLeaving = false), { signal });
  return {
    ...page,
    record: (action, said) => {
      if (!wasSecret) {
        waiting.push(said ? { page: 'record', action, said } : { page: 'record', action });
      }
      if (isLeaving) tell();
      else look();
    },
    ask: (question) => send(question) as Promise<never>,
    onChanged: (listener) => listeners.push(listener),
  };
}
