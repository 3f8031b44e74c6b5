import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alike, alikeOne } from '../src/page/like';
import { find, texts, tree, type Part } from './trees';

const card = (name: string, price: string, extra = ''): Part => [
  'div',
  { class: `card ${extra}`.trim() },
  ['h3', {}, ['a', { href: '#' }, name]],
  ['p', { class: 'price' }, price],
];

test('two names on cards select the names of all cards', () => {
  const page = tree(['main', {}, card('Jug', '1'), card('Cup', '2'), card('Bowl', '3')]);
  const all = alike(page, [find(page, 'Jug'), find(page, 'Cup')]);
  assert.deepEqual(texts(page, all), ['Jug', 'Cup', 'Bowl']);
});

test('an ad between the cards that a person takes out keeps others of its kind out', () => {
  const page = tree([
    'main',
    {},
    card('Jug', '1'),
    card('Buy now', '0', 'ad'),
    card('Cup', '2'),
    card('Buy later', '0', 'ad'),
  ]);
  const picked = [find(page, 'Jug'), find(page, 'Cup')];
  assert.equal(alike(page, picked).length, 4);
  const all = alike(page, picked, [find(page, 'Buy now')]);
  assert.deepEqual(texts(page, all), ['Jug', 'Cup']);
});

test('what nobody sees is not taken', () => {
  const page = tree([
    'ul',
    {},
    ['li', {}, 'a'],
    ['li', {}, 'b'],
    ['li', { hidden: '1' }, 'c'],
    ['li', {}, 'd'],
  ]);
  assert.deepEqual(texts(page, alike(page, [find(page, 'a'), find(page, 'b')])), ['a', 'b', 'd']);
});

test('one cell of a table is its whole column, heads left out', () => {
  const row = (...cells: string[]): Part => [
    'tr',
    {},
    ...cells.map((text): Part => ['td', {}, text]),
  ];
  const page = tree([
    'table',
    {},
    ['thead', {}, ['tr', {}, ['th', {}, 'Name'], ['th', {}, 'Age']]],
    ['tbody', {}, row('Ada', '36'), row('Alan', '41'), row('Grace', '85')],
  ]);
  const found = alikeOne(page, find(page, 'Alan'));
  assert.equal(found?.obvious, true);
  assert.deepEqual(texts(page, found?.nodes ?? []), ['Ada', 'Alan', 'Grace']);
});

test('one card is offered with those like it, and not taken for a list by itself', () => {
  const page = tree(['main', {}, card('Jug', '1'), card('Cup', '2'), card('Bowl', '3')]);
  const found = alikeOne(page, find(page, '2'));
  assert.equal(found?.obvious, false);
  assert.deepEqual(texts(page, found?.nodes ?? []), ['1', '2', '3']);
});

test('an element that stands alone is like nothing', () => {
  const page = tree(['h1', {}, 'Jug'], ['p', {}, 'A jug.']);
  assert.equal(alikeOne(page, find(page, 'Jug')), null);
});

test('paths of different build are held together by their classes', () => {
  const page = tree(
    ['div', {}, ['span', { class: 'author' }, 'Ada']],
    ['div', {}, ['p', {}, ['span', { class: 'author' }, 'Alan']]],
    ['span', { class: 'author' }, 'Grace'],
  );
  const all = alike(page, [find(page, 'Ada'), find(page, 'Alan')]);
  assert.deepEqual(texts(page, all), ['Ada', 'Alan', 'Grace']);
});

test('two elements without anything in common stay two', () => {
  const page = tree(['h1', {}, 'Jug'], ['p', {}, ['b', {}, '12']]);
  const all = alike(page, [find(page, 'Jug'), find(page, '12')]);
  assert.deepEqual(texts(page, all), ['Jug', '12']);
});

test('a picked element inside another one is no list', () => {
  const page = tree(['ul', {}, ['li', {}, 'a ', ['b', {}, 'x']], ['li', {}, 'b']]);
  const list = find(page, 'a x');
  assert.deepEqual(alike(page, [list, find(page, 'x')]).length, 2);
});
