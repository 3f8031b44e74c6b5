import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowsOf } from '../src/ui/options/rows';

test('saved pages and documents are rows of their own, tables stay as they are', async () => {
  const table = 'text\tname\nAda wrote.\tAda';
  assert.equal(await rowsOf([new File([table], 'rows.tsv')]), table);
  const rows = await rowsOf([
    new File(['<p>\nAda</p>'], 'a.HTML'),
    new File(['{\n "who": "Bob"}'], 'b.json'),
  ]);
  assert.deepEqual(
    rows.split('\n').map((line) => JSON.parse(line) as unknown),
    [{ input: { html: '<p>\nAda</p>' } }, { input: { json: { who: 'Bob' } } }],
  );
  await assert.rejects(rowsOf([new File(['{'], 'broken.json')]));
});
