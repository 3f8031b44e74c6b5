/** Gives the connection the browser's ports, clock and alarms; alarms outlive the worker. */
import { disconnectReason, listen, untilBrowserCloses } from '../browser';
import { HOST_NAME } from '../protocol';
import type { NativePort, Surroundings } from './connection';
import type { Feature } from './feature';

const ALARM = 'reconnect';
const RETRY = 'connection.retry';

interface Retry {
  attempt: number;
  retryAt: number;
}

export function nativeSurroundings(): Surroundings {
  return {
    open: openNative,
    now: Date.now,
    random: Math.random,
    after(millis, work) {
      const timer = setTimeout(work, millis);
      return () => clearTimeout(timer);
    },
    remember(retry) {
      if (retry === null) {
        void untilBrowserCloses().remove(RETRY);
        void chrome.alarms.clear(ALARM);
      } else {
        void untilBrowserCloses().set({ [RETRY]: retry });
        // Browsers round an alarm up to half a minute; sooner retries are a timer's.
        void chrome.alarms.create(ALARM, { when: Math.max(retry.retryAt, Date.now() + 30_000) });
      }
    },
  };
}

function openNative(
  received: (frame: unknown) => void,
  ended: (sentence: string) => void,
): NativePort {
  const port = chrome.runtime.connectNative(HOST_NAME);
  port.onMessage.addListener(received);
  port.onDisconnect.addListener(() => ended(disconnectReason(port)));
  return { send: (message) => port.postMessage(message), close: () => port.disconnect() };
}

export const reconnect: Feature = ({ connection, queue }, signal) => {
  listen(
    chrome.alarms.onAlarm,
    async (alarm: chrome.alarms.Alarm) => {
      if (alarm.name !== ALARM || connection.state().state === 'connected') return;
      if ((await queue.size()) > 0) await connection.retry().catch(() => undefined);
    },
    signal,
  );
  void untilBrowserCloses()
    .get(RETRY)
    .then((stored) => {
      const retry = stored[RETRY] as Retry | undefined;
      if (retry) connection.resume(retry.attempt);
    });
};
