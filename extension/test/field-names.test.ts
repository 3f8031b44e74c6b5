import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clean, freeName, nameOf } from '../src/page/field-names';
import { nextPage } from '../src/page/next';
import type { Tree } from '../src/page/snapshot';
import { find, tree } from './trees';

test("a column's head names its cells, also behind a wide one", () => {
  const page = tree([
    'table',
    {},
    ['tr', {}, ['th', { colspan: '2' }, 'Name'], ['th', {}, 'Year of birth ▲']],
    ['tr', {}, ['td', {}, 'Ada'], ['td', {}, 'Lovelace'], ['td', {}, ['b', {}, '1815']]],
  ]);
  assert.equal(nameOf(page, find(page, '1815')), 'Year of birth');
  assert.equal(nameOf(page, find(page, 'Lovelace')), 'Name');
});

test('properties, terms, labels, links, classes and tags give names', () => {
  const page = tree(
    ['span', { itemprop: 'datePublished' }, 'May'],
    ['dl', {}, ['dt', {}, 'Weight:'], ['dd', {}, '2 kg']],
    ['table', {}, ['tr', {}, ['th', {}, 'Colour'], ['td', {}, 'blue']]],
    ['p', {}, 'Price: ', ['b', {}, '12 €']],
    ['a', { href: 'mailto:a@b.example' }, 'write'],
    ['div', { class: 'col-4 product-brand' }, 'Acme'],
    ['h1', {}, 'Jug'],
  );
  const name = (text: string) => nameOf(page, find(page, text));
  assert.equal(name('May'), 'date published');
  assert.equal(name('2 kg'), 'Weight');
  assert.equal(name('blue'), 'Colour');
  assert.equal(name('12 €'), 'Price');
  assert.equal(name('write'), 'e-mail');
  assert.equal(name('Acme'), 'brand');
  assert.equal(name('Jug'), 'title');
});

test('a hostile name is one short line that turns nothing around', () => {
  assert.equal(clean('\u202eecirp\n\u0007x'.repeat(1)), 'ecirp x');
  assert.ok(clean('x'.repeat(1_000)).length <= 40);
  assert.equal(freeName('price', ['price', 'price 2']), 'price 3');
});

test('the next page is a link of the same site, and nothing else', () => {
  const link = (href: string, text: string) => tree(['a', { href }, text]);
  const next = (page: Tree) => nextPage(page, 'https://shop.example/list');
  assert.equal(next(link('/list?page=2', 'Next ›'))?.href, 'https://shop.example/list?page=2');
  assert.equal(next(link('javascript:alert(1)', 'Next')), null);
  assert.equal(next(link('https://evil.example/2', 'Next')), null);
  assert.equal(next(link('/other', 'Contact')), null);
  const both = tree(['a', { href: '/a' }, 'next'], ['a', { href: '/b', rel: 'next' }, 'x']);
  assert.equal(next(both)?.href, 'https://shop.example/b');
});
