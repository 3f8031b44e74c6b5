import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markdown, passagesIn } from '../src/words/passages';

test('passages become a list below a heading, with the way back to the page', () => {
  const said = markdown({
    title: 'The old bridge',
    url: 'https://paper.example/1',
    passages: [{ text: 'It costs 4 million.' }, { text: 'It  opens\nin May.' }],
  });
  assert.equal(
    said,
    '## The old bridge\n\n- It costs 4 million.\n- It opens in May.\n\n<https://paper.example/1>\n',
  );
});

test('what a page says is no markup', () => {
  const said = markdown({ title: '', url: '', passages: [{ text: '# *not* [a](link) <b>' }] });
  assert.equal(said, '- \\# \\*not\\* \\[a\\](link) \\<b\\>\n');
});

test('fields of a card stand before the passages', () => {
  const said = markdown({
    title: '',
    url: '',
    fields: [
      { name: 'Price', value: '12 €' },
      { name: 'Open', value: '' },
    ],
    passages: [{ text: 'It opens in May.' }],
  });
  assert.equal(said, '- **Price:** 12 €\n\n- It opens in May.\n');
});

test('what was copied is told among the passages, whatever stands between the words', () => {
  const passages = [
    { text: 'The bridge costs 4 million euros.' },
    { text: 'It opens in May, the mayor said on Monday.' },
  ];
  const in1 = (text: string) =>
    passagesIn(text, passages).map(({ text: said }) => said.slice(0, 2));
  assert.deepEqual(in1('The  bridge\ncosts 4 million euros.'), ['Th']);
  assert.deepEqual(in1('It opens in May, the mayor'), ['It']);
  assert.deepEqual(in1(`${passages[0]?.text} ${passages[1]?.text}`), ['Th', 'It']);
  assert.deepEqual(in1('bridge'), []);
  assert.deepEqual(in1(''), []);
});
