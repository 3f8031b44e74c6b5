import assert from 'node:assert/strict';
import { test } from 'node:test';
import { added } from '../src/page/jottings';

test('only lines that were not there are what the person added', () => {
  assert.equal(added('', 'Chair: Ada\nDate: 4 May'), 'Chair: Ada\nDate: 4 May');
  assert.equal(added('Chair: Ada\n', 'Chair: Ada\n\nChair: Ben '), 'Chair: Ben');
  assert.equal(added('one\ntwo', 'two\none'), '');
  assert.equal(added('one', 'one\none'), 'one');
  assert.equal(added('a long line', 'a longer line'), 'a longer line');
});
