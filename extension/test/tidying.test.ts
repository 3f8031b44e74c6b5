import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TidyFile } from '../src/protocol';
import { choose, sorted } from '../src/ui/options/tidying';

function file(name: string, folder: string | null, sure: boolean, confidence: number): TidyFile {
  return { name, bytes: 1, folder, sure, confidence, others: [], reasons: [] };
}

test('what is sure comes first, what nobody knows comes last', () => {
  const files = [
    file('c', '/b', false, 0.6),
    file('d', null, false, 0.99),
    file('b', '/b', true, 0.95),
    file('a', '/b', true, 0.97),
  ];
  assert.deepEqual(
    sorted(files).map(({ name }) => name),
    ['a', 'b', 'c', 'd'],
  );
});

test('only what the person chose counts as chosen', () => {
  const sure = { file: file('a', '/bills', true, 0.97), to: '/bills', chosen: false };
  assert.equal(choose(sure, '/tickets').chosen, true);
  assert.equal(choose(choose(sure, null), '/bills').chosen, false);
  assert.equal(choose(sure, null).chosen, false);
  const unsure = { file: file('a', '/bills', false, 0.5), to: null, chosen: false };
  assert.equal(choose(unsure, '/bills').chosen, true);
});
