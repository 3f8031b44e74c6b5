import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextPage } from '../src/page/next';
import { tree, type Part } from './trees';

const HERE = 'https://shop.example/list';
const link = (says: string, href: string, more: Record<string, string> = {}): Part => [
  'a',
  { href, ...more },
  says,
];
const leads = (address: string, ...parts: Part[]) =>
  nextPage(tree(...parts), address)?.href ?? null;

test('a link that says so leads on, in several languages', () => {
  assert.equal(leads(HERE, link('Next ›', '?page=2')), `${HERE}?page=2`);
  assert.equal(leads(HERE, link('Pagina successiva', '?p=2')), `${HERE}?p=2`);
  assert.equal(leads(HERE, link('次へ', '?p=2')), `${HERE}?p=2`);
  assert.equal(leads(HERE, link('Next steps for beginners', '/guide')), null);
});

test('among numbered links the one behind this page leads on', () => {
  const numbers = [1, 2, 3, 4].map((n) => link(`${n}`, `/list?page=${n}`));
  assert.equal(leads(`${HERE}?page=2`, ...numbers), `${HERE}?page=3`);
  assert.equal(leads(HERE, ...numbers), `${HERE}?page=2`);
  assert.equal(leads(`${HERE}?page=4`, ...numbers), null);
  const sized = [1, 2, 3].map((n) => link(`${n}`, `/list?page=${n}&size=2`));
  assert.equal(leads(`${HERE}?page=1&size=2`, ...sized), `${HERE}?page=2&size=2`);
  assert.equal(leads('https://shop.example/p/9', link('10', '/p/10')), 'https://shop.example/p/10');
});

test('a number that counts something else leads nowhere', () => {
  assert.equal(leads(HERE, link('2', '/comments/1742')), null);
  assert.equal(leads(HERE, link('2', 'https://other.example/list?page=2')), null);
  assert.equal(leads(HERE, link('24', '/list?items=24')), null);
});

test('what the page itself declares counts more than words', () => {
  const parts = [link('Next', '/other'), link('on', '/list?page=2', { rel: 'next' })];
  assert.equal(leads(HERE, ...parts), `${HERE}?page=2`);
});
