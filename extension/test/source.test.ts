import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { useSource, type Source } from '../src/ui/panel/source';
import { settled, until, use } from './hooks';
import { FakePanel, type FakePage } from './panel';

let panel: FakePanel;

beforeEach(() => (panel = new FakePanel()));

const url = 'https://shop.example/first';
const file = { text: '{"price": 7}', name: 'a.json', url: '' };

function seen(page: FakePage): void {
  page.tell({
    view: { title: 'first', url, fields: [{ name: 'Price' }], rows: [], picking: null },
  });
}

test('the last picture of a page is no other page: what was picked stays', async () => {
  // A view's own address lacks what stands behind the path.
  panel.at = `${url}?page=2`;
  const source = await use(useSource, 1);
  await until('the page', () => panel.pages.length === 1);
  seen(panel.pages[0]!);
  await settled();
  panel.finish();
  panel.load(`${url}?page=2#prices`);
  await settled();
  assert.equal(panel.pages.length, 1);
  assert.equal(source.now.view?.fields.length, 1);
  panel.load();
  await until('the other page', () => panel.pages.length === 2);
  // One that went without a word is asked for anew.
  panel.pages[1]!.onDisconnect.tell();
  panel.finish();
  await until('that page again', () => panel.pages.length === 3);
  await source.gone();
});

test('the page of a tab that was turned away from does not come into the panel', async () => {
  const goOn = panel.slowly(1);
  const source = await use<Source, number>(useSource, 1);
  await source.again(2);
  await until('the page in front', () => panel.pages.length === 1);
  goOn();
  await settled();
  assert.deepEqual(
    panel.pages.map(({ tab }) => tab),
    [2],
  );
  await source.gone();
});

test('a document that was opened stays when the way to the page is found late', async () => {
  const goOn = panel.slowly(1);
  const source = await use(useSource, 1);
  source.now.open(file);
  await settled();
  assert.equal(source.now.view?.title, 'a.json');
  goOn();
  await settled();
  assert.equal(panel.pages.length, 0);
  assert.equal(source.now.view?.title, 'a.json');
  await source.gone();
});

test('a document that was opened stays whatever the page says, until the person goes back', async () => {
  const source = await use(useSource, 1);
  await until('the page', () => panel.pages.length === 1);
  source.now.open(file);
  seen(panel.pages[0]!);
  await settled();
  assert.equal(source.now.view?.title, 'a.json');
  source.now.open(null);
  await until('the page again', () => panel.pages.length === 2);
  seen(panel.pages[1]!);
  await settled();
  assert.equal(source.now.view?.title, 'first');
  await source.gone();
});

test('a file that cannot be read leaves the page, and the pages that come', async () => {
  const source = await use(useSource, 1);
  await until('the page', () => panel.pages.length === 1);
  seen(panel.pages[0]!);
  await settled();
  source.now.open({ ...file, text: '['.repeat(300) + ']'.repeat(300) });
  await settled();
  assert.equal(source.now.trouble, 'tooDeep');
  assert.equal(source.now.view?.title, 'first');
  panel.load();
  await until('the next page', () => panel.pages.length === 2);
  await source.gone();
});

test('a page that was looked at half built is looked at again once it is whole', async () => {
  const source = await use(useSource, 1);
  await until('the page', () => panel.pages.length === 1);
  const view = { title: 'first', url, fields: [], rows: [], picking: null, touched: false };
  panel.pages[0]!.tell({ view: { ...view, total: 0 } });
  await settled();
  panel.finish();
  await until('the page again', () => panel.pages.length === 2);
  panel.pages[1]!.tell({ view: { ...view, fields: [{ name: 'Price' }], total: 3 } });
  await settled();
  panel.finish();
  await settled();
  assert.equal(panel.pages.length, 2);
  await source.gone();
});
