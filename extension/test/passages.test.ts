import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markdown } from '../src/words/passages';

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
