import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { ReplayStep } from '../src/protocol';
import type { Command } from '../src/replay/messages';
import { Running, type Standing } from '../src/ui/repeat/running';

const PAGE = 'https://desk.example/orders';

const step = (deed: ReplayStep['deed'], name: string): ReplayStep => ({
  deed,
  page: PAGE,
  on: { role: 'button', name, keys: [] },
  name: null,
  value: null,
  copied: null,
  changed: null,
});

/** What was done in the page, and when the page answers that it goes on. */
let done: string[];
let resumed: (() => void)[];
let isOpen: boolean;

beforeEach(() => {
  done = [];
  resumed = [];
  isOpen = true;
  const told = { confidence: 1, why: null, copied: null };
  const sendMessage = async (_: number, command: Command) => {
    if (command.replay === 'resume') await new Promise<void>((go) => resumed.push(go));
    if (command.replay === 'act') done.push(command.step.on.name);
    const isPersons = command.replay === 'find' && command.step.on.name === 'Pay';
    return isPersons ? { ...told, why: 'payment' } : told;
  };
  const tab = { id: 1, url: PAGE, status: 'complete' };
  const get = async () => {
    if (!isOpen) throw new Error('No tab with id: 1.');
    return tab;
  };
  Object.assign(globalThis, {
    chrome: {
      tabs: { get, query: async () => [tab], sendMessage },
      scripting: { executeScript: async () => [] },
    },
  });
});

function running(...steps: ReplayStep[]) {
  const said: Standing[] = [];
  const standing = (next: Standing) => said.push(next);
  const run = new Running(steps, 1, new Map(), false, { standing, change: async () => null });
  return { run, last: () => said.at(-1) };
}

async function asked(): Promise<void> {
  while (resumed.length === 0) await new Promise((then) => setTimeout(then));
}

test('a step done by hand is one step, however often the button is pressed', async () => {
  const { run, last } = running(step('click', 'Pay'), step('click', 'Save'), step('click', 'Send'));
  await run.go();
  assert.equal(last()?.why, 'payment');
  const presses = [run.skip(), run.skip(), run.go(true)];
  await asked();
  for (const go of resumed) go();
  await Promise.all(presses);
  assert.deepEqual(done, ['Save', 'Send']);
  assert.equal(last()?.state, 'done');
});

test('what is stopped while it takes up again stays stopped', async () => {
  const { run, last } = running(step('click', 'Pay'), step('click', 'Save'));
  await run.go();
  const skipping = run.skip();
  assert.equal(last()?.state, 'running');
  await asked();
  run.stop();
  for (const go of resumed) go();
  await skipping;
  assert.deepEqual(done, []);
  assert.equal(last()?.state, 'stopped');
  assert.equal(last()?.step, 0);
});

test('a tab that was closed stops it, and is told', async () => {
  const { run, last } = running(step('click', 'Save'));
  isOpen = false;
  await run.go();
  assert.deepEqual(done, []);
  assert.equal(last()?.state, 'stopped');
  assert.equal(last()?.why, 'page');
});
