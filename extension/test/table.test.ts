import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csv, fileName, json, tsv, type Sheet } from '../src/words/table';

const SHEET: Sheet = {
  heads: ['name', 'price'],
  rows: [
    [['Jug, "blue"'], ['-1.50 €']],
    [['=HYPERLINK("http://evil.example")'], []],
    [['Ada', 'Alan'], ['+49']],
  ],
};

test('CSV quotes what needs it, and a formula from a page stays text', () => {
  assert.equal(
    csv(SHEET),
    'name,price\r\n"Jug, ""blue""",-1.50 €\r\n"\'=HYPERLINK(""http://evil.example"")",\r\n"Ada; Alan",+49\r\n',
  );
});

test('the clipboard gets one line for each row, whatever a cell holds', () => {
  const text = tsv({ heads: ['a', 'b'], rows: [[['x\ty\nz'], ['1']]] });
  assert.equal(text, 'a\tb\nx y z\t1');
});

test('JSON keeps values as they are: nothing is null, several are a list', () => {
  assert.deepEqual(JSON.parse(json(SHEET)), [
    { name: 'Jug, "blue"', price: '-1.50 €' },
    { name: '=HYPERLINK("http://evil.example")', price: null },
    { name: ['Ada', 'Alan'], price: '+49' },
  ]);
});

test('a file name holds nothing that a path could be made of', () => {
  assert.equal(fileName('../../etc/passwd\u202e', 'csv'), 'etc-passwd.csv');
  assert.equal(fileName('???', 'json'), 'table.json');
});
