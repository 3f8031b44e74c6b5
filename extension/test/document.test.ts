import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  EACH,
  follow,
  fromPointer,
  generalize,
  inWords,
  nameOf,
  opened,
  pointer,
  rowsOf,
  textOf,
  valueAt,
  type Path,
} from '../src/document/paths';
import { Unreadable, parse, read, type Value } from '../src/document/read';

const PEOPLE: Value = {
  people: [
    { name: { first: 'Ada', last: 'Lovelace' }, born: 1815 },
    { name: { first: 'Alan', last: 'Turing' } },
    { name: { first: 'Grace', last: 'Hopper' }, born: 1906, langs: ['COBOL', 'FLOW'] },
  ],
  source: 'hand',
};

const said = (value: Value, paths: Path[]) => paths.map((path) => textOf(valueAt(value, path)));

test('two first names are all first names, and the way says itself in words', () => {
  const pattern = generalize([
    ['people', 0, 'name', 'first'],
    ['people', 2, 'name', 'first'],
  ]);
  assert.ok(pattern);
  assert.deepEqual(said(PEOPLE, follow(PEOPLE, pattern)), ['Ada', 'Alan', 'Grace']);
  assert.equal(inWords(pattern, 'each'), 'people › each › name › first');
  assert.deepEqual(opened(['people', 1, 'born']), ['people', EACH, 'born']);
});

test('things in an object used as a list are found by any of its keys', () => {
  const value: Value = {
    de: { capital: 'Berlin' },
    fr: { capital: 'Paris' },
    it: { capital: 'Rome' },
  };
  const pattern = generalize([
    ['de', 'capital'],
    ['fr', 'capital'],
  ]);
  assert.deepEqual(said(value, follow(value, pattern ?? [])), ['Berlin', 'Paris', 'Rome']);
});

test('values of different depth have no way in common', () => {
  assert.equal(generalize([['a'], ['b', 0]]), null);
  assert.equal(
    generalize([
      ['a', 0],
      ['b', 'x'],
    ]),
    null,
  );
});

test('values under the same element make a row; what it lacks stays empty', () => {
  const fields = [
    follow(PEOPLE, ['people', EACH, 'name', 'first']),
    follow(PEOPLE, ['people', EACH, 'born']),
    follow(PEOPLE, ['people', EACH, 'langs', EACH]),
    [['source']],
  ];
  const rows = rowsOf(fields, 'items').map((row) =>
    row.map((paths) => said(PEOPLE, paths).join('+')),
  );
  assert.deepEqual(rows, [
    ['Ada', '1815', '', 'hand'],
    ['Alan', '', '', 'hand'],
    ['Grace', '1906', 'COBOL+FLOW', 'hand'],
  ]);
});

test('a pointer leads back to where it came from, also through strange keys', () => {
  const value: Value = { 'a/b': [{ '~': 1 }], '': 2 };
  for (const path of [['a/b', 0, '~'], ['']] as Path[]) {
    assert.deepEqual(fromPointer(value, pointer(path)), path);
  }
  assert.equal(fromPointer(value, '/toString'), null);
});

test('names are the last key, with the one before where that says too little', () => {
  assert.equal(nameOf(['people', 0, 'name', 'first']), 'name first');
  assert.equal(nameOf(['people', 0, 'born']), 'born');
  assert.equal(nameOf(['cities', 3, 'id']), 'city id');
  assert.equal(nameOf([0]), 'value');
});

test('CSV with quotes, separators and line ends in cells becomes a table', () => {
  const table = read(
    'name;note\r\n"Ada; Countess";"said ""hello""\nand left"\r\nAlan;x\r\n',
    'a.csv',
  );
  assert.equal(table.form, 'table');
  assert.deepEqual(table.form === 'table' && table.value, [
    { name: 'Ada; Countess', note: 'said "hello"\nand left' },
    { name: 'Alan', note: 'x' },
  ]);
  assert.deepEqual(parse('a,"b', ','), [['a', 'b']]);
});

test('a text is a text, JSON lines are a list, and hostile documents are refused or harmless', () => {
  assert.equal(read('Dear Ada,\nhow are you?\nYours, Alan').form, 'text');
  assert.deepEqual(read('{"a":1}\n{"a":2}\n'), { form: 'json', value: [{ a: 1 }, { a: 2 }] });
  assert.throws(() => read('['.repeat(5_000) + ']'.repeat(5_000)), Unreadable);
  assert.throws(() => read('x'.repeat(8_000_001)), Unreadable);
  const odd = read('{"__proto__": {"x": 1}, "constructor": "c"}');
  assert.equal(odd.form === 'json' && textOf(valueAt(odd.value, ['constructor'])), 'c');
  assert.equal(({} as Record<string, unknown>)['x'], undefined);
});

test('numbers are what is written, in every document of JSON', () => {
  const text =
    '{"id": 1234567890123456789, "price": 19.90, "tiny": 0.000001, "huge": 1e400, "none": -0,' +
    ' "count": 12, "said": "it costs \\"1.50\\" \\\\", "1.50": [1, -2.5e-3, 0]}';
  assert.deepEqual(read(text), {
    form: 'json',
    value: {
      id: '1234567890123456789',
      price: '19.90',
      tiny: '0.000001',
      huge: '1e400',
      none: '-0',
      count: 12,
      said: 'it costs "1.50" \\',
      '1.50': [1, '-2.5e-3', 0],
    },
  });
  assert.deepEqual(read('{"a":1.0}\n{"a":2}'), { form: 'json', value: [{ a: '1.0' }, { a: 2 }] });
  const long = `["${'\\"'.repeat(3_000_000)}", 1.50]`;
  const longest = read(long);
  assert.equal(longest.form === 'json' && textOf(valueAt(longest.value, [1])), '1.50');
});
