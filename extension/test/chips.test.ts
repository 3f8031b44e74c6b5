import assert from 'node:assert/strict';
import { test } from 'node:test';
import { once } from '../src/page/chips';

test('a chip that is pressed twice is taken once, and again when it was not taken', async () => {
  let begun = 0;
  let end: (taken: boolean) => void = () => undefined;
  const take = once(() => {
    begun++;
    return new Promise<boolean>((done) => (end = done));
  });
  const presses = [take(), take()];
  end(true);
  assert.deepEqual(await Promise.all(presses), [true, false]);
  assert.equal(begun, 1);

  const failing = once(async () => {
    begun++;
    throw new Error('gone');
  });
  await assert.rejects(failing());
  await assert.rejects(failing());
  assert.equal(begun, 3);
});
