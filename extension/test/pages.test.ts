import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Parts } from '../src/background/feature';
import { pages } from '../src/background/pages';
import type { Request } from '../src/protocol';
import { records } from '../src/ui/shared/state';
import type { WorkerState } from '../src/messages';

type Listener = (message: unknown, sender: object, reply: (answer: unknown) => void) => boolean;

/** What the host is asked when one of the extension's own pages asks. */
async function asked(request: object, since: number | null, paused: string[]): Promise<Request> {
  let heard: Listener | undefined;
  const told: Request[] = [];
  const nobody = { addListener: () => {}, removeListener: () => {} };
  const runtime = {
    id: 'us',
    getURL: () => 'chrome-extension://us/',
    onMessage: { ...nobody, addListener: (one: Listener) => (heard = one) },
    onConnect: nobody,
  };
  Object.assign(globalThis, { chrome: { runtime } });
  const hear = { onChanged: () => {} };
  const parts = {
    connection: {
      request: (one: Request) => Promise.resolve(told.push(one)),
      onState: () => {},
      onPush: () => {},
    },
    consent: { since: () => Promise.resolve(since), onGiven: () => {} },
    recording: { ...hear, isPausedFor: (site: string) => Promise.resolve(paused.includes(site)) },
    watching: hear,
    queue: { watchSize: () => {} },
  } as unknown as Parts;
  pages(parts, new AbortController().signal);
  const sender = { id: 'us', url: 'chrome-extension://us/panel.html' };
  await new Promise((answer) => heard?.({ ask: 'host', request }, sender, answer));
  return told[0] as Request;
}

const summarize = {
  type: 'summarize',
  url: 'https://paper.example/1',
  input: {},
  sentences: null,
  asked: true,
};

test('a page that is summarized is counted only while something may be recorded', async () => {
  assert.deepEqual(await asked(summarize, 1, []), summarize);
  assert.deepEqual(await asked(summarize, null, []), { ...summarize, asked: false });
  assert.deepEqual(await asked(summarize, 1, ['paper.example']), { ...summarize, asked: false });
});

test('nothing is recorded before Start, while paused, and on sites left out', () => {
  const state = { started: true, recordingPaused: false, pausedSites: [] as string[] };
  const may = (change: Partial<typeof state>) =>
    records({ ...state, ...change } as unknown as WorkerState, 'https://www.paper.example/1');
  assert.equal(may({}), true);
  assert.equal(may({ started: false }), false);
  assert.equal(may({ recordingPaused: true }), false);
  assert.equal(may({ pausedSites: ['paper.example'] }), false);
  assert.equal(records(null, 'https://paper.example/'), false);
});
