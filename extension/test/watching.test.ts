import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Parts } from '../src/background/feature';
import { pageScript } from '../src/background/page-script';
import { Watching } from '../src/background/watching';
import type { Overview } from '../src/protocol';
import { FakeArea } from './fakes';

interface Asked {
  target: { tabId: number; frameIds?: number[] };
  files?: string[];
}

/** A browser that gives every permission, with one tab, and keeps in which frames a script runs. */
function browser(site = 'tracker.localhost') {
  const scripts = new Set<number>();
  const told: unknown[] = [];
  const area = new FakeArea();
  const local = {
    get: (key: string) => area.get(key),
    set: (items: object) => area.set({ ...items }),
  };
  const heard: Record<string, (...given: never[]) => void> = {};
  const on = (name: string) => ({
    addListener: (one: (...given: never[]) => void) => (heard[name] = one),
    removeListener: () => {},
  });
  const chrome = {
    storage: { local },
    permissions: { contains: () => Promise.resolve(true), remove: () => Promise.resolve(true) },
    tabs: {
      query: ({ url }: { url: string }) => Promise.resolve(url.includes(site) ? [{ id: 7 }] : []),
      sendMessage: (_: number, one: { told: string }) => {
        told.push(one);
        if (one.told === 'stop') scripts.clear();
        return Promise.resolve();
      },
      onUpdated: on('updated'),
      onRemoved: on('removed'),
    },
    runtime: { onInstalled: on('installed') },
    scripting: {
      executeScript: ({ target, files }: Asked) => {
        if (files) for (const frame of target.frameIds ?? []) scripts.add(frame);
        return Promise.resolve(
          [0, 1].map((frameId) => ({ frameId, result: scripts.has(frameId) })),
        );
      },
    },
  };
  Object.assign(globalThis, { chrome });
  const updated = async (status: string, url: string, more: object = {}) => {
    heard['updated']?.(
      7 as never,
      { status } as never,
      { url, incognito: false, ...more } as never,
    );
    await new Promise((done) => setTimeout(done, 20));
  };
  return { scripts, told, updated };
}

const overview = (...watchedSites: string[]) => ({ watchedSites }) as unknown as Overview;

test('a script runs on a watched site only, and no longer than it is watched', async () => {
  const { scripts } = browser();
  const watching = new Watching({ request: () => Promise.resolve({} as never) });
  await watching.watch('tracker.localhost', true);
  assert.deepEqual([...scripts], [0, 1]);
  await watching.watch('tracker.localhost', false);
  assert.deepEqual([...scripts], []);
  assert.deepEqual(await watching.sites(), []);
});

test('a page of a watched site gets the script when it is loaded, and only once', async () => {
  const { scripts, updated } = browser();
  const watching = new Watching({ request: () => Promise.resolve({} as never) });
  await watching.watch('tracker.localhost', true);
  pageScript({ watching } as Parts, new AbortController().signal);
  scripts.clear();
  await updated('loading', 'http://tracker.localhost/1');
  assert.deepEqual([...scripts], []);
  await updated('complete', 'http://other.localhost/1');
  await updated('complete', 'http://tracker.localhost/1', { incognito: true });
  assert.deepEqual([...scripts], []);
  await updated('complete', 'http://tracker.localhost/1');
  assert.deepEqual([...scripts], [0, 1]);
  scripts.delete(1);
  await updated('complete', 'http://tracker.localhost/1');
  assert.deepEqual([...scripts], [0, 1]);
});

test('a site that the host forgot is not watched any more', async () => {
  const { scripts } = browser();
  const watching = new Watching({ request: () => Promise.resolve({} as never) });
  await watching.watch('tracker.localhost', true);
  await watching.follow(overview('tracker.localhost'), watching.standing());
  assert.equal(scripts.size, 2);
  await watching.follow(overview(), watching.standing());
  assert.equal(scripts.size, 0);
});

test('an overview from before the click does not end what it began', async () => {
  browser();
  const watching = new Watching({ request: () => Promise.resolve({} as never) });
  const before = watching.standing();
  await watching.watch('tracker.localhost', true);
  await watching.follow(overview(), before);
  assert.deepEqual(await watching.sites(), ['tracker.localhost']);
});

test('while the host is away a site is watched, and the host hears of it later', async () => {
  browser();
  let away = true;
  const told: unknown[] = [];
  const watching = new Watching({
    request: (request) => {
      if (away) return Promise.reject(new Error('away'));
      told.push(request);
      return Promise.resolve({} as never);
    },
  });
  await watching.watch('tracker.localhost', true);
  await watching.follow(overview(), watching.standing());
  assert.deepEqual(await watching.sites(), ['tracker.localhost']);
  away = false;
  await watching.tell();
  assert.deepEqual(told, [{ type: 'watchSite', site: 'tracker.localhost', watched: true }]);
});
