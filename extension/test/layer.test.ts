import assert from 'node:assert/strict';
import { test } from 'node:test';
import { join, layerText } from '../src/summary/layer';

test('lines of a page become running text, parted words one', () => {
  assert.equal(
    join(['The council will re-', 'new the bridge. It', '', 'costs much. A T-', 'Shirt']),
    'The council will renew the bridge. It costs much. A T- Shirt',
  );
});

test('what a drawn page tells in confidence is not in its text', () => {
  const lines = ['Your verification code is', '482913', 'Card 4111 1111 1111 1111', 'Dear Ada'];
  const words = lines.map((textContent, i) => ({
    textContent,
    querySelector: () => null,
    getBoundingClientRect: () => ({ top: i * 20 }),
  }));
  const layer = { parentElement: null, querySelectorAll: () => words };
  const page = { querySelectorAll: () => [layer] } as unknown as Document;
  assert.equal(layerText(page), 'Your verification code is … Card … Dear Ada');
});
