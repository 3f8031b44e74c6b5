import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReplayStep } from '../src/protocol';
import type { Command, Told } from '../src/replay/messages';
import { Running, type Standing } from '../src/ui/repeat/running';

const PAGE = 'https://desk.example/orders';

const COPY: ReplayStep = {
  deed: 'copy',
  page: PAGE,
  on: { role: 'text', name: 'Number', keys: [] },
  name: null,
  value: null,
  copied: null,
  changed: null,
};
const ENTER: ReplayStep = {
  ...COPY,
  deed: 'input',
  on: { role: 'textbox', name: 'Invoice', keys: [] },
  copied: 0,
  changed: { from: [0], copied: 'INV-307', entered: '307' },
};
const SAVE: ReplayStep = { ...COPY, deed: 'click', on: { ...COPY.on, name: 'Save' } };

/** A page that has everything, and what was done in it. */
function page(confidence = 1, tabs: object = {}): string[] {
  const done: string[] = [];
  const obey = (command: Command): Told => {
    if (command.replay !== 'act') return { confidence, why: null, copied: null };
    const { deed } = command.step;
    done.push(command.value === null ? deed : `${deed} ${command.value}`);
    return { confidence, why: null, copied: deed === 'copy' ? 'INV-349' : null };
  };
  const tab = { id: 1, url: PAGE, status: 'complete' };
  Object.assign(globalThis, {
    chrome: {
      tabs: {
        get: async () => tab,
        query: async () => [tab],
        sendMessage: async (_: number, command: Command) => obey(command),
        ...tabs,
      },
      scripting: { executeScript: async () => [] },
    },
  });
  return done;
}

function running(steps: ReplayStep[], change: () => Promise<string | null>, careful = false) {
  let last: Standing | null = null;
  const standing = (next: Standing) => (last = next);
  const run = new Running(steps, 1, new Map(), careful, { standing, change });
  return { run, last: () => last as Standing | null };
}

test('what a program made is shown, and entered only when the person says so', async () => {
  const done = page();
  const { run, last } = running([COPY, ENTER, SAVE], async () => '349');
  await run.go();
  assert.deepEqual(done, ['copy']);
  assert.deepEqual(last(), {
    state: 'asking',
    step: 1,
    why: null,
    made: { value: '349', of: ['INV-349'] },
  });
  await run.go(true);
  assert.deepEqual(done, ['copy', 'input 349', 'click']);
  assert.equal(last()?.state, 'done');
});

test('what is entered is what was shown, whatever the program would make by now', async () => {
  const done = page();
  const makes = ['349', 'something else'];
  const { run } = running([COPY, ENTER], async () => makes.shift() ?? null);
  await run.go();
  await run.go(true);
  assert.deepEqual(done, ['copy', 'input 349']);
});

test('a yes to another step is no yes to what was made', async () => {
  const done = page(0.5);
  const { run, last } = running([COPY, ENTER], async () => '349');
  await run.go();
  assert.equal(last()?.made, null, 'the step that copies is asked for by its place');
  await run.go(true);
  assert.deepEqual(done, ['copy']);
  assert.equal(last()?.made?.value, '349');
});

test('every step that a program makes a value for is asked for', async () => {
  const done = page();
  const { run, last } = running([COPY, ENTER, ENTER], async () => '349');
  await run.go();
  await run.go(true);
  assert.deepEqual(done, ['copy', 'input 349']);
  assert.equal(last()?.step, 2);
  assert.equal(last()?.state, 'asking');
});

test('where nothing sure is made, nothing is asked and nothing entered', async () => {
  const done = page();
  const { run, last } = running([COPY, ENTER], async () => null);
  await run.go();
  assert.deepEqual(done, ['copy']);
  assert.equal(last()?.why, 'unsure');
});

test('a page that is on its way out takes nothing: the next one is looked at anew', async () => {
  const told: string[] = [];
  let leaves = true;
  page(1, {
    get: async () => {
      // The press before leads away only when this page was looked at already.
      const status = leaves && told.includes('find') ? 'loading' : 'complete';
      leaves &&= status === 'complete';
      return { id: 1, url: PAGE, status };
    },
    sendMessage: async (_: number, { replay }: Command) => {
      told.push(replay);
      return { confidence: 1, why: null, copied: null };
    },
  });
  const { run, last } = running([SAVE], async () => null);
  await run.go();
  assert.equal(last()?.state, 'done');
  assert.deepEqual(told, ['find', 'find', 'act', 'end']);
});

test('a tab that was opened for a step is not sent to its page once more', async () => {
  const sent: unknown[] = [];
  const urls = ['', PAGE];
  page(1, {
    get: async (id: number) => {
      const url = id === 1 ? 'https://mail.example/' : urls.length > 1 ? urls.shift() : urls[0];
      return { id, url, status: 'complete' };
    },
    query: async () => [],
    create: async () => ({ id: 2, url: '' }),
    update: async (...update: unknown[]) => sent.push(update),
  });
  const { run, last } = running([SAVE], async () => null);
  await run.go();
  assert.equal(last()?.state, 'done');
  assert.deepEqual(sent, []);
});
