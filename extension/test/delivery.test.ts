import assert from 'node:assert/strict';
import { test } from 'node:test';
import { delivery } from '../src/background/delivery';
import type { Parts } from '../src/background/feature';
import { EventQueue } from '../src/background/queue';
import type { ConnectionState } from '../src/messages';
import { ErrorCode, HostFailure, type Event } from '../src/protocol';
import { FakeArea, event } from './fakes';

/** A host that records what it is given, or does what `onRequest` says instead. */
class FakeHost {
  readonly recorded: string[] = [];
  onRequest: (events: Event[]) => void = () => undefined;
  private listener: (state: ConnectionState) => void = () => undefined;

  async request({ events }: { events: Event[] }) {
    await Promise.resolve();
    this.onRequest(events);
    const ids = events.map(({ id }) => id);
    this.recorded.push(...ids);
    return { type: 'acknowledged', ids };
  }

  onState(listener: (state: ConnectionState) => void) {
    this.listener = listener;
  }

  connect() {
    this.listener({ state: 'connected', hostVersion: '1' });
  }
}

function start(host: FakeHost, queue: EventQueue, consent: string | null = 'given') {
  const parts = {
    connection: host,
    queue,
    consent: { since: () => Promise.resolve(consent) },
    recording: { tell: () => Promise.resolve() },
  };
  delivery(parts as unknown as Parts, new AbortController().signal);
}

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, 'it did not come to pass');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('what was queued while the host was away is sent when it is back', async () => {
  const [host, queue] = [new FakeHost(), new EventQueue(new FakeArea())];
  host.onRequest = () => {
    throw new Error('not connected');
  };
  start(host, queue);
  for (const id of ['a', 'b']) await queue.add(event(id));
  await until(async () => (await queue.size()) === 2);
  host.onRequest = () => undefined;
  host.connect();
  await until(async () => (await queue.size()) === 0);
  assert.deepEqual(host.recorded, ['a', 'b']);
});

test('more than one frame of events goes in their order', async () => {
  const [host, queue] = [new FakeHost(), new EventQueue(new FakeArea())];
  const ids = Array.from({ length: 250 }, (_, i) => `e${i}`);
  for (const id of ids) await queue.add(event(id));
  start(host, queue);
  await until(async () => (await queue.size()) === 0);
  assert.deepEqual(host.recorded, ids);
});

test('one event that the host refuses does not hold up the others', async () => {
  const [host, queue] = [new FakeHost(), new EventQueue(new FakeArea())];
  host.onRequest = (events) => {
    if (events.some(({ id }) => id === 'bad')) {
      throw new HostFailure(ErrorCode.INVALID_VALUE, 'no such path');
    }
  };
  for (const id of ['a', 'bad', 'b']) await queue.add(event(id));
  start(host, queue);
  await until(async () => (await queue.size()) === 0);
  assert.deepEqual(host.recorded, ['a', 'b']);
  assert.equal(await queue.dropped(), 1);
});

test('nothing is sent before consent', async () => {
  const [host, queue] = [new FakeHost(), new EventQueue(new FakeArea())];
  start(host, queue, null);
  await queue.add(event('a'));
  host.connect();
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(host.recorded, []);
  assert.equal(await queue.size(), 1);
});
