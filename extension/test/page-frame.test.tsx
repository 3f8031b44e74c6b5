import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { useState } from 'preact/hooks';
import type { Pick } from '../src/protocol';
import { Confirm } from '../src/ui/options/Confirm';
import { Collected } from '../src/ui/panel/Collected';
import type { Picks } from '../src/ui/panel/picks';
import { Button } from '../src/ui/shared/act';
import { Page } from '../src/ui/shared/page';
import { again, draw, type FakeElement } from './dom';
import { until } from './hooks';
import { FakePanel } from './panel';

beforeEach(() => void new FakePanel());

test('what is new is said after what was done before it', async () => {
  const of = (news: string) => (
    <Page news={news}>
      <Button work={async () => undefined} done="Added.">
        Add
      </Button>
    </Page>
  );
  const page = await draw(of('Found.'));
  const said = () => page.all().find((one) => one.getAttribute('data-kind') === 'news')!.text;
  assert.equal(said(), 'Found.');
  await page.the('button', 'Add').press();
  assert.equal(said(), 'Added.');
  await again(page, of('Filled in.'));
  assert.equal(said(), 'Filled in.');
});

test('the keyboard goes on where a question stands, and back from it', async () => {
  const page = await draw(
    <Page>
      <main>
        <Confirm what="Forget…" sure="Sure?" yes="Yes" work={async () => undefined} />
      </main>
    </Page>,
  );
  await page.the('button', 'Forget…').press();
  const at = () => document.activeElement as unknown as FakeElement;
  assert.equal(at().getAttribute('role'), 'group');
  assert.match(at().text, /^Sure\?/);
  await page.the('button', 'Cancel').press();
  assert.equal(at().localName, 'button');
  assert.equal(at().text, 'Forget…');
});

test('a question about one table is no question about the next', async () => {
  const of = (taskId: string) => {
    const table = { heads: ['Price'], rows: [{ cells: [['7']] }], total: 1 };
    const pick = { taskId, title: taskId, where: '', pages: 1, tried: 0, failure: null, says: [] };
    const picks = { table, unlearn: async () => undefined, leave: () => undefined };
    return <Collected picks={picks as unknown as Picks} pick={pick as unknown as Pick} />;
  };
  const page = await draw(of('shop'));
  await page.the('button', 'Forget this table').press();
  await again(page, of('harbour'));
  assert.ok(page.has('button', 'Forget this table'));
});

test('where a pressed button goes with what it stood in, the keyboard goes on from the page', async () => {
  const Row = () => {
    const [open, setOpen] = useState(true);
    return open ? <Button work={() => setOpen(false)}>Drop</Button> : null;
  };
  const page = await draw(
    <Page>
      <main>
        <Row />
      </main>
    </Page>,
  );
  await page.the('button', 'Drop').press();
  const main = page.the('main') as unknown;
  await until('the main part', () => document.activeElement === main);
});
