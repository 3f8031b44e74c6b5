import assert from 'node:assert/strict';
import { test } from 'node:test';
import { likelyShape, rowsOf, type Row } from '../src/page/rows';
import type { Tree } from '../src/page/snapshot';
import { find, texts, tree, type Part } from './trees';

const said = (page: Tree, rows: Row[]) =>
  rows.map((row) => row.map((nodes) => texts(page, nodes).join(' & ')));

const item = (...parts: [tag: string, text: string][]): Part => [
  'li',
  {},
  ...parts.map(([tag, text]): Part => [tag, {}, text]),
];

test('values in one item make one row, and an item may lack some', () => {
  const page = tree([
    'ul',
    {},
    item(['b', 'Jug'], ['i', '1 €']),
    item(['b', 'Cup']),
    item(['i', '3 €']),
    item(['b', 'Bowl'], ['i', '4 €']),
  ]);
  const names = ['Jug', 'Bowl'].map((text) => find(page, text));
  names.splice(1, 0, find(page, 'Cup'));
  // "Cup" is the item itself here as well as its only child: the innermost is taken.
  const prices = ['1 €', '3 €', '4 €'].map((text) => find(page, text));
  assert.deepEqual(said(page, rowsOf(page, [names, prices], 'items')), [
    ['Jug', '1 €'],
    ['Cup', ''],
    ['', '3 €'],
    ['Bowl', '4 €'],
  ]);
});

test('several authors of one book stand in one row', () => {
  const book = (title: string, ...authors: string[]): Part => [
    'article',
    {},
    ['h2', {}, title],
    ['p', {}, ...authors.map((name): Part => ['span', {}, name])],
  ];
  const page = tree(['main', {}, book('One', 'Ada', 'Alan'), book('Two', 'Grace')]);
  const fields = [
    ['One', 'Two'].map((text) => find(page, text)),
    ['Ada', 'Alan', 'Grace'].map((text) => find(page, text)),
  ];
  // The longer list leads; what is in one book is still told apart by the book's title.
  const rows = said(page, rowsOf(page, fields, 'items'));
  assert.deepEqual(rows, [
    ['One', 'Ada & Alan'],
    ['Two', 'Grace'],
  ]);
});

test('a term goes on until the next one begins', () => {
  const page = tree([
    'dl',
    {},
    ['dt', {}, 'Jug'],
    ['dd', {}, '1 €'],
    ['dt', {}, 'Cup'],
    ['dd', {}, '2 €'],
  ]);
  const fields = [
    ['Jug', 'Cup'].map((text) => find(page, text)),
    ['1 €', '2 €'].map((text) => find(page, text)),
  ];
  assert.deepEqual(said(page, rowsOf(page, fields, 'items')), [
    ['Jug', '1 €'],
    ['Cup', '2 €'],
  ]);
});

test('a flat list that lacks a term keeps its other rows', () => {
  const page = tree([
    'dl',
    {},
    ['dt', {}, 'Jug'],
    ['dd', {}, '1 €'],
    ['dt', {}, 'Cup'],
    ['dd', {}, '2 €'],
    ['dd', {}, '3 €'],
  ]);
  const fields = [
    ['Jug', 'Cup'].map((text) => find(page, text)),
    ['1 €', '2 €', '3 €'].map((text) => find(page, text)),
  ];
  assert.deepEqual(said(page, rowsOf(page, fields, 'items')), [
    ['Jug', '1 €'],
    ['Cup', '2 €'],
    ['', '3 €'],
  ]);
});

test("a page's own heading holds for each of its items", () => {
  const page = tree(['h1', {}, 'Cups'], ['ul', {}, item(['b', 'Jug']), item(['b', 'Mug'])]);
  const fields = [[find(page, 'Cups')], ['Jug', 'Mug'].map((text) => find(page, text))];
  assert.deepEqual(said(page, rowsOf(page, fields, 'items')), [
    ['Cups', 'Jug'],
    ['Cups', 'Mug'],
  ]);
});

test('one list beside single values is one record; lists side by side are items', () => {
  assert.equal(likelyShape([[1], [2, 3]]), 'page');
  assert.equal(
    likelyShape([
      [1, 5],
      [2, 3],
    ]),
    'items',
  );
  assert.equal(likelyShape([[1, 5]]), 'items');
  assert.equal(likelyShape([[1], []]), 'page');
});

test('nothing picked is no row', () => {
  assert.deepEqual(rowsOf(tree('x'), [[], []], 'items'), []);
});
