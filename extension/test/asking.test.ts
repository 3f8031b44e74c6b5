import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { useAsking } from '../src/ui/ask/asking';
import { settled, until, use } from './hooks';
import { FakePanel } from './panel';

let panel: FakePanel;

beforeEach(() => (panel = new FakePanel()));

const read = { read: { url: 'https://shop.example/', title: 'Shop', page: {}, selection: '' } };

interface Given {
  connected: boolean;
}

const opened = () => use(({ connected }: Given) => useAsking(1, connected, 0), { connected: true });

test('who asks about nothing goes on to, though the program was away meanwhile', async () => {
  const asking = await opened();
  (await panel.page(0, 'read')).answer('read', read);
  await until('the page', () => asking.now.page !== null);
  assert.equal(asking.now.about, 'page');
  asking.now.setAbout('nothing');
  await settled();
  await asking.again({ connected: false });
  await asking.again({ connected: true });
  (await panel.page(1, 'read')).answer('read', read);
  await settled();
  assert.equal(asking.now.about, 'nothing');
  await asking.gone();
});

test('an answer goes on standing under the name of the one who gave it', async () => {
  const asking = await opened();
  const teachers = ['cloud', 'local'].map((name) => ({ name }));
  (await panel.request('listTeachers', 0)).answer({ teachers });
  await until('the teachers', () => asking.now.teacher === 'cloud');
  asking.now.setAbout('nothing');
  await settled();
  const done = asking.now.ask(false);
  const prepared = { askId: 'a', answer: null, send: { held: null, trusted: true } };
  (await panel.request('prepareAsk', 0)).answer(prepared);
  (await panel.request('sendAsk', 0)).answer({ waiting: false, answer: 'Ten euros.' });
  await done;
  asking.now.choose('local');
  await settled();
  assert.equal(asking.now.teacher, 'local');
  assert.equal(asking.now.askedOf, 'cloud');
  await asking.gone();
});
