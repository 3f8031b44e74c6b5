import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Change } from '../src/ui/options/settings-file';
import { lastImport, undo } from '../src/ui/options/settings-steps';
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

const imported = { file: 'settings.json', done };
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
  assert.deepEqual(left, { file: 'settings.json', done: [done[2]] });
  hostFails = false;
  asked = [];
  assert.deepEqual(await undo(left!), []);
  assert.deepEqual(sitesAsked(), []);
  assert.equal(await lastImport(), null);
});
