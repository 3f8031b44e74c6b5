import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitAfter } from '../src/background/backoff';

test('each failure doubles the wait, up to five minutes', () => {
  const longest = Array.from({ length: 12 }, (_, i) => waitAfter(i + 1, 1));
  assert.deepEqual(longest.slice(0, 4), [1_000, 2_000, 4_000, 8_000]);
  assert.equal(longest.at(-1), 300_000);
  assert.equal(waitAfter(10_000, 1), 300_000);
});

test('chance moves the wait, but never below half', () => {
  assert.equal(waitAfter(3, 0), 2_000);
  assert.equal(waitAfter(3, 0.5), 3_000);
});
