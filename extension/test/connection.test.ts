import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Connection, type Surroundings } from '../src/background/connection';
import { NotConnected } from '../src/background/faults';
import { ErrorCode, HostFailure, PROTOCOL_VERSION, type Reply } from '../src/protocol';

interface Sent {
  id: number;
  request: { type: string };
}

/** A host and a clock that do what the test says, when it says so. */
class World implements Surroundings {
  time = 0;
  opened = 0;
  closed = 0;
  remembered: { attempt: number; retryAt: number } | null = null;
  answers: (sent: Sent) => Reply | null = welcome;
  protocol = PROTOCOL_VERSION;
  received: (frame: unknown) => void = () => undefined;
  ended: (sentence: string) => void = () => undefined;
  private timers: { at: number; work: () => void }[] = [];

  open(received: (frame: unknown) => void, ended: (sentence: string) => void) {
    this.opened += 1;
    Object.assign(this, { received, ended });
    return {
      send: (message: unknown) => {
        const { id } = message as Sent;
        const reply = this.answers(message as Sent);
        if (reply)
          queueMicrotask(() => received({ protocol: this.protocol, id, reply, push: null }));
      },
      close: () => {
        this.closed += 1;
      },
    };
  }

  now = () => this.time;
  random = () => 1;

  after(millis: number, work: () => void) {
    const timer = { at: this.time + millis, work };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((one) => one !== timer);
    };
  }

  remember(retry: { attempt: number; retryAt: number } | null) {
    this.remembered = retry;
  }

  /** Lets time pass, and what is due happen. */
  async pass(millis: number): Promise<void> {
    this.time += millis;
    const due = this.timers.filter(({ at }) => at <= this.time);
    this.timers = this.timers.filter(({ at }) => at > this.time);
    for (const { work } of due) work();
    await settled();
  }
}

const welcome = ({ request }: Sent): Reply =>
  request.type === 'hello'
    ? { type: 'welcome', version: '1.2.3', protocol: PROTOCOL_VERSION }
    : { type: 'done' };

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
const STATUS = { type: 'getStatus' } as const;

test('requests made at once share one connection and one hello', async () => {
  const world = new World();
  const connection = new Connection(world, () => false);
  await Promise.all([connection.request(STATUS), connection.request(STATUS)]);
  assert.equal(world.opened, 1);
  assert.deepEqual(connection.state(), { state: 'connected', hostVersion: '1.2.3' });
});

test('a failure reply reaches the one who asked, with its number', async () => {
  const world = new World();
  const connection = new Connection(world, () => false);
  await connection.open();
  world.answers = () => ({ type: 'failure', code: ErrorCode.NOT_FOUND, message: 'no such task' });
  await assert.rejects(
    connection.request(STATUS),
    (failure) => failure instanceof HostFailure && failure.code === ErrorCode.NOT_FOUND,
  );
});

test('a host that is not there fails the request and is tried again, later each time', async () => {
  const world = new World();
  world.answers = () => null;
  const connection = new Connection(world, () => true);
  const asked = assert.rejects(connection.request(STATUS), NotConnected);
  await settled();
  world.ended('Specified native messaging host not found.');
  await asked;
  const state = connection.state();
  assert.equal(state.state === 'waiting' && state.fault.kind, 'notInstalled');
  assert.deepEqual(world.remembered, { attempt: 1, retryAt: 1_000 });
  await world.pass(1_000);
  assert.equal(world.opened, 2);
  world.ended('Specified native messaging host not found.');
  await settled();
  assert.deepEqual(world.remembered, { attempt: 2, retryAt: 3_000 });
});

test('nothing is tried again when nobody needs it', async () => {
  const world = new World();
  world.answers = () => null;
  const connection = new Connection(world, () => false);
  void connection.open().catch(() => undefined);
  await settled();
  world.ended('Native host has exited.');
  await world.pass(10_000);
  assert.equal(world.opened, 1);
  world.answers = welcome;
  await connection.request(STATUS);
  assert.equal(world.opened, 2);
});

test('a connection lost in the middle fails what waits and says why', async () => {
  const world = new World();
  const connection = new Connection(world, () => false);
  await connection.open();
  world.answers = () => null;
  const asked = assert.rejects(
    connection.request(STATUS),
    (failure) => failure instanceof NotConnected && failure.fault.kind === 'crashed',
  );
  await settled();
  world.ended('Native host has exited.');
  await asked;
});

for (const [code, protocol, kind] of [
  [ErrorCode.BUSY, PROTOCOL_VERSION, 'busy'],
  [ErrorCode.PROTOCOL_TOO_OLD, PROTOCOL_VERSION + 1, 'extensionTooOld'],
  [ErrorCode.FORBIDDEN_CALLER, PROTOCOL_VERSION, 'forbidden'],
] as const) {
  test(`a hello refused with ${code} is shown as ${kind}`, async () => {
    const world = new World();
    world.protocol = protocol;
    world.answers = () => ({ type: 'failure', code, message: 'no' });
    const connection = new Connection(world, () => false);
    await assert.rejects(connection.open(), NotConnected);
    const state = connection.state();
    assert.equal(state.state === 'waiting' && state.fault.kind, kind);
  });
}

test('a host that never answers is given up', async () => {
  const world = new World();
  world.answers = () => null;
  const connection = new Connection(world, () => false);
  const opened = assert.rejects(connection.open(), NotConnected);
  await settled();
  await world.pass(20_000);
  await opened;
  const state = connection.state();
  assert.equal(state.state === 'waiting' && state.fault.kind, 'silent');
});

test('the connection closes five minutes after the last word, unless it is needed', async () => {
  const world = new World();
  let needed = true;
  const connection = new Connection(world, () => needed);
  await connection.open();
  await world.pass(5 * 60_000);
  assert.equal(connection.state().state, 'connected');
  needed = false;
  await world.pass(4 * 60_000);
  world.received({
    protocol: PROTOCOL_VERSION,
    id: 0,
    reply: null,
    push: { type: 'changed', badge: 1 },
  });
  await world.pass(4 * 60_000);
  assert.equal(connection.state().state, 'connected');
  await world.pass(60_000);
  assert.equal(connection.state().state, 'closed');
  assert.equal(world.closed, 1);
  await connection.request(STATUS);
  assert.equal(world.opened, 2);
});
