import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markOf, shapeOf } from '../src/background/marks';
import { FakeArea } from './fakes';

const MORNING = new Date('2026-03-02T08:00:00Z');
const EVENING = new Date('2026-03-02T23:00:00Z');
const NEXT_DAY = new Date('2026-03-03T00:01:00Z');

function browser(): { session: FakeArea; local: FakeArea } {
  const storage = { session: new FakeArea(), local: new FakeArea() };
  Object.assign(globalThis, { chrome: { storage } });
  return storage;
}

test('equal values have equal marks for one day, and different ones never', async () => {
  browser();
  const one = await markOf('INV-307', MORNING);
  assert.deepEqual(await markOf(' INV-307\n', EVENING), one);
  assert.notEqual((await markOf('INV-308', MORNING)).hash, one.hash);
  assert.notEqual((await markOf('INV-307', NEXT_DAY)).hash, one.hash);
  assert.match(one.hash, /^[0-9a-f]{32}$/);
});

test('a browser that was started anew has another key, and none is on the disk', async () => {
  const { local } = browser();
  const one = await markOf('INV-307', MORNING);
  assert.equal(local.items.size, 0);
  browser();
  assert.notEqual((await markOf('INV-307', MORNING)).hash, one.hash);
});

test('a shape says what kind of thing a value is and nothing more', () => {
  assert.equal(shapeOf('INV-307'), 'A-9');
  assert.equal(shapeOf('Hazel Thorn'), 'Aa Aa');
  assert.equal(shapeOf('12,50 €'), '9,9 €');
  assert.equal(shapeOf('éclair!'), 'a?');
  assert.ok(shapeOf('a 1 '.repeat(500)).length <= 40);
});
