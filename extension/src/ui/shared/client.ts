/** How a page asks the worker, and hears from it. */
import {
  UI_PORT,
  type Answer,
  type Ask,
  type Fault,
  type Host,
  type Told,
  type WorkerState,
} from '../../messages';
import type { ReplyTo, RequestOf, RequestType } from '../../protocol';

/** A "no" from the worker or the host; `fault` where the host was not reached. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly code: number | null,
    readonly fault: Fault | null,
  ) {
    super(message);
  }
}

async function ask<T>(question: Ask): Promise<T> {
  const answer: Answer<T> | undefined = await chrome.runtime.sendMessage(question);
  if (!answer)
    throw new Refusal('the extension was reloaded: close and open this page', null, null);
  if (!answer.ok) throw new Refusal(answer.message, answer.code, answer.fault);
  return answer.value;
}

export const host: Host = {
  request: <T extends RequestType>(request: RequestOf<T>) =>
    ask<ReplyTo[T]>({ ask: 'host', request: request as never }),
};

export const worker = {
  state: () => ask<WorkerState>({ ask: 'state' }),
  start: () => ask<WorkerState>({ ask: 'start' }),
  retry: () => ask<WorkerState>({ ask: 'retry' }),
  lookBack: () => ask<{ moved: number; stayed: number }>({ ask: 'lookBack' }),
  watch: (watched: boolean, site: string) => ask<WorkerState>({ ask: 'watch', watched, site }),
  often: (site: string) => ask<boolean>({ ask: 'often', site }),
  pause: (paused: boolean, site: string | null) => ask<WorkerState>({ ask: 'pause', paused, site }),
};

/** Hears what the worker tells; connects again when the worker died, which wakes its next life. */
export function hear(listener: (told: Told) => void): () => void {
  let over = false;
  let port: chrome.runtime.Port;
  const connect = () => {
    if (over || !chrome.runtime?.id) return;
    port = chrome.runtime.connect({ name: UI_PORT });
    port.onMessage.addListener(listener);
    port.onDisconnect.addListener(() => setTimeout(connect, 200));
  };
  connect();
  return () => {
    over = true;
    port.disconnect();
  };
}
