import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Latest } from '../src/ui/shared/latest';

test('a late answer to what was asked before is not shown', async () => {
  const latest = new Latest();
  const shown: string[] = [];
  let early: (value: string) => void = () => undefined;
  const first = latest.only(new Promise<string>((done) => (early = done)), (it) => shown.push(it));
  await latest.only(Promise.resolve('new'), (it) => shown.push(it));
  early('old');
  await first;
  assert.deepEqual(shown, ['new']);
});

test('what was typed since makes its answer no answer', async () => {
  const latest = new Latest();
  const shown: string[] = [];
  const asked = latest.only(Promise.resolve('old'), (it) => shown.push(it));
  latest.drop();
  await asked;
  assert.deepEqual(shown, []);
});
