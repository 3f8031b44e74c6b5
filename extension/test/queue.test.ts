import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventQueue } from '../src/background/queue';
import { FakeArea, event } from './fakes';

const ids = async (queue: EventQueue, count = 100) =>
  (await queue.first(count)).map((one) => one.id);

test('events come out in the order they went in, also within one millisecond', async () => {
  const queue = new EventQueue(new FakeArea(), () => 5);
  await Promise.all(['a', 'b', 'c'].map((id) => queue.add(event(id))));
  assert.deepEqual(await ids(queue), ['a', 'b', 'c']);
  assert.deepEqual(await ids(queue, 2), ['a', 'b']);
});

test('what takes longer to be made is not overtaken by what came of it, nor stopped by a failure', async () => {
  const queue = new EventQueue(new FakeArea());
  const rest = () => new Promise((done) => setTimeout(done, 5));
  const press = queue.inOrder(() => rest().then(() => queue.add(event('press'))));
  const failed = queue.inOrder(() => Promise.reject(new Error('not watched')));
  const download = queue.inOrder(() => queue.add(event('download')));
  await assert.rejects(failed);
  await Promise.all([press, download]);
  assert.deepEqual(await ids(queue), ['press', 'download']);
});

test('an event waits until the host has it, and no longer', async () => {
  const area = new FakeArea();
  const queue = new EventQueue(area);
  await queue.add(event('a'));
  await queue.add(event('b'));
  assert.deepEqual(await ids(queue), ['a', 'b']);
  await queue.acknowledged(['a', 'never seen']);
  assert.deepEqual(await ids(queue), ['b']);
  await queue.acknowledged(['b']);
  assert.equal(area.items.size, 0);
});

test("the worker's next life finds what the last one kept, and adds behind it", async () => {
  const area = new FakeArea();
  await new EventQueue(area, () => 1_000).add(event('a'));
  const next = new EventQueue(area, () => 10); // the clock was set back meanwhile
  await next.add(event('b'));
  assert.deepEqual(await ids(new EventQueue(area)), ['a', 'b']);
});

test('wherever the worker dies, an event and its mark are both kept or both not', async () => {
  for (let writes = 0; writes <= 8; writes++) {
    const area = new FakeArea();
    area.writesLeft = writes;
    const queue = new EventQueue(area);
    let kept = 0;
    for (const id of ['a', 'b', 'c', 'd']) {
      await queue.add(event(id), { mark: id }).then(
        () => kept++,
        () => undefined,
      );
    }
    await queue.acknowledged(['a']).catch(() => undefined);
    area.writesLeft = Number.POSITIVE_INFINITY;
    const found = await ids(new EventQueue(area));
    const all = ['a', 'b', 'c', 'd'].slice(0, kept);
    assert.deepEqual(found, writes > 4 ? all.slice(1) : all, `after ${writes} writes`);
    assert.equal(area.items.get('mark'), all.at(-1), `after ${writes} writes`);
  }
});

test('adding, sending and acknowledging at once loses no update', async () => {
  const area = new FakeArea();
  const queue = new EventQueue(area);
  const work: Promise<unknown>[] = [];
  for (let i = 0; i < 50; i++) {
    work.push(queue.add(event(`e${i}`)), queue.first(3), queue.acknowledged([`e${i - 10}`]));
  }
  await Promise.all(work);
  assert.deepEqual(
    await ids(queue),
    Array.from({ length: 10 }, (_, i) => `e${i + 40}`),
  );
});

test('a full queue gives up the oldest and counts them, across lives', async () => {
  const area = new FakeArea();
  const queue = new EventQueue(area, Date.now, 3);
  for (const id of ['a', 'b', 'c', 'd', 'e']) await queue.add(event(id));
  assert.deepEqual(await ids(queue), ['c', 'd', 'e']);
  assert.equal(await new EventQueue(area).dropped(), 2);
});

test('a refused event is given up and counted, the others stay', async () => {
  const queue = new EventQueue(new FakeArea());
  await queue.add(event('bad'));
  await queue.add(event('good'));
  await queue.refused('bad');
  assert.deepEqual(await ids(queue), ['good']);
  assert.equal(await queue.dropped(), 1);
});

test('a failed write does not block what comes after it', async () => {
  const area = new FakeArea();
  const queue = new EventQueue(area);
  area.writesLeft = 0;
  await assert.rejects(queue.add(event('lost')));
  area.writesLeft = Number.POSITIVE_INFINITY;
  await queue.add(event('kept'));
  assert.deepEqual(await ids(queue), ['kept']);
});
