import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  changes,
  read,
  SettingsRefused,
  sitesToWatch,
  written,
  type Settings,
} from '../src/ui/options/settings-file';

const NOTHING: Settings = {
  recordingPaused: false,
  pausedSites: [],
  watchedSites: [],
  folders: [],
  monthlyCost: null,
};

const SOME: Settings = {
  recordingPaused: true,
  pausedSites: ['bank.example', 'localhost'],
  watchedSites: ['tickets.example'],
  folders: ['/home/ada/Downloads', 'C:\\Users\\ada\\Downloads'],
  monthlyCost: 5,
};

test('what is written is read again', () => {
  assert.deepEqual(read(written(SOME)), SOME);
  assert.deepEqual(read(written(NOTHING)), NOTHING);
});

test('a file adds and takes nothing away', () => {
  assert.deepEqual(changes(SOME, NOTHING), []);
  const changed = changes(NOTHING, SOME);
  assert.deepEqual(
    changed.map(({ kind }) => kind),
    ['pause', 'exclude', 'exclude', 'watch', 'folder', 'folder', 'cost'],
  );
  assert.deepEqual(sitesToWatch(changed), ['tickets.example']);
});

test('a file lowers the monthly limit and neither raises it nor takes it away', () => {
  const limit = (now: number | null, wanted: number | null) =>
    changes({ ...NOTHING, monthlyCost: now }, { ...NOTHING, monthlyCost: wanted });
  assert.deepEqual(limit(5, null), []);
  assert.deepEqual(limit(5, 5), []);
  assert.deepEqual(limit(5, 6), []);
  assert.deepEqual(limit(0, 1_000_000), []);
  assert.deepEqual(limit(5, 3), [{ kind: 'cost', from: 5, to: 3 }]);
  assert.deepEqual(limit(null, 0), [{ kind: 'cost', from: null, to: 0 }]);
});

test('what stands twice in a file is one line', () => {
  assert.equal(changes(NOTHING, { ...NOTHING, pausedSites: ['a.example', 'a.example'] }).length, 1);
});

const file = (more: object) =>
  JSON.stringify({ format: 'stillroom-settings', version: 1, ...more });

for (const [what, text, reason] of [
  ['no JSON', '{', 'no_json'],
  ['a list', '[]', 'other_file'],
  ['nothing', 'null', 'other_file'],
  ['another program’s', '{"format":"other","version":1}', 'other_file'],
  ['a newer version’s', file({ version: 2 }), 'newer'],
  ['a version that is no number', file({ version: '1' }), 'wrong'],
  ['a member nobody knows', file({ programs: ['rm'] }), 'wrong'],
  ['a member of every object', file({}).replace('{', '{"__proto__":{"x":1},'), 'wrong'],
  ['a site with a pattern', file({ watchedSites: ['*'] }), 'wrong'],
  ['a site with a path', file({ watchedSites: ['a.example/x'] }), 'wrong'],
  ['a site in capitals', file({ pausedSites: ['A.example'] }), 'wrong'],
  ['a site that is no text', file({ pausedSites: [{}] }), 'wrong'],
  ['a site that turns around', file({ pausedSites: ['a\u202e.example'] }), 'wrong'],
  ['sites that are no list', file({ pausedSites: 'a.example' }), 'wrong'],
  ['too many sites', file({ pausedSites: Array(1_001).fill('a.example') }), 'wrong'],
  ['a folder from nowhere', file({ folders: ['Downloads'] }), 'wrong'],
  ['a folder with a line end', file({ folders: ['/home/ada\n/etc'] }), 'wrong'],
  ['a folder that is too long', file({ folders: [`/${'a'.repeat(2_000)}`] }), 'wrong'],
  ['a cost below nothing', file({ monthlyCost: -1 }), 'wrong'],
  ['a cost that is no number', file({ monthlyCost: '5' }), 'wrong'],
  ['a switch that is no switch', file({ recordingPaused: 'no' }), 'wrong'],
  ['a file without end', `{"a":"${'a'.repeat(300_000)}"}`, 'large'],
  ['a file without bottom', '['.repeat(200_000), 'no_json'],
] as const) {
  test(`it is refused with a reason: ${what}`, () => {
    assert.throws(
      () => read(text),
      (problem: unknown) => problem instanceof SettingsRefused && problem.reason === reason,
    );
  });
}
