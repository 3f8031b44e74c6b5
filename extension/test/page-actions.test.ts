import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Parts } from '../src/background/feature';
import { pageActions } from '../src/background/page-actions';
import type { Event } from '../src/protocol';
import { event } from './fakes';

type Listener = (message: unknown, sender: object, reply: (answer: unknown) => void) => boolean;

/** The listener of a worker that watches every site, and what it recorded. */
function worker() {
  const recorded: Event[] = [];
  let heard: Listener | undefined;
  const onMessage = { addListener: (one: Listener) => (heard = one), removeListener: () => {} };
  const storage = { session: { get: () => Promise.resolve({ session: 's' }), set: () => {} } };
  Object.assign(globalThis, { chrome: { runtime: { id: 'us', onMessage }, storage } });
  const parts = {
    watching: { isWatched: () => Promise.resolve(true) },
    recording: { isPausedFor: () => Promise.resolve(false) },
    consent: { since: () => Promise.resolve(1) },
    queue: {
      add: (one: Event) => Promise.resolve(recorded.push(one)),
      inOrder: (work: () => Promise<unknown>) => work(),
    },
  } as unknown as Parts;
  pageActions(parts, new AbortController().signal);
  const say = (message: unknown, sender: object) =>
    new Promise<unknown>((resolve) => {
      if (!heard?.(message, sender, resolve)) resolve(null);
    });
  return { recorded, say };
}

const sender = {
  id: 'us',
  frameId: 0,
  url: 'https://tracker.example/7',
  tab: { incognito: false, title: 'Seven' },
};

test('what a page says of itself is not believed: address, time and kind are the browser’s', async () => {
  const { recorded, say } = worker();
  const action = { type: 'chosen', url: 'https://bank.example/', id: 'mine', label: 'bug' };
  await say({ page: 'record', action }, sender);
  const [one] = recorded as unknown as Record<string, unknown>[];
  assert.equal(one?.url, 'https://tracker.example/7');
  assert.notEqual(one?.id, 'mine');
  const refused = (await say({ page: 'record', action: event('d') }, sender)) as { ok: boolean };
  assert.equal(refused.ok, false);
  assert.equal(recorded.length, 1);
});

test('a frame is heard where it is of the watched site itself, as the page around it is', async () => {
  const { recorded, say } = worker();
  const frame = (url: string) => ({ ...sender, frameId: 3, tab: { ...sender.tab, url } });
  const action = { type: 'chosen', label: 'bug' };
  await say({ page: 'record', action }, frame('https://tracker.example/list'));
  assert.equal(recorded.length, 1);
  assert.equal(await say({ page: 'record', action }, frame('https://other.example/')), null);
  assert.equal(recorded.length, 1);
});

test('private tabs and frames of unknown pages say nothing', async () => {
  const { recorded, say } = worker();
  const action = { type: 'chosen' };
  const privately = { ...sender, tab: { incognito: true } };
  assert.equal(await say({ page: 'record', action }, privately), null);
  assert.equal(await say({ page: 'record', action }, { ...sender, frameId: 3 }), null);
  assert.deepEqual(recorded, []);
});

test('what a tab’s title tells in confidence is not recorded', async () => {
  const { recorded, say } = worker();
  const action = { type: 'chosen', label: 'bug' };
  const tab = { ...sender.tab, title: '482913 is your verification code - Inbox' };
  await say({ page: 'record', action }, { ...sender, tab });
  const [one] = recorded as unknown as Record<string, unknown>[];
  assert.equal(one?.title, '… is your verification code - Inbox');
});
