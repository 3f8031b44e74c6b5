import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Value } from '../src/document/read';
import { DocumentSource } from '../src/pick/document-source';
import { discreetText, discreetValue } from '../src/pick/discreet-document';

const ANSWER = {
  people: [
    { name: 'Ada', password: 'correct horse', card: '4111 1111 1111 1111', age: 36 },
    { name: 'Alan', password: 'battery', card: 4111111111111111, age: 41 },
  ],
  auth: { token: { value: 'q8sJx-w7Ly', expires: 3600 } },
  headers: [
    { name: 'Authorization', value: 'Basic YWRh' },
    { name: 'Accept', value: 'text/html' },
  ],
  message: ['Your verification code is', '482913', 'Thank you'],
  active: true,
  note: null,
};

function kept(text: string, name: string, ...clicks: string[]): string {
  const source = new DocumentSource({ text, name, url: '' }, 'each', () => undefined);
  for (const place of clicks) source.click(place);
  const { input, output } = source.sample('keep');
  assert.equal(JSON.stringify(source.sample('ask').output), JSON.stringify(output));
  return JSON.stringify(input);
}

test('of a JSON document that is kept only what was picked may be a secret', () => {
  const said = kept(JSON.stringify(ANSWER), '', '/people/0/name', '/people/1/name');
  for (const secret of ['horse', 'battery', '4111', 'q8sJx', 'YWRh', '482913']) {
    assert.ok(!said.includes(secret), said);
  }
  for (const plain of ['Ada', 'Alan', '36', '41', 'text/html', 'Thank you', 'true', 'null']) {
    assert.ok(said.includes(plain), said);
  }
  const picked = kept(JSON.stringify(ANSWER), '', '/people/0/password');
  assert.ok(picked.includes('correct horse') && !picked.includes('battery'), picked);
});

test('keys, places and kinds of what is no secret stay as they are', () => {
  const said = discreetValue(ANSWER, new Set()) as typeof ANSWER;
  assert.deepEqual(Object.keys(said), Object.keys(ANSWER));
  assert.deepEqual(said.people[1], { name: 'Alan', password: '…', card: '…', age: 41 });
  assert.deepEqual(said.message, ['Your verification code is', '…', 'Thank you']);
  const odd = JSON.parse('{"__proto__": {"x": 1}, "a/b": [["p"]]}') as Value;
  assert.equal(JSON.stringify(discreetValue(odd, new Set())), JSON.stringify(odd));
});

test('what is only asked about stays as it is, for the student tells values', () => {
  const source = new DocumentSource(
    { text: JSON.stringify(ANSWER), name: '', url: '' },
    'each',
    () => undefined,
  );
  assert.deepEqual(source.sample('ask').input, { json: ANSWER });
});

test('a table and a text lose their secrets too', () => {
  const table = kept(
    'name;password;iban\nAda;hunter2;DE89 3704 0044 0532 0130 00\nAlan;letmein;x\n',
    'people.csv',
    '/0/name',
    '/1/name',
  );
  for (const secret of ['hunter2', 'DE89', 'letmein']) assert.ok(!table.includes(secret), table);
  assert.ok(table.includes('Ada') && table.includes('Alan'), table);
  const text = kept('Dear Ada,\nYour verification code is\n482913. Card 4111 1111 1111 1111.', '');
  for (const secret of ['482913', '4111']) assert.ok(!text.includes(secret), text);
  assert.ok(text.includes('Dear Ada'), text);
});

test('in a text every character keeps its place, and what was picked is there', () => {
  const text = 'password: hunter22 for Ada, card 4111 1111 1111 1111, code 482913';
  const at = text.indexOf('482913');
  const said = discreetText(text, [[at, at + 6]]);
  assert.equal(said.length, text.length);
  assert.equal(said.slice(at), '482913');
  assert.equal(said.indexOf('Ada'), text.indexOf('Ada'));
  assert.ok(!said.includes('hunter22') && !said.includes('4111'), said);
});

test('a document of many values is looked through at once', () => {
  const rows = Array.from({ length: 100_000 }, (_, id) => ({ id, code: 'x', password: `p${id}` }));
  assert.ok(!JSON.stringify(discreetValue(rows, new Set())).includes('p99'));
});
