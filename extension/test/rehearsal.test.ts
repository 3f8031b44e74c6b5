import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  accept,
  always,
  BEGIN,
  convert,
  download,
  noticed,
  undo,
  type Play,
} from '../src/ui/try/rehearsal';

const CUPS = ['cup-1.webp', 'cup-2.webp', 'cup-3.webp'];
const learned = (): Play => accept(CUPS.reduce(convert, BEGIN));
const newest = ({ files }: Play) => files[0]?.state;

test('nothing is noticed before the third time', () => {
  assert.equal(noticed(convert(convert(BEGIN, 'cup-1.webp'), 'cup-2.webp')), null);
});

test('what is noticed is what the person did, and not elsewhere', () => {
  assert.deepEqual(noticed(CUPS.reduce(convert, BEGIN)), {
    site: 'shop.example',
    kind: 'WebP',
    did: 3,
    of: 3,
    othersDid: 0,
    others: 2,
  });
});

test('who converts everything alike is asked nothing', () => {
  assert.equal(noticed([...CUPS, 'plan.png', 'lake.jpg'].reduce(convert, BEGIN)), null);
});

test('the next one is offered, another is left alone', () => {
  assert.equal(newest(download(learned(), true)), 'offered');
  assert.equal(newest(download(learned(), false)), 'left');
});

test('"Always" does it at once, and one undo makes it ask again', () => {
  const done = download(always(learned()), true);
  assert.equal(newest(done), 'byItself');
  const undone = undo(done, done.files[0]?.name ?? '');
  assert.equal(newest(undone), 'left');
  assert.equal(newest(download(undone, true)), 'offered');
});
