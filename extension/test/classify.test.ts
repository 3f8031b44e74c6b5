import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { classify } from '../src/background/classify';
import type { Parts } from '../src/background/feature';
import { speakEnglish } from './fakes';

/** The browser's menu, which stays while the worker comes and goes. */
let menu: Set<string>;
let tasks: object[];
let pushed: ((push: { type: string }) => void)[];

const task = {
  id: 't',
  act: { kind: 'CHOOSE', control: 'Label', where: 'tracker.example' },
  phase: 'READY',
  trust: 'SUGGEST',
};

beforeEach(() => {
  speakEnglish();
  menu = new Set();
  tasks = [];
  pushed = [];
  const contextMenus = {
    onClicked: { addListener: () => {}, removeListener: () => {} },
    create: ({ id }: { id: string }) => {
      assert.ok(!menu.has(id), `${id} is there already`);
      menu.add(id);
    },
    remove: async (id: string) => {
      await Promise.resolve();
      if (!menu.has(id)) throw new Error(`no ${id}`);
      menu.clear();
    },
  };
  Object.assign(globalThis.chrome, { contextMenus });
});

/** A new life of the worker, whose connection stands. */
async function live(): Promise<void> {
  const connection = {
    request: async () => ({ tasks }),
    onState: (hear: (told: { state: string }) => void) => hear({ state: 'connected' }),
    onPush: (hear: (typeof pushed)[number]) => pushed.push(hear),
  };
  classify({ connection } as unknown as Parts, new AbortController().signal);
  await done();
}

const done = () => new Promise((end) => setTimeout(end));

test('a task that went while the worker was away leaves the menu', async () => {
  tasks = [task];
  await live();
  assert.deepEqual([...menu], ['classify', 'classify:t']);
  tasks = [];
  await live();
  assert.deepEqual([...menu], []);
});

test('news that come together make each entry once', async () => {
  await live();
  tasks = [task];
  for (const hear of pushed) hear({ type: 'changed' });
  tasks = [task, { ...task, id: 'u' }];
  for (const hear of pushed) hear({ type: 'changed' });
  await done();
  assert.deepEqual([...menu], ['classify', 'classify:t', 'classify:u']);
});
