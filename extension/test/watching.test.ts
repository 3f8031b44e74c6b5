import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Watching } from '../src/background/watching';
import type { Overview } from '../src/protocol';
import { FakeArea } from './fakes';

/** A browser that gives every permission and keeps what is registered. */
function browser() {
  const scripts: { id: string }[] = [];
  const area = new FakeArea();
  const local = {
    get: (key: string) => area.get(key),
    set: (items: object) => area.set({ ...items }),
  };
  const chrome = {
    storage: { local },
    permissions: { contains: () => Promise.resolve(true), remove: () => Promise.resolve(true) },
    tabs: { query: () => Promise.resolve([]) },
    scripting: {
      getRegisteredContentScripts: () => Promise.resolve([...scripts]),
      registerContentScripts: (more: { id: string }[]) => Promise.resolve(scripts.push(...more)),
      unregisterContentScripts: ({ ids }: { ids: string[] }) => {
        for (const id of ids)
          scripts.splice(
            scripts.findIndex((one) => one.id === id),
            1,
          );
        return Promise.resolve();
      },
    },
  };
  Object.assign(globalThis, { chrome });
  return { scripts };
}

const overview = (...watchedSites: string[]) => ({ watchedSites }) as unknown as Overview;

test('a script runs on a watched site only, and no longer than it is watched', async () => {
  const { scripts } = browser();
  const watching = new Watching({ request: () => Promise.resolve({} as never) });
  await watching.watch('tracker.localhost', true);
  assert.deepEqual(
    scripts.map(({ id }) => id),
    ['watch-tracker.localhost'],
  );
  await watching.watch('tracker.localhost', false);
  assert.deepEqual(scripts, []);
  assert.deepEqual(await watching.sites(), []);
});

test('a site that the host forgot is not watched any more', async () => {
  const { scripts } = browser();
  const watching = new Watching({ request: () => Promise.resolve({} as never) });
  await watching.watch('tracker.localhost', true);
  await watching.follow(overview('tracker.localhost'), watching.standing());
  assert.equal(scripts.length, 1);
  await watching.follow(overview(), watching.standing());
  assert.deepEqual(scripts, []);
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
