import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DATA } from '../src/page/snapshot';
import { discreet } from '../src/pick/discreet';
import { find, tree } from './trees';

function saidBy(nodes: unknown): string {
  return JSON.stringify(nodes);
}

test('an example says nothing secret but what was picked', () => {
  const page = tree(
    ['p', {}, 'Pay to DE89 3704 0044 0532 0130 00 today'],
    ['b', {}, 'DE02 1203 0000 0000 2020 51'],
    ['p', {}, 'Chair, 49 euros'],
  );
  const picked = find(page, 'DE02 1203 0000 0000 2020 51');
  const said = saidBy(discreet(page, [picked], []).nodes);
  assert.ok(!said.includes('DE89'), said);
  assert.ok(said.includes('DE02 1203 0000 0000 2020 51'), said);
  assert.ok(said.includes('Chair, 49 euros'), said);
});

test('a code told in several elements is left out of each', () => {
  const page = tree(
    ['p', {}, 'Your verification code:'],
    ['h2', {}, ['b', {}, '48'], ['b', {}, '29'], ['b', {}, '13']],
    ['p', {}, '7 days'],
  );
  const said = saidBy(discreet(page, [], []).nodes);
  for (const part of ['"48"', '"29"', '"13"']) assert.ok(!said.includes(part), said);
  assert.ok(said.includes('7 days'), said);
  const picked = saidBy(discreet(page, [find(page, '48')], []).nodes);
  assert.ok(picked.includes('"48"') && !picked.includes('"29"'), picked);
});

test('what is typed into an editable part is left out unless it was picked', () => {
  const page = tree(['div', {}, ['p', {}, 'Dear diary'], ['p', {}, 'A title']], ['p', {}, 'Seen']);
  const editor = 2;
  const without = discreet(page, [], [editor]);
  assert.ok(!saidBy(without.nodes).includes('diary'));
  assert.ok(saidBy(without.nodes).includes('Seen'));
  assert.equal(without.nodes.length, page.snapshot.nodes.length);
  const partly = saidBy(discreet(page, [find(page, 'A title')], [editor]).nodes);
  assert.ok(partly.includes('A title') && !partly.includes('diary'), partly);
});

test('tokens in meta elements go, and other contents lose only secrets', () => {
  const said = saidBy(
    discreet(
      tree(
        ['meta', { name: 'csrf-token', content: 'q8sJx' }],
        ['meta', { name: 'request_Token', content: 'w7Ly' }],
        ['meta', { name: 'description', content: 'Your code is 482913.' }],
        ['meta', { name: 'author', content: 'Ada' }],
      ),
      [],
      [],
    ).nodes,
  );
  for (const secret of ['q8sJx', 'w7Ly', '482913']) assert.ok(!said.includes(secret), said);
  assert.ok(said.includes('Ada') && said.includes('csrf-token'), said);
});

test('structured data loses secrets and can still be read', () => {
  const data = '{"name": "Chair", "note": "Your code is 482913."}';
  const page = tree(['script', { [DATA]: data }], ['script', { [DATA]: '{ "name":  "Desk" }' }]);
  const [, , first, second] = discreet(page, [], []).nodes;
  const read = JSON.parse((first?.[2] as Record<string, string>)[DATA] ?? '') as unknown;
  assert.deepEqual(read, { name: 'Chair', note: 'Your code is ….' });
  assert.equal((second?.[2] as Record<string, string>)[DATA], '{ "name":  "Desk" }');
});
