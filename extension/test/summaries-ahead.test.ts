import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summariesAhead } from '../src/background/summaries-ahead';
import type { Parts } from '../src/background/feature';
import type { Told } from '../src/summary/messages';

type Updated = (id: number, change: { status?: string }, tab: object) => void;

interface Request {
  type: string;
  asked?: boolean;
}

const URL = 'https://paper.example/reports/4';

/** A browser in which one site is watched, and pages of a kind are usually summarized. */
function browser({ watched = true, usual = true, paused = false, secret = false } = {}) {
  let heard: Updated | undefined;
  const requests: Request[] = [];
  const injected: unknown[] = [];
  const connect = () => {
    const listeners: ((told: Told) => void)[] = [];
    return {
      onMessage: { addListener: (one: (told: Told) => void) => listeners.push(one) },
      onDisconnect: { addListener: () => {} },
      disconnect: () => {},
      postMessage: ({ id }: { id: number }) => {
        const read = {
          url: URL,
          title: 't',
          page: {} as never,
          selection: '',
          layer: '',
          pdf: false,
        };
        const told: Told = secret ? { id, refused: 'secretPage' } : { id, read };
        queueMicrotask(() => listeners.forEach((listener) => listener(told)));
      },
    };
  };
  Object.assign(globalThis, {
    chrome: {
      tabs: {
        onUpdated: { addListener: (one: Updated) => (heard = one), removeListener: () => {} },
        connect,
      },
      scripting: { executeScript: async (what: unknown) => injected.push(what) },
    },
  });
  const request = async (asked: Request) => {
    requests.push(asked);
    return { usual };
  };
  const parts = {
    watching: { isWatched: async () => watched },
    recording: { isPausedFor: async () => paused },
    connection: { request },
  } as unknown as Parts;
  summariesAhead(parts, new AbortController().signal);
  const open = async (incognito = false) => {
    heard?.(1, { status: 'complete' }, { url: URL, incognito });
    await new Promise((done) => setTimeout(done, 20));
    return requests.map(({ type }) => type);
  };
  return { open, requests, injected };
}

test('a page of a kind that is usually summarized is summarized before it is asked for', async () => {
  const { open, requests } = browser();
  assert.deepEqual(await open(), ['isSummarized', 'summarize']);
  assert.equal(requests[1]?.asked, false);
});

test('of other kinds of pages nothing is read', async () => {
  const { open, injected } = browser({ usual: false });
  assert.deepEqual(await open(), ['isSummarized']);
  assert.equal(injected.length, 0);
});

test('a page that takes secrets is left alone', async () => {
  assert.deepEqual(await browser({ secret: true }).open(), ['isSummarized']);
});

test('on sites that are not watched, while recording is paused and in private windows the host is not even asked', async () => {
  assert.deepEqual(await browser({ watched: false }).open(), []);
  assert.deepEqual(await browser({ paused: true }).open(), []);
  assert.deepEqual(await browser().open(true), []);
});
