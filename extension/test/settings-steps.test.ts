import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Change } from '../src/ui/options/settings-file';
import { apply, dropImport, lastImport, undo } from '../src/ui/options/settings-steps';
import { FakeArea } from './fakes';

interface Asked {
  ask: string;
  site?: string;
  request?: { type: string; folder?: string };
}

const done: Change[] = [
  { kind: 'exclude', site: 'bank.example' },
  { kind: 'watch', site: 'tickets.example' },
  { kind: 'folder', folder: '/home/ada/Disk' },
];

const imported = { id: 'first', file: 'settings.json', done };
let asked: Asked[];
let hostFails: boolean;

beforeEach(() => {
  asked = [];
  hostFails = true;
  const answer = (question: Asked) => {
    asked.push(question);
    if (question.ask !== 'host') return { ok: true, value: {} };
    if (hostFails) return { ok: false, message: 'no host', code: null, fault: null };
    return { ok: true, value: { folders: [] } };
  };
  Object.assign(globalThis, {
    chrome: {
      runtime: { sendMessage: (question: Asked) => Promise.resolve(answer(question)) },
      storage: { local: new FakeArea() },
      permissions: { request: async () => true },
    },
  });
});

const sitesAsked = () => asked.flatMap(({ site }) => (site === undefined ? [] : [site]));

test('a line that cannot be undone holds up no other', async () => {
  const refused = await undo(imported);
  assert.deepEqual(sitesAsked(), ['tickets.example', 'bank.example']);
  assert.deepEqual(
    refused.map(({ change }) => change),
    [done[2]],
  );
});

test('it stays noted, and the next try takes it back', async () => {
  await undo(imported);
  const left = await lastImport();
  assert.deepEqual(left, { ...imported, done: [done[2]] });
  hostFails = false;
  asked = [];
  assert.deepEqual(await undo(left!), []);
  assert.deepEqual(sitesAsked(), []);
  assert.equal(await lastImport(), null);
});

const excluded = (site: string): Change[] => [{ kind: 'exclude', site }];

test('each of two files is taken back, the one that came last first', async () => {
  await apply('one.json', excluded('bank.example'));
  await apply('two.json', excluded('clinic.example'));
  asked = [];
  for (const file of ['two.json', 'one.json']) {
    const last = await lastImport();
    assert.equal(last?.file, file);
    assert.deepEqual(await undo(last!), []);
  }
  assert.deepEqual(sitesAsked(), ['clinic.example', 'bank.example']);
  assert.equal(await lastImport(), null);
});

test('who keeps what the last file did may still take back the one before', async () => {
  await apply('one.json', excluded('bank.example'));
  await apply('two.json', excluded('clinic.example'));
  await dropImport((await lastImport())!.id);
  assert.equal((await lastImport())?.file, 'one.json');
});
