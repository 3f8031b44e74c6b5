import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Pick } from '../src/protocol';
import { usePicks } from '../src/ui/panel/picks';
import { useSource } from '../src/ui/panel/source';
import { settled, until, use } from './hooks';
import { FakePanel, type FakePage } from './panel';

let panel: FakePanel;

beforeEach(() => (panel = new FakePanel()));

const pick = { taskId: 't', fits: true, paused: false, failure: null } as unknown as Pick;
const picks = { picks: [pick] };
const table = { heads: [], rows: [], total: 0 };
const sample = { sample: { input: {}, output: {}, rows: [] } };
const filled = { shape: 'PAGE', fields: [] };

function seen(page: FakePage, name: string, fields: object[] = []): void {
  const url = `https://shop.example/${name}`;
  page.tell({ view: { title: name, url, fields, rows: [], picking: null } });
}

/** Answers what is listed last, with picks that do not fit by themselves. */
async function listed(...ids: string[]): Promise<void> {
  const listings = panel.asked.filter(({ request }) => request.type === 'listPicks');
  listings.at(-1)!.answer({ picks: ids.map((taskId) => ({ ...pick, taskId, fits: false })) });
  await settled();
}

/** The panel beside a first page. */
async function opened() {
  const picking = await use(() => usePicks(useSource(1), true), null);
  await until('the first page', () => panel.pages.length === 1);
  seen(panel.pages[0]!, 'first');
  await settled();
  return picking;
}

/** The person goes on to a second page of the site. */
async function goOn(): Promise<void> {
  panel.load();
  await until('the second page', () => panel.pages.length === 2);
  seen(panel.pages[1]!, 'second');
  await settled();
}

/** Answers what is asked besides, as often as it is asked. */
async function known(): Promise<void> {
  for (const { request, answer } of panel.asked) {
    if (request.type === 'listPicks') answer(picks);
    if (request.type === 'getTable') answer(table);
  }
  await settled();
}

test('what the student says of a page is not filled into the next one', async () => {
  const picking = await opened();
  await known();
  (await panel.page(0, 'sample')).answer('sample', sample);
  const late = await panel.request('fillPick', 0);

  await goOn();
  late.answer(filled);
  await settled();
  assert.equal(panel.pages[1]!.was('fill'), false);

  // It is filled in with what is said of itself.
  await known();
  (await panel.page(1, 'sample')).answer('sample', sample);
  (await panel.request('fillPick', 1)).answer(filled);
  await panel.page(1, 'fill');
  assert.equal(picking.now.filling, false);
  await picking.gone();
});

test('a page of another site is not filled in by what was picked from the one before', async () => {
  const picking = await opened();
  await known();
  (await panel.page(0, 'sample')).answer('sample', sample);
  (await panel.request('fillPick', 0)).answer(filled);
  await panel.page(0, 'fill');
  assert.equal(picking.now.current?.taskId, 't');

  panel.load();
  await until('the second page', () => panel.pages.length === 2);
  const url = 'https://harbour.example/';
  panel.pages[1]!.tell({ view: { title: 'Harbour', url, fields: [], rows: [], picking: null } });
  await settled();
  assert.equal(picking.now.current, null);
  assert.deepEqual(picking.now.all, []);
  const listings = panel.asked.filter(({ request }) => request.type === 'listPicks');
  assert.equal(listings.at(-1)!.request.url, url);
  listings.at(-1)!.answer({ picks: [] });
  await settled();
  assert.equal(panel.pages[1]!.was('sample'), false);
  await picking.gone();
});

test('what is said late of the page before does not replace what was said of this one', async () => {
  const picking = await opened();
  const late = await panel.request('listPicks', 0);
  await goOn();
  (await panel.request('listPicks', 1)).answer({ picks: [{ ...pick, fits: false }] });
  await settled();
  late.answer(picks);
  await settled();
  assert.equal(picking.now.all[0]!.fits, false);
  assert.equal(panel.pages[1]!.was('sample'), false);
  await picking.gone();
});

test('what was picked by hand meanwhile is not replaced by what the student says', async () => {
  const picking = await opened();
  await known();
  (await panel.page(0, 'sample')).answer('sample', sample);
  const late = await panel.request('fillPick', 0);
  seen(panel.pages[0]!, 'first', [{ name: 'Price' }, { name: 'Name' }]);
  await settled();
  late.answer(filled);
  await until('the end of it', () => !picking.now.filling);
  assert.equal(panel.pages[0]!.was('fill'), false);
  assert.equal(picking.now.current, null, 'what is added is no page of that table');
  await picking.gone();
});

test('what the person asked for is not replaced by what was tried by itself', async () => {
  const picking = await use(() => usePicks(useSource(1), true), null);
  await until('the first page', () => panel.pages.length === 1);
  const page = panel.pages[0]!;
  seen(page, 'first');
  await settled();
  (await panel.request('listPicks', 0)).answer({ picks: [pick, { ...pick, taskId: 'own' }] });
  (await panel.page(0, 'sample')).answer('sample', sample);
  const late = await panel.request('fillPick', 0);

  void picking.now.fill(picking.now.all[1]!);
  await until(
    'another sample',
    () => page.commands.filter((one) => one.do === 'sample').length > 1,
  );
  page.answer('sample', sample);
  (await panel.request('fillPick', 1)).answer(filled);
  await panel.page(0, 'fill');
  late.answer(filled);
  await settled();
  assert.equal(page.commands.filter((one) => one.do === 'fill').length, 1);
  assert.equal(picking.now.filling, false);
  await listed('t', 'own');
  assert.equal(picking.now.current?.taskId, 'own');
  await picking.gone();
});

test('a page that was left is not filled in by what comes late', async () => {
  const picking = await opened();
  await known();
  (await panel.page(0, 'sample')).answer('sample', sample);
  const late = await panel.request('fillPick', 0);
  picking.now.leave();
  await settled();
  assert.equal(picking.now.filling, false);
  late.answer(filled);
  await settled();
  assert.equal(panel.pages[0]!.was('fill'), false);
  await picking.gone();
});

test('what is said of a page is not tried on the next before that was seen', async () => {
  const picking = await opened();
  panel.load();
  await until('the second page', () => panel.pages.length === 2);
  (await panel.request('listPicks', 0)).answer(picks);
  await settled();
  assert.equal(panel.pages[1]!.was('sample'), false);
  await assert.rejects(picking.now.add(), /page/);
  assert.equal(panel.pages[1]!.was('sample'), false);
  await picking.gone();
});

test('what was asked of the table before does not take the one chosen since', async () => {
  const picking = await use(() => usePicks(useSource(1), true), null);
  await until('the first page', () => panel.pages.length === 1);
  const page = panel.pages[0]!;
  page.always.set('sample', () => sample);
  seen(page, 'first');
  await settled();
  await listed('t', 'u');
  void picking.now.fill(picking.now.all[0]!);
  (await panel.request('fillPick', 0)).answer(filled);
  await until('the first table', () => picking.now.current?.taskId === 't');
  const late = await panel.request('listPicks', 1);

  picking.now.leave();
  await settled();
  void picking.now.fill(picking.now.all[1]!);
  (await panel.request('fillPick', 1)).answer(filled);
  await until('the other table', () => picking.now.current?.taskId === 'u');
  await panel.request('listPicks', 3);
  await listed('t', 'u');
  (await panel.request('getTable', 0)).answer(table);
  await until('its rows', () => picking.now.table !== null);
  late.answer({ picks: [{ ...pick, taskId: 'u' }] });
  await settled();
  assert.equal(picking.now.current?.taskId, 'u');
  assert.notEqual(picking.now.table, null);
  await picking.gone();
});
