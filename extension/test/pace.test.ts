import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pace } from '../src/background/pace';

test('a sender is heard so often in a time, another one beside it, and both again later', () => {
  let now = 1_000;
  const pace = new Pace(2, 60_000, () => now);
  assert.deepEqual(
    ['a', 'a', 'a', 'b', 'a'].map((sender) => pace.allows(sender)),
    [true, true, false, true, false],
  );
  now += 60_000;
  assert.ok(pace.allows('a'));
  now -= 3_600_000;
  assert.ok(pace.allows('a'), 'a clock that was set back locks nobody out');
});
