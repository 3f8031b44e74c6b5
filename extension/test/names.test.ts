import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownName } from '../src/words/names';

test('a name that turns the line around or breaks it is shown with marks', () => {
  assert.equal(shownName('bill\u202efdp.exe'), 'bill□fdp.exe');
  assert.equal(shownName('two\nlines\u0007'), 'two□lines□');
  assert.equal(shownName('zero\u200bwidth'), 'zero□width');
});

test('names of any language stay as they are', () => {
  for (const name of ['Rechnung März.pdf', '請求書 (1).pdf', 'فاتورة.pdf', '🧾.pdf']) {
    assert.equal(shownName(name), name);
  }
});
