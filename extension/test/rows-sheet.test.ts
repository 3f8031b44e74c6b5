import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filled, inputsOf, sheetOf, sheetOfTable } from '../src/ui/options/rows-sheet';

Object.assign(globalThis, {
  chrome: {
    i18n: { getMessage: (key: string, args: string[] = []) => [key, ...args].join(' ') },
  },
});

const TEXT = ['text'];

test('one text a line keeps its commas, and empty lines are none', () => {
  const { rows } = sheetOf('Lovelace, Ada\r\n\r\n Turing, Alan \n', '', TEXT);
  assert.deepEqual(rows, [['Lovelace, Ada'], ['Turing, Alan']]);
  assert.deepEqual(inputsOf({ heads: ['Text'], rows }, TEXT, 0), [
    { text: 'Lovelace, Ada' },
    { text: 'Turing, Alan' },
  ]);
});

test('what comes from a spreadsheet or a CSV file has columns', () => {
  const pasted = sheetOf('name\tage\nAda\t36\nAlan\t41', '', TEXT);
  assert.deepEqual(pasted, {
    heads: ['name', 'age'],
    rows: [
      ['Ada', '36'],
      ['Alan', '41'],
    ],
  });
  assert.deepEqual(inputsOf(pasted, TEXT, 1), [{ text: '36' }, { text: '41' }]);
  assert.deepEqual(sheetOf('a,b\n"x, y",2\nz,3', 'rows.csv', TEXT).rows[0], ['x, y', '2']);
});

test('a task of several columns takes them by their names, and says which is missing', () => {
  const columns = ['first', 'last'];
  const sheet = sheetOf('last;first;age\nLovelace;Ada;36\nRoss;Bob;7', '', columns);
  assert.deepEqual(inputsOf(sheet, columns, 0)[0], { first: 'Ada', last: 'Lovelace' });
  assert.throws(() => inputsOf(sheet, ['first', 'born'], 0), /rows_missing born/);
  assert.throws(() => sheetOf('just a line', '', columns), /rows_no_table first, last/);
});

test('too many rows, or too much, is refused', () => {
  assert.throws(() => sheetOf('x\n'.repeat(5_001), '', TEXT), /rows_too_many/);
  assert.throws(() => sheetOf('x'.repeat(1_000_001), '', TEXT), /rows_too_many/);
});

test('what is handed out has an empty cell where nothing is sure', () => {
  const sheet = sheetOfTable({ heads: ['name'], rows: [[['Ada', 'Alan']], [[]]] });
  const sure = { output: 'A', guess: null, confidence: 1, own: false };
  const unsure = { output: null, guess: 'B', confidence: 0.3, own: false };
  assert.deepEqual(filled(sheet, [sure, unsure], 'name'), {
    heads: ['name', 'name*'],
    rows: [
      [['Ada; Alan'], ['A']],
      [[''], []],
    ],
  });
});
