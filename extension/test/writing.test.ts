import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Writing } from '../src/ui/summary/writing';

interface Answer {
  resolve(writingId: string): void;
  reject(failure: Error): void;
}

/** A host that answers when a test says so. */
function desk() {
  const answers: Answer[] = [];
  const stopped: string[] = [];
  const writing = new Writing({
    write: () => {
      return new Promise<string>((resolve, reject) => answers.push({ resolve, reject }));
    },
    stop: async (id) => stopped.push(id),
  });
  return { writing, stopped, answers };
}

test('what is written of the page that is shown is taken', async () => {
  const { writing, stopped, answers } = desk();
  const begun = writing.begin({ text: 'one' });
  answers[0]?.resolve('w1');
  await begun;
  assert.equal(writing.isOf('w1'), true);
  await writing.end();
  assert.equal(writing.isOf('w1'), false);
  assert.deepEqual(stopped, ['w1']);
});

test('what was asked for another page is stopped and never taken', async () => {
  const { writing, stopped, answers } = desk();
  const first = writing.begin({ text: 'one' });
  await writing.end();
  const second = writing.begin({ text: 'two' });
  answers[1]?.resolve('w2');
  await second;
  answers[0]?.resolve('w1');
  await first;
  assert.equal(writing.isOf('w1'), false);
  assert.equal(writing.isOf('w2'), true);
  assert.deepEqual(stopped, ['w1']);
});

test('that another page could not be written of is no failure of this one', async () => {
  const { writing, answers } = desk();
  const first = writing.begin({ text: 'one' });
  await writing.end();
  answers[0]?.reject(new Error('no room'));
  await first;
  const second = writing.begin({ text: 'two' });
  answers[1]?.reject(new Error('no model'));
  await assert.rejects(second, /no model/);
});
