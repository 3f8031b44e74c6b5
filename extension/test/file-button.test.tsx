import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Paste } from '../src/ui/panel/Paste';
import type { Source } from '../src/ui/panel/source';
import { Page } from '../src/ui/shared/page';
import { draw } from './dom';
import { until } from './hooks';
import { FakePanel } from './panel';

beforeEach(() => void new FakePanel());

test('a file that fails says why, and can be chosen again', async () => {
  const opened: string[] = [];
  const source = { open: ({ text }: { text: string }) => opened.push(text), document: null };
  const page = await draw(
    <Page>
      <Paste source={source as unknown as Source} />
    </Page>,
  );
  const file = { name: 'a.json', size: 9, text: async () => '{}' };
  const input = page.all().find((one) => one.getAttribute('type') === 'file')!;
  input.value = 'a.json';
  await input.choose({ ...file, size: 1e12 } as unknown as File);
  assert.equal(input.value, '');
  await until('why', () => page.all().some((one) => one.getAttribute('class') === 'failure'));
  assert.deepEqual(opened, []);
  await input.choose(file as unknown as File);
  assert.deepEqual(opened, ['{}']);
});
