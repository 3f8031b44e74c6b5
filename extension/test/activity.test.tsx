import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Activity } from '../src/ui/options/Activity';
import { draw } from './dom';
import { settled, until } from './hooks';
import { FakePanel } from './panel';

let panel: FakePanel;

beforeEach(() => (panel = new FakePanel()));

const act = (id: string) => ({
  id,
  act: { kind: 'FILE', folder: '/bills' },
  by: 'PERSON',
  state: 'DONE',
  mayUndo: true,
  batch: null,
  message: null,
  result: null,
  source: `/downloads/${id}.pdf`,
  time: new Date().toISOString(),
});

/** Answers every question about acts: three were done, one of them is found. */
async function acts(done: number): Promise<void> {
  for (const { request, answer } of panel.asked) {
    if (request.type !== 'listActs') continue;
    const n = request.query === null ? done : 1;
    answer({ acts: Array.from({ length: n }, (_, i) => act(`bill-${i}`)) });
  }
  await settled();
}

test('what is searched for does not change what the last hour was', async () => {
  const page = await draw(<Activity version={1} />);
  await acts(3);
  await page.the('input').write('invoice');
  const searched = () => panel.asked.some(({ request }) => request.query === 'invoice');
  await until('the search', searched);
  await acts(3);
  assert.equal(page.all().filter((one) => one.getAttribute('data-kind') === 'act').length, 1);
  await page.the('button', 'Undo the last hour…').press();
  assert.match(page.text, /3 things that were done in the last hour are taken back/);
});

test('where more was done in an hour than is listed, that is said', async () => {
  const page = await draw(<Activity version={1} />);
  await acts(500);
  await page.the('button', 'Undo the last hour…').press();
  assert.match(page.text, /Everything that was done in the last hour .* 500 things and more/);
});
