import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { AskTeacher } from '../src/ui/options/AskTeacher';
import { Specify } from '../src/ui/options/Specify';
import { draw } from './dom';
import { settled, until } from './hooks';
import { FakePanel } from './panel';

let panel: FakePanel;

beforeEach(() => (panel = new FakePanel()));

test('what is typed while a file is read stays', async () => {
  const page = await draw(<Specify teachers={[]} made={async () => undefined} />);
  await page.the('button', 'New task').press();
  let read: (text: string) => void = () => undefined;
  const text = () => new Promise<string>((done) => (read = done));
  const inputs = () => page.all().filter((one) => one.localName === 'input');
  const file = inputs().find((one) => one.getAttribute('type') === 'file')!;
  await file.choose({ name: 'rows.csv', size: 9, text } as unknown as File);
  await inputs()[0]!.write('Bugs');
  read('text,label');
  await settled();
  assert.equal(inputs()[0]!.value, 'Bugs');
  assert.equal(page.all().filter((one) => one.localName === 'textarea')[1]!.value, 'text,label');
});

test('an answer that comes late is by the teacher who gave it', async () => {
  const page = await draw(
    <AskTeacher label={(name) => `Ask ${name}`} prompt="?" text={() => 'what is shown'} />,
  );
  (await panel.request('listTeachers', 0)).answer({ teachers: [{ name: 'Ada' }, { name: 'Ben' }] });
  await until('the teachers', () => page.has('button', 'Ask Ada'));
  const send = { teacher: 'Ada', data: '', system: '', hidden: [], bytes: 1, tokens: 1, cost: 0 };
  await page.the('button', 'Ask Ada').press();
  (await panel.request('prepareAsk', 0)).answer({ askId: 'a', send });
  await until('what would be sent', () => page.has('button', 'Send'));
  await page.the('button', 'Send').press();
  const late = await panel.request('sendAsk', 0);
  await page.the('button', 'Ask Ben').press();
  late.answer({ answer: 'Seven.', waiting: false, seconds: 1, cost: 0, bytes: 1 });
  await until('the answer', () => page.text.includes('Seven.'));
  assert.match(page.text, /Seven\.[^]*Ada/);
});
