import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIELD, type Snapshot, marked } from '../src/page/snapshot';
import type { Sample } from '../src/pick/messages';
import { type Added, type Standing, isStill, replaced, taken } from '../src/ui/panel/added';

const HERE: Standing = { taskId: 'extract-1', epoch: 3, url: 'https://people.example/list' };

/** A page that says when it was looked at, with one row for each value of its first field. */
function sample(now: string, fields: Record<string, string[]>): Sample {
  const columns = Object.values(fields);
  return {
    input: { text: now },
    output: fields,
    rows: (columns[0] ?? []).map((_, i) => columns.map((values) => [values[i] ?? ''])),
  };
}

const added = (of: Sample): Added => ({ ...HERE, pageId: 17, shown: '', ...taken(of) });

const NAMES = ['Ada', 'Alan', 'Grace', 'Radia'];
const PAGE = sample('10:00', { name: NAMES });

test('the next page of a site that pages in place is a page more', () => {
  const next = sample('10:00, page 2', { name: ['Barbara', 'Donald', 'Edsger', 'Frances'] });
  assert.equal(replaced(added(PAGE), HERE, next), null);
  const moved = sample('10:01', { name: ['Alan', 'Grace', 'Radia', 'Barbara'] });
  assert.equal(replaced(added(PAGE), HERE, moved), null);
});

test('another task, address or load is another page, whatever its rows', () => {
  for (const other of [
    { ...HERE, taskId: 'extract-2' },
    { ...HERE, taskId: null },
    { ...HERE, url: 'https://people.example/list#2' },
    { ...HERE, epoch: 4 },
  ]) {
    assert.equal(replaced(added(PAGE), other, PAGE), null);
    assert.equal(isStill(added(PAGE), other), false);
  }
  assert.equal(replaced(null, HERE, PAGE), null);
});

test('the same content takes its own place, whatever was made of it', () => {
  const corrected = sample('10:00', { 'first name': ['Grace'] });
  assert.equal(replaced(added(PAGE), HERE, corrected), 17);
});

test('which elements were taken does not make it another page', () => {
  const page: Snapshot = {
    page: 1,
    url: 'https://people.example/list',
    title: 'People',
    cut: false,
    nodes: [
      [-1, 'p'],
      [0, '#text', 'Ada'],
      [-1, 'p', { class: 'x' }],
      [2, '#text', 'Alan'],
    ],
  };
  const of = (node: number, value: string): Sample => ({
    input: { page: marked(page, [['name', [node]]]) },
    output: { name: value },
    rows: [[[value]]],
  });
  assert.ok(JSON.stringify(of(0, 'Ada').input).includes(FIELD));
  assert.equal(replaced(added(of(0, 'Ada')), HERE, of(2, 'Alan')), 17);
});

test('a page that changes by itself is known by its rows', () => {
  const corrected = sample('10:01', { name: ['Ada', 'Alan', 'Grace H.', 'Radia'] });
  assert.equal(replaced(added(PAGE), HERE, corrected), 17);
  const more = sample('10:01', { name: ['Barbara', ...NAMES], born: ['1939'] });
  assert.equal(replaced(added(PAGE), HERE, more), 17);
  const half = sample('10:01', { name: ['Ada', 'Alan', 'Barbara', 'Donald'] });
  assert.equal(replaced(added(PAGE), HERE, half), null);
  const renamed = sample('10:01', { 'first name': NAMES });
  assert.equal(replaced(added(PAGE), HERE, renamed), null);
});

test('rows that stand on every page do not say that it is the same', () => {
  const stock = added(sample('10:00', { stock: ['yes', 'yes', 'yes', 'no'] }));
  const next = sample('10:01', { stock: ['yes', 'yes', 'yes', 'yes'] });
  assert.equal(replaced(stock, HERE, next), null);
});
