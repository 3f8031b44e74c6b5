/** Answers the extension's own pages, and tells them what changes while they are open. */
import { listen } from '../browser';
import { UI_PORT, type Answer, type Ask, type Told, type WorkerState } from '../messages';
import { HostFailure, type Request } from '../protocol';
import { siteOf } from './addresses';
import { lookBack } from './look-back';
import type { Feature, Parts } from './feature';
import { NotConnected } from './faults';
import { overview } from './overview';
import { isOften } from './visits';

const open = new Set<chrome.runtime.Port>();

export function anyPageOpen(): boolean {
  return open.size > 0;
}

export const pages: Feature = (parts, signal) => {
  listen(
    chrome.runtime.onMessage,
    (message: unknown, sender: chrome.runtime.MessageSender, reply: (answer: unknown) => void) => {
      if (!isOwnPage(sender) || typeof (message as Ask | null)?.ask !== 'string') return false;
      answer(parts, message as Ask).then(
        (value) => reply({ ok: true, value } satisfies Answer<unknown>),
        (failure: unknown) => reply(refusal(failure)),
      );
      return true;
    },
    signal,
  );

  listen(
    chrome.runtime.onConnect,
    (port: chrome.runtime.Port) => {
      if (port.name !== UI_PORT || !port.sender || !isOwnPage(port.sender))
        return port.disconnect();
      open.add(port);
      port.onDisconnect.addListener(() => open.delete(port));
      void stateOf(parts).then((state) => tell(port, { state }));
      // An open page is a need of its own: it does not wait for the next attempt.
      void parts.consent.since().then((since) => {
        if (since !== null) return parts.connection.retry().catch(() => undefined);
        return undefined;
      });
    },
    signal,
  );

  const tellState = () => {
    if (open.size > 0) {
      void stateOf(parts).then((state) => open.forEach((port) => tell(port, { state })));
    }
  };
  parts.connection.onState(tellState, signal);
  parts.connection.onPush((push) => open.forEach((port) => tell(port, { push })), signal);
  parts.queue.watchSize(tellState);
  parts.recording.onChanged(tellState);
  parts.watching.onChanged(tellState);
  parts.consent.onGiven(tellState);
};

function isOwnPage(sender: chrome.runtime.MessageSender): boolean {
  const home = chrome.runtime.getURL('');
  return sender.id === chrome.runtime.id && (sender.url ?? '').startsWith(home);
}

function tell(port: chrome.runtime.Port, told: Told): void {
  try {
    port.postMessage(told);
  } catch {
    open.delete(port);
  }
}

async function answer(parts: Parts, ask: Ask): Promise<unknown> {
  switch (ask.ask) {
    case 'state':
      return stateOf(parts);
    case 'start':
      await parts.consent.give();
      await parts.connection.retry().catch(() => undefined);
      return stateOf(parts);
    case 'lookBack':
      return lookBack(parts);
    case 'retry':
      await parts.connection.retry().catch(() => undefined);
      return stateOf(parts);
    case 'pause':
      // It holds though the host is away: not reaching it is no failure.
      await parts.recording.pause(ask.paused, ask.site).catch((failure: unknown) => {
        if (!(failure instanceof NotConnected)) throw failure;
      });
      return stateOf(parts);
    case 'watch':
      await parts.watching.watch(ask.site, ask.watched);
      return stateOf(parts);
    case 'often':
      return isOften(ask.site);
    case 'host':
      return askHost(parts, ask.request);
  }
}

async function askHost(parts: Parts, request: Request): Promise<unknown> {
  if (request.type === 'getOverview') return overview(parts, request);
  const reply = await parts.connection.request((await counted(parts, request)) as never);
  if (request.type === 'forget' && request.all) await parts.queue.clear();
  return reply;
}

/** That a page was summarized is noted only where and when something may be recorded at all. */
async function counted({ consent, recording }: Parts, request: Request): Promise<Request> {
  if (request.type !== 'summarize' || !request.asked) return request;
  const may =
    (await consent.since()) !== null && !(await recording.isPausedFor(siteOf(request.url) ?? ''));
  return may ? request : { ...request, asked: false };
}

async function stateOf({
  connection,
  queue,
  consent,
  recording,
  watching,
}: Parts): Promise<WorkerState> {
  return {
    started: (await consent.since()) !== null,
    connection: connection.state(),
    queued: await queue.size(),
    dropped: await queue.dropped(),
    recordingPaused: await recording.paused(),
    pausedSites: await recording.pausedSites(),
    watchedSites: await watching.sites(),
  };
}

function refusal(failure: unknown): Answer<never> {
  const message = failure instanceof Error ? failure.message : String(failure);
  return {
    ok: false,
    code: failure instanceof HostFailure ? failure.code : null,
    message,
    fault: failure instanceof NotConnected ? failure.fault : null,
  };
}
