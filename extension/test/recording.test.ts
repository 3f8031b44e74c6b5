import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Parts } from '../src/background/feature';
import { overview } from '../src/background/overview';
import { Recording } from '../src/background/recording';
import { Watching } from '../src/background/watching';
import type { Host } from '../src/messages';
import type { Overview } from '../src/protocol';
import { FakeArea } from './fakes';

const QUESTION = { type: 'getOverview', site: null } as const;

/** A host whose overviews wait until they are let go, as those of a busy one do. */
class SlowHost {
  away = false;
  private readonly sites: string[] = [];
  private readonly waiting: (() => void)[] = [];

  request({ type, ...rest }: { type: string; site?: string }): Promise<unknown> {
    if (this.away) return Promise.reject(new Error('no host'));
    if (type === 'pauseRecording') this.sites.push(rest.site!);
    if (type !== 'getOverview') return Promise.resolve({});
    const said = { recordingPaused: false, pausedSites: [...this.sites], watchedSites: [] };
    return new Promise((done) => this.waiting.push(() => done(said as Partial<Overview>)));
  }

  letGo(): void {
    for (const go of this.waiting.splice(0)) go();
  }
}

let host: SlowHost;
let recording: Recording;
let parts: Parts;

beforeEach(() => {
  Object.assign(globalThis, { chrome: { storage: { local: new FakeArea() } } });
  host = new SlowHost();
  recording = new Recording(host as unknown as Host);
  const watching = new Watching(host as unknown as Host);
  parts = { connection: host, recording, watching } as unknown as Parts;
});

test('a pause holds though an overview from before it comes late', async () => {
  const asked = overview(parts, QUESTION);
  await recording.pause(true, 'bank.example');
  host.letGo();
  await asked;
  assert.equal(await recording.isPausedFor('bank.example'), true);
});

test('a pause told later holds against an overview asked for before the telling', async () => {
  host.away = true;
  await recording.pause(true, 'bank.example').catch(() => undefined);
  host.away = false;
  const asked = overview(parts, QUESTION);
  await recording.tell();
  host.letGo();
  await asked;
  assert.equal(await recording.isPausedFor('bank.example'), true);
});

test('what the host says since is followed', async () => {
  await recording.pause(true, 'bank.example');
  host.request({ type: 'pauseRecording', site: 'clinic.example' });
  const asked = overview(parts, QUESTION);
  host.letGo();
  await asked;
  assert.deepEqual(await recording.pausedSites(), ['bank.example', 'clinic.example']);
});

test('a site is excluded with its subdomains, and with nothing that only ends like it', async () => {
  await recording.pause(true, 'bank.example');
  assert.equal(await recording.isPausedFor('docs.bank.example'), true);
  assert.equal(await recording.isPausedFor('notbank.example'), false);
  assert.equal(await recording.isPausedFor('example'), false);
});
