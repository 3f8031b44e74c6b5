import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readNotes } from '../src/words/notes';

test('lines that name a value are fields, the others are text', () => {
  assert.deepEqual(
    readNotes('Price: 12 €\n- **Deadline:** 3 May\n| Author | Ada |\nA good read.\nMore to come.'),
    {
      fields: [
        { name: 'Price', value: '12 €' },
        { name: 'Deadline', value: '3 May' },
        { name: 'Author', value: 'Ada' },
      ],
      text: 'A good read. More to come.',
    },
  );
});

test('what was pasted in one line is read, too', () => {
  assert.deepEqual(readNotes('Price: 12 €; Deadline: 3 May').fields, [
    { name: 'Price', value: '12 €' },
    { name: 'Deadline', value: '3 May' },
  ]);
});

test('an address and a sentence with a colon are no fields', () => {
  assert.deepEqual(readNotes('https://paper.example/1').fields, []);
  assert.deepEqual(readNotes('What nobody in the whole town knew: it was closed.').fields, []);
  assert.deepEqual(readNotes('').text, '');
});
