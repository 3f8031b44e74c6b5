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

function seen(page: FakePage, name: string): void {
  page.tell({ view: { title: name, url: `https://shop.example/${name}`, fields: [], rows: [] } });
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
  const picking = await use(() => usePicks(useSource(1), true), null);
  await until('the first page', () => panel.pages.length === 1);
  seen(panel.pages[0]!, 'first');
  await settled();
  await known();
  (await panel.page(0, 'sample')).answer('sample', sample);
  const late = await panel.request('fillPick', 0);

  panel.load();
  await until('the second page', () => panel.pages.length === 2);
  seen(panel.pages[1]!, 'second');
  await settled();
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
  const picking = await use(() => usePicks(useSource(1), true), null);
  await until('the first page', () => panel.pages.length === 1);
  seen(panel.pages[0]!, 'first');
  await settled();
  await known();
  (await panel.page(0, 'sample')).answer('sample', sample);
  (await panel.request('fillPick', 0)).answer(filled);
  await panel.page(0, 'fill');
  assert.equal(picking.now.current?.taskId, 't');

  panel.load();
  await until('the second page', () => panel.pages.length === 2);
  const url = 'https://harbour.example/';
  panel.pages[1]!.tell({ view: { title: 'Harbour', url, fields: [], rows: [] } });
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
  const picking = await use(() => usePicks(useSource(1), true), null);
  await until('the first page', () => panel.pages.length === 1);
  seen(panel.pages[0]!, 'first');
  await settled();
  const late = await panel.request('listPicks', 0);
  panel.load();
  await until('the second page', () => panel.pages.length === 2);
  seen(panel.pages[1]!, 'second');
  await settled();
  (await panel.request('listPicks', 1)).answer({ picks: [{ ...pick, fits: false }] });
  await settled();
  late.answer(picks);
  await settled();
  assert.equal(picking.now.all[0]!.fits, false);
  assert.equal(panel.pages[1]!.was('sample'), false);
  await picking.gone();
});
