import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageText } from '../src/fill/source';
import { tree } from './trees';

test('a page that a form is filled from is told without cards, codes and what is being written', () => {
  const page = tree(
    ['p', {}, 'Your verification code is ', ['b', {}, '482913']],
    ['p', {}, 'Paid with 4111 1111 1111 1111'],
    ['dl', {}, ['dt', {}, 'Postal code'], ['dd', {}, '10115'], ['dd', {}, 'Berlin']],
    ['div', {}, 'a draft of my own'],
  );
  const nodes = page.snapshot.nodes.map(([, tag], i) => ({
    isContentEditable: tag === 'div' || (tag === '#text' && page.text(i).includes('draft')),
  }));
  const look = { snapshot: page.snapshot, nodes: nodes as unknown as Node[], indexOf: () => -1 };
  const told = pageText(look, 'Card 4111 1111 1111 1111, Postal code: 10115');
  const said = JSON.stringify(told);
  for (const secret of ['482913', '4111', 'draft']) assert.ok(!said.includes(secret), secret);
  for (const plain of ['10115', 'Berlin']) assert.ok(said.includes(plain), plain);
  assert.equal(told.page.nodes.length, page.snapshot.nodes.length, 'places stay what they are');
  assert.equal(told.selection, 'Card …, Postal code: 10115');
});
