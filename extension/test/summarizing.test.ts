import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Summarized } from '../src/protocol';
import type { PageRead } from '../src/summary/messages';
import { useSummarizing } from '../src/ui/summary/summarizing';
import { settled, until, use } from './hooks';
import { FakePanel } from './panel';

let panel: FakePanel;

beforeEach(() => (panel = new FakePanel()));

function read(name: string): { read: PageRead } {
  const url = `https://paper.example/${name}`;
  const page = { page: 1 as const, url, title: name, cut: false, nodes: [] };
  return { read: { url, title: name, page, selection: '', layer: '', pdf: false } };
}

function said(text: string): Summarized {
  const passages = [{ text, node: 1, index: 0, confidence: 1, reasons: [] }];
  return {
    type: 'summarized',
    passages,
    card: [],
    chosen: 1,
    total: 1,
    shown: 'NEVER',
  } as unknown as Summarized;
}

const opened = (records = () => true) => use(() => useSummarizing(1, true, records), null);

test('the passages of the page before are not shown for the page that came meanwhile', async () => {
  const summary = await opened();
  (await panel.page(0, 'read')).answer('read', read('first'));
  const first = await panel.request('summarize', 0);
  panel.load();
  const page = await panel.page(1, 'read');
  page.answer('read', read('second'));
  (await panel.request('summarize', 1)).answer(said('of the second'));
  await settled();
  first.answer(said('of the first'));
  await settled();
  assert.equal(summary.now.page?.title, 'second');
  assert.equal(summary.now.said, null);
  assert.deepEqual(summary.now.shown, []);
  await summary.gone();
});

test('a page that is only done loading keeps what it was asked for', async () => {
  const summary = await opened();
  (await panel.page(0, 'read')).answer('read', read('first, and slow'));
  const asked = await panel.request('summarize', 0);
  panel.finish();
  asked.answer(said('of the first'));
  await until('its passages', () => summary.now.shown.length === 1);
  await summary.gone();
});

test('what is asked for while its page is on its way is not lost', async () => {
  const summary = await opened();
  (await panel.page(0, 'read')).answer('read', read('left'));
  (await panel.request('summarize', 0)).answer(said('of the one left'));
  await until('its passages', () => summary.now.shown.length === 1);
  panel.leave('https://paper.example/awaited');
  panel.askAgain();
  panel.finish();
  (await panel.page(1, 'read')).answer('read', read('awaited'));
  const second = await panel.request('summarize', 1);
  assert.equal(second.request.asked, true);
  second.answer(said('of the awaited'));
  await until('its passages', () => summary.now.shown[0]?.text === 'of the awaited');
  // The next page comes without being asked for.
  panel.load('https://paper.example/unasked');
  (await panel.page(2, 'read')).answer('read', read('unasked'));
  assert.equal((await panel.request('summarize', 2)).request.asked, false);
  await summary.gone();
});

test('another place in the page is no other page, another page by a hash is', async () => {
  const summary = await opened();
  (await panel.page(0, 'read')).answer('read', read('long'));
  (await panel.request('summarize', 0)).answer(said('of the long one'));
  await until('its passages', () => summary.now.shown.length === 1);
  panel.load('https://paper.example/long#methods');
  panel.load('https://paper.example/long');
  await settled();
  assert.equal(panel.pages.length, 1);
  assert.equal(summary.now.shown.length, 1);
  panel.load('https://paper.example/long#/second');
  await panel.page(1, 'read');
  assert.equal(summary.now.said, null);
  await summary.gone();
});

test('a file is not called by the page that was there before', async () => {
  const summary = await opened();
  (await panel.page(0, 'read')).answer('read', read('before'));
  (await panel.request('summarize', 0)).answer(said('of the page'));
  await until('its passages', () => summary.now.shown.length === 1);
  panel.shut('file:///papers/second.pdf');
  (await panel.request('summarizeDocument', 0)).answer(said('of the file'));
  await until('those of the file', () => summary.now.said !== null);
  assert.equal(summary.now.page, null);
  await summary.gone();
});

test('what is copied in the page is kept only while something may be recorded', async () => {
  let recording = false;
  const summary = await opened(() => recording);
  const page = await panel.page(0, 'read');
  page.answer('read', read('copied'));
  const passage = 'The old mill will close in May after ninety years.';
  (await panel.request('summarize', 0)).answer(said(passage));
  await until('the passages', () => summary.now.said !== null);
  const taught = () => panel.asked.filter(({ request }) => request.type === 'learnSummary').length;

  page.tell({ did: 'copied', text: passage });
  await settled();
  assert.equal(taught(), 0);
  assert.equal(summary.now.teaching.choices.size, 0);

  recording = true;
  page.tell({ did: 'copied', text: passage });
  await panel.request('learnSummary', 0);
  assert.equal(summary.now.teaching.copied.size, 1);
  await summary.gone();
});
