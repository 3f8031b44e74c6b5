import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Passage, Summarized } from '../src/protocol';
import type { PageRead } from '../src/summary/messages';
import { useTeaching } from '../src/ui/summary/teaching';
import { settled, use } from './hooks';
import { FakePanel } from './panel';

interface Shown {
  page: PageRead;
  said: Summarized;
}

let panel: FakePanel;

beforeEach(() => (panel = new FakePanel()));

function shown(name: string): Shown {
  const url = `https://paper.example/${name}`;
  const passages = [0, 1].map((index) => ({ text: `${name} ${index}`, node: index, index }));
  return {
    page: { url, title: name, page: {}, selection: '', layer: '', pdf: false } as never,
    said: { passages, card: [], chosen: 2 } as never,
  };
}

test('what is taught of one page never takes the place of another, however late it is', async () => {
  const first = shown('first');
  const second = shown('second');
  const teaching = await use(({ page, said }: Shown) => useTeaching(page, said, false), first);
  const keep = async (of: Shown, index: number) => {
    void teaching.now.choose(of.said.passages[index] as Passage, 'keep');
    await settled();
  };
  await keep(first, 0);
  const learned = await panel.request('learnSummary', 0);
  // A second click, and on to the next page, while the first is under way.
  await keep(first, 1);
  await teaching.again(second);
  await keep(second, 0);
  learned.answer({ pageId: 1, pages: 1, enough: 5 });
  const again = await panel.request('learnSummary', 1);
  again.answer({ pageId: 2, pages: 1, enough: 5 });
  const other = await panel.request('learnSummary', 2);
  await settled();
  assert.equal(
    teaching.now.taught?.pages,
    undefined,
    'nothing was taught of the page that is shown',
  );
  other.answer({ pageId: 3, pages: 2, enough: 5 });
  await settled();
  assert.deepEqual(
    panel.asked.map(({ request }) => [request['title'], request['replaces']]),
    [
      ['first', null],
      ['first', 1],
      ['second', null],
    ],
  );
  assert.equal(teaching.now.taught?.pages, 2);
  await teaching.gone();
});
