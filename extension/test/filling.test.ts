import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Choice } from '../src/ui/fill/choice';
import { useFilling, type Filling } from '../src/ui/fill/filling';
import { settled, until, use, type Used } from './hooks';
import { FakePanel, type FakePage } from './panel';

let panel: FakePanel;
let page: FakePage;
let filling: Used<Filling, null>;
/** Whether something stands in the page's one field. */
let taken: boolean;

const url = 'https://shop.example/';
const before: Choice = { kind: 'form', form: { id: 'f', title: 'Before' } as never };
const after: Choice = { kind: 'form', form: { id: 'g', title: 'Another' } as never };

beforeEach(async () => {
  panel = new FakePanel();
  taken = false;
  filling = await use(() => useFilling(1, true), null);
  page = await panel.page(0, 'read');
  const known = () => [{ ref: 1, state: taken ? 'taken' : 'open' }];
  const read = () => ({ read: { url, form: { fields: [{}] }, known: known() }, secret: false });
  page.always.set('read', read);
  page.answer('read', read());
  await until('the form', () => filling.now.form !== null);
});

/** Fills from a form of before; what the page says of it is to come. */
async function filled(): Promise<void> {
  void filling.now.pick(before);
  (await panel.request('previewFill', 0)).answer({
    previewId: 'p',
    agreed: true,
    fields: [{ field: 0, key: 'name', value: 'Ada' }],
  });
  await until('the preview', () => filling.now.preview !== null);
  void filling.now.fill();
  await panel.page(0, 'fill');
}

async function done(): Promise<void> {
  taken = true;
  page.answer('fill', { outcomes: [{ ref: 1, outcome: 'filled' }] });
  (await panel.request('reportFill', 0)).answer({ fillId: 'f', run: null });
  await until('what became of it', () => filling.now.done !== null);
}

test('what was filled can be taken back after another source was chosen, or none', async () => {
  await filled();
  await done();
  filling.now.leave();
  await settled();
  assert.equal(filling.now.done?.fillId, 'f');
  void filling.now.pick(after);
  await panel.request('previewFill', 1);
  assert.equal(filling.now.done?.fillId, 'f');
  await filling.gone();
});

test('what the page holds no more cannot be taken back, and is not offered', async () => {
  await filled();
  await done();
  taken = false;
  page.tell({ changed: true });
  await until('the empty form', () => filling.now.form?.known[0]?.state === 'open');
  filling.now.leave();
  await settled();
  assert.equal(filling.now.done, null);
  await filling.gone();
});

test('a page may take as long as it takes to fill its fields', async (t) => {
  const patience: (() => void)[] = [];
  const real = globalThis.setTimeout;
  t.mock.method(globalThis, 'setTimeout', (then: () => void, millis = 0) =>
    millis < 10_000 ? real(then, millis) : patience.push(then),
  );
  await filled();
  for (const end of patience) end();
  await done();
  assert.equal(filling.now.done?.outcomes.length, 1);
  await filling.gone();
});

test('the last picture of a page is no other page: what is at work in its form stays', async () => {
  await filled();
  await done();
  panel.finish();
  await settled();
  assert.equal(panel.pages.length, 1);
  assert.equal(filling.now.done?.fillId, 'f');
  panel.load(`${url}#terms`);
  await settled();
  assert.equal(panel.pages.length, 1);
  panel.load(`${url}another`);
  await panel.page(1, 'read');
  await until('the other page', () => filling.now.done === null);
  await filling.gone();
});

test('a page that went without a word is asked for anew once another is there', async () => {
  page.onDisconnect.tell();
  panel.finish();
  await panel.page(1, 'read');
  await filling.gone();
});

test('a source that comes late does not take the place of the one chosen after it', async () => {
  const slow = { tab: 2, title: 'Slow', url: 'https://mail.example/' };
  void filling.now.pick({ kind: 'page', page: slow });
  const late = await panel.page(1, 'source');
  void filling.now.pick(after);
  (await panel.request('previewFill', 0)).answer({ previewId: 'p', agreed: true, fields: [] });
  await until('the preview', () => filling.now.preview !== null);
  late.answer('source', { source: { page: {}, selection: '' } });
  await settled();
  assert.equal(filling.now.chosen?.choice, after);
  assert.equal(filling.now.preview?.previewId, 'p');
  await filling.gone();
});

test('a preview that comes late does not come back after the person chose another source', async () => {
  void filling.now.pick(before);
  const late = await panel.request('previewFill', 0);
  filling.now.leave();
  await settled();
  late.answer({ previewId: 'p', agreed: true, fields: [] });
  await settled();
  assert.equal(filling.now.chosen, null);
  assert.equal(filling.now.preview, null);
  await filling.gone();
});
