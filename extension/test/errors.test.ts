import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import messages from '../_locales/en/messages.json';
import { ErrorCode } from '../src/protocol';

const words = messages as Record<string, { message: string }>;
const rows = readFileSync('../docs/troubleshooting.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| \d+ \|/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim().replaceAll(/[`“”]/g, '')));

test('every number of the protocol is explained', () => {
  assert.deepEqual(
    rows.map((row) => Number(row[1])),
    Object.values(ErrorCode).sort((a, b) => a - b),
  );
});

test('the extension explains each error in the words of the documentation', () => {
  for (const [, number, ...cells] of rows) {
    const told = ['name', 'means', 'do'].map((part) =>
      words[`error_${number}_${part}`]?.message.replaceAll(/[“”]/g, ''),
    );
    assert.deepEqual(told, cells.slice(0, 3), `error ${number}`);
  }
});
