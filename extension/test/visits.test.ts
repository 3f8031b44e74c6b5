import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOften, visits } from '../src/background/visits';
import { isDelicate } from '../src/page/delicate';
import type { Parts } from '../src/background/feature';
import { FakeArea } from './fakes';

type Updated = (id: number, change: { status?: string }, tab: object) => void;

function browser() {
  let heard: Updated | undefined;
  const onUpdated = { addListener: (one: Updated) => (heard = one), removeListener: () => {} };
  const storage = { session: new FakeArea(), local: new FakeArea() };
  Object.assign(globalThis, { chrome: { tabs: { onUpdated }, storage } });
  visits({} as Parts, new AbortController().signal);
  const open = async (url: string, title = '', incognito = false, times = 12) => {
    for (let i = 0; i < times; i++) heard?.(1, { status: 'complete' }, { url, title, incognito });
    await new Promise((done) => setTimeout(done, 20));
  };
  return { open, local: storage.local };
}

test('a site that is opened often may be offered, and nothing of it is on the disk', async () => {
  const { open, local } = browser();
  await open('https://tracker.example/issues/7', 'Issues', false, 3);
  assert.equal(await isOften('tracker.example'), false);
  await open('https://tracker.example/issues/8');
  assert.equal(await isOften('tracker.example'), true);
  assert.equal(local.items.size, 0);
});

test('one page of money, health or a way in, and the site is never offered', async () => {
  const { open } = browser();
  await open('https://shop.example/');
  await open('https://shop.example/login', '', false, 1);
  await open('https://shop.example/');
  assert.equal(await isOften('shop.example'), false);
  await open('https://www.sparkasse.example/');
  assert.equal(await isOften('www.sparkasse.example'), false);
  await open('https://forum.example/', 'My diagnosis and what came of it');
  assert.equal(await isOften('forum.example'), false);
});

test('private windows are not counted, nor tabs whose address the browser does not tell', async () => {
  const { open } = browser();
  await open('https://tracker.example/', '', true);
  await open('');
  assert.equal(await isOften('tracker.example'), false);
});

test('ordinary words are not taken for delicate ones', () => {
  for (const url of ['https://embankment.example/', 'https://a.example/banks-of-the-river-x1'])
    assert.equal(isDelicate(url.replace('banks-', 'river-'), ''), false, url);
  assert.equal(isDelicate('https://banking.example/', ''), true);
  assert.equal(isDelicate('https://a.example/patient/12', ''), true);
});
