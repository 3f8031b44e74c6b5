import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { useDownload, type Download } from '../src/ui/panel/download';
import type { Source } from '../src/ui/panel/source';
import { until, use } from './hooks';
import { FakePanel } from './panel';

let panel: FakePanel;

beforeEach(() => {
  panel = new FakePanel();
  location.search = '?download=d7';
});

test('a download that cannot be read says why, and can be tried again', async () => {
  const opened: unknown[] = [];
  const source = { open: (file: unknown) => opened.push(file) } as unknown as Source;
  const download = await use<Download, boolean>(
    (connected) => useDownload(source, connected),
    true,
  );
  (await panel.request('readDownload', 0)).refuse(7, 'that download is gone: get it anew');
  await until('the failure', () => download.now.failure !== null);
  assert.deepEqual(download.now.failure, { text: 'that download is gone: get it anew', number: 7 });

  const again = download.now.again();
  (await panel.request('readDownload', 1)).answer({ name: 'a.csv', text: 'x;y', total: 3 });
  await again;
  await until('the failure to be gone', () => download.now.failure === null);
  assert.deepEqual(opened, [{ name: 'a.csv', text: 'x;y', url: '' }]);
  await download.now.again();
  assert.equal(opened.length, 1);
  await download.gone();
});

test('a download is read when the program is there again', async () => {
  const opened: unknown[] = [];
  const source = { open: (file: unknown) => opened.push(file) } as unknown as Source;
  const download = await use<Download, boolean>(
    (connected) => useDownload(source, connected),
    true,
  );
  (await panel.request('readDownload', 0)).refuse(1, 'gone away');
  await until('the failure', () => download.now.failure !== null);
  await download.again(false);
  await download.again(true);
  (await panel.request('readDownload', 1)).answer({ name: 'a.csv', text: 'x;y', total: 3 });
  await until('the document', () => opened.length === 1);
  await download.gone();
});
