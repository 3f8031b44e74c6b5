import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIELD, marked, type ElementNode } from '../src/page/snapshot';
import { PageGround } from '../src/pick/page-ground';
import { Session } from '../src/pick/session';
import { find, tree, type Part } from './trees';

/** A page as ground, whose nodes know no more than where they are. */
function ground(...parts: Part[]): PageGround {
  const { snapshot } = tree(...parts);
  const nodes = snapshot.nodes.map(() => ({ baseURI: 'https://shop.example/list/' }) as Node);
  return new PageGround({ snapshot, nodes, indexOf: (node) => nodes.indexOf(node) });
}

const named = (name: string, href: string): Part => ['li', {}, ['a', { href }, ['b', {}, name]]];

const GOODS = ground(
  named('Jug', '/goods/1'),
  named('Cup', 'goods/2?size=3'),
  ['li', {}, ['b', {}, 'Bowl']],
  ['p', {}, ['img', { src: '/p/jug.png', alt: 'A jug' }]],
);

const at = (of: PageGround, text: string) => of.node(find(of.tree, text)) as Node;

test('of a link its words or its whole address can be taken, in a list of like items', () => {
  const session = new Session<Node>(GOODS);
  session.pick(0);
  session.click(at(GOODS, 'Jug'));
  session.click(at(GOODS, 'Cup'));
  session.pick(1);
  session.click(at(GOODS, 'Jug'));
  session.click(at(GOODS, 'Cup'));
  session.takeAs(1, 'link');
  assert.deepEqual(
    session.view(null, false).fields.map(({ take, takes }) => [take, takes]),
    [
      ['text', ['text', 'link']],
      ['link', ['text', 'link']],
    ],
  );
  assert.deepEqual(session.rowTexts(), [
    [['Jug'], ['https://shop.example/goods/1']],
    [['Cup'], ['https://shop.example/list/goods/2?size=3']],
  ]);
  session.undo();
  assert.equal(session.view(null, false).fields[1]?.take, 'text');
});

test('the example has the address as the page writes it, at the element that has it', () => {
  const jug = at(GOODS, 'Jug');
  assert.equal(GOODS.written(jug, 'link'), '/goods/1');
  const bearer = GOODS.look.indexOf(GOODS.bearer(jug, 'link'));
  assert.equal(GOODS.tree.tag(bearer), 'a');
  const { nodes } = marked(GOODS.look.snapshot, [
    ['name', [bearer]],
    ['link', [bearer]],
  ]);
  assert.equal((nodes[bearer] as ElementNode)[2]?.[FIELD], 'name\nlink');
});

test('a picture is taken by its description or by its address', () => {
  const picture = GOODS.node(GOODS.tree.size - 1) as Node;
  assert.equal(GOODS.text(picture), 'A jug');
  assert.equal(GOODS.text(picture, 'image'), 'https://shop.example/p/jug.png');
  assert.equal(GOODS.text(picture, 'link'), '');
  const session = new Session<Node>(ground(['img', { src: 'x.png' }]));
  const bare = ground(['a', { href: '/x' }, ['img', { src: 'x.png' }]]);
  assert.ok(bare.says(3), 'a picture without words can be aimed at');
  assert.equal(session.isPicking, false);
});

test('no address is taken that could run something, hold it, or let somebody in', () => {
  for (const href of [
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'data:text/html,x',
    'blob:https://shop.example/1',
    'file:///etc/passwd',
    'chrome://settings',
    'https://ada:word@shop.example/',
    '#top',
    'http://[',
    `/${'x'.repeat(2_000)}`,
    '',
  ]) {
    const page = ground(['a', { href }, 'Go']);
    assert.equal(page.text(at(page, 'Go'), 'link'), '', href);
  }
  const mail = ground(['a', { href: 'mailto:ada@shop.example' }, 'Write']);
  assert.equal(mail.text(at(mail, 'Write'), 'link'), 'mailto:ada@shop.example');
  const both = ground(['p', {}, ['a', { href: '/1' }, 'One'], ['a', { href: '/2' }, 'Two']]);
  assert.equal(both.text(at(both, 'OneTwo'), 'link'), '', 'nobody can say which');
});

test('a field whose links lack an address keeps those that have one', () => {
  const session = new Session<Node>(GOODS);
  session.pick(0);
  session.click(at(GOODS, 'Jug'));
  session.click(at(GOODS, 'Bowl'));
  assert.deepEqual(session.view(null, false).fields[0]?.takes, ['text']);
});

test('on a large page what lies beyond the values filled in is told and one click away', () => {
  const rows = 6_000;
  const large = ground([
    'ul',
    {},
    ...Array.from({ length: rows }, (_, i): Part => ['li', {}, `Row ${i}`]),
  ]);
  const items = large.tree.children(2).map((index) => large.node(index) as Node);
  const session = new Session<Node>(large);
  const filled = items.slice(0, 4_000);
  session.fill([{ name: 'row', state: 'found', take: 'text', places: filled }], 'items');
  const [field] = session.view(null, false).fields;
  assert.deepEqual([field?.count, field?.beyond], [4_000, 2_000]);
  session.all(0);
  const [whole] = session.view(null, false).fields;
  assert.deepEqual([whole?.count, whole?.beyond], [rows, 0]);
});
