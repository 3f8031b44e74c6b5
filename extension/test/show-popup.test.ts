import assert from 'node:assert/strict';
import { test } from 'node:test';
import { showPopup } from '../src/browser';

function browser(openPopup: () => Promise<void>): string[] {
  const did: string[] = [];
  Object.assign(globalThis, {
    chrome: {
      action: { openPopup },
      runtime: { getURL: (page: string) => `own:${page}` },
      tabs: {
        create: async ({ url }: { url: string }) => {
          did.push(url);
          return { windowId: 7 };
        },
      },
      windows: {
        update: async (id: number, { focused }: { focused: boolean }) => {
          did.push(`window ${id} ${focused ? 'in front' : ''}`);
        },
      },
    },
  });
  return did;
}

test('a popup that opens needs no tab', async () => {
  const did = browser(() => Promise.resolve());
  await showPopup();
  assert.deepEqual(did, []);
});

test('behind another program its page opens in a tab, and the window comes to the front', async () => {
  const did = browser(() => Promise.reject(new Error('no active window')));
  await showPopup();
  assert.deepEqual(did, ['own:popup.html', 'window 7 in front']);
});
