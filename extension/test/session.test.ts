import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Value } from '../src/document/read';
import { DocumentGround } from '../src/pick/document-ground';
import { Session } from '../src/pick/session';
import { TextGround } from '../src/pick/text-ground';

const PEOPLE: Value = {
  people: [
    { name: { first: 'Ada', last: 'Lovelace' }, born: 1815 },
    { name: { first: 'Alan', last: 'Turing' }, born: null },
    { name: { first: 'Grace', last: 'Hopper' }, born: 1906 },
  ],
};

const start = () => new Session(new DocumentGround(PEOPLE, 'People', 'file', 'each'));
const view = (session: Session<string>) => session.view(null, false);
const texts = (session: Session<string>) =>
  view(session).rows.map((row) => row.map((cell) => cell.values.join('+')));

function firstNames(): Session<string> {
  const session = start();
  session.pick(0);
  session.click('/people/0/name/first');
  session.click('/people/2/name/first');
  return session;
}

test('two clicks get all, with their way in words and a name', () => {
  const session = firstNames();
  assert.deepEqual(texts(session), [['Ada'], ['Alan'], ['Grace']]);
  const [field] = view(session).fields;
  assert.equal(field?.name, 'name first');
  assert.equal(field?.way, 'people › each › name › first');
});

test('after one click all that are like it are one more click away', () => {
  const session = start();
  session.pick(0);
  session.click('/people/1/name/last');
  assert.equal(view(session).fields[0]?.more, 3);
  session.all(0);
  assert.deepEqual(texts(session), [['Lovelace'], ['Turing'], ['Hopper']]);
  assert.equal(view(session).fields[0]?.more, 0);
});

test('a second field joins the rows, and a row that lacks it says so', () => {
  const session = firstNames();
  session.pick(1);
  session.click('/people/0/born');
  session.all(1);
  assert.deepEqual(texts(session), [
    ['Ada', '1815'],
    ['Alan', ''],
    ['Grace', '1906'],
  ]);
  assert.deepEqual(
    view(session).rows.map((row) => row[1]?.state),
    ['found', 'absent', 'found'],
  );
});

test('every step can be taken back', () => {
  const session = firstNames();
  session.reject(0, 1);
  assert.deepEqual(texts(session), [['Ada'], ['Grace']]);
  session.undo();
  assert.deepEqual(texts(session), [['Ada'], ['Alan'], ['Grace']]);
  session.undo();
  assert.deepEqual(texts(session), [['Ada']]);
  session.undo();
  assert.equal(view(session).fields.length, 0);
  assert.equal(view(session).mayUndo, false);
});

test('what the student filled in is a correction away from right', () => {
  const session = start();
  session.fill(
    [{ name: 'who', state: 'found', take: 'text', places: ['/people/0/name/last'] }],
    'page',
  );
  assert.equal(view(session).touched, false);
  assert.equal(view(session).rows[0]?.[0]?.by, 'student');
  session.correct(0, 0);
  session.click('/people/0/name/first');
  assert.deepEqual(texts(session), [['Ada']]);
  assert.equal(view(session).rows[0]?.[0]?.by, 'person');
  assert.equal(view(session).touched, true);
  assert.equal(view(session).picking, null, 'a correction is one click');
  session.undo();
  assert.deepEqual(texts(session), [['Lovelace']]);
  assert.equal(view(session).touched, false);
});

test('"not there" is an answer, and so is a field that the student is not sure of', () => {
  const session = start();
  session.fill(
    [
      { name: 'who', state: 'found', take: 'text', places: ['/people/0/name/first'] },
      { name: 'born', state: 'unsure', take: 'text', places: ['/people/0/born'] },
    ],
    'page',
  );
  assert.equal(view(session).rows[0]?.[1]?.state, 'unsure');
  session.reject(1, 0);
  assert.equal(view(session).rows[0]?.[1]?.state, 'absent');
  assert.deepEqual(session.values()[1], { name: 'born', many: false, take: 'text', places: [] });
});

test('a click on something empty picks nothing and says why', () => {
  const session = start();
  session.pick(0);
  session.click('/people/1/born');
  assert.equal(view(session).notice, 'noText');
  assert.equal(view(session).fields.length, 0);
});

test('a field is taken back by clicking its only value again, and renamed without doubles', () => {
  const session = firstNames();
  session.pick(1);
  session.click('/people/0/name/last');
  session.rename(1, 'name first');
  assert.equal(view(session).fields[1]?.name, 'name first 2');
  session.pick(1);
  session.click('/people/0/name/last');
  assert.equal(view(session).fields.length, 1);
});

test('values that the student found in a document get their places back', () => {
  const ground = new DocumentGround(
    [
      { nick: 'Ada', name: 'Alan' },
      { nick: 'Alan', name: 'Ada' },
    ],
    '',
    '',
    'each',
  );
  assert.deepEqual(ground.placesOf(['Alan', 'Ada']), ['/0/name', '/1/name']);
  assert.deepEqual(ground.placesOf(['Ada', 'Ada']), ['/0/nick', '/1/name']);
  assert.deepEqual(ground.placesOf(['nobody']), []);
});

test('spans of a text are named by what stands before them', () => {
  const ground = new TextGround('Dear all,\nName: Ada\nAge: 36', 'letter', '');
  assert.equal(ground.placeOf('Ada', 16), '16-19');
  assert.equal(ground.placeOf('36', undefined), '25-27');
  assert.equal(ground.nameOf('16-19'), 'Name');
  assert.equal(ground.text('16-19'), 'Ada');
});
