import assert from 'node:assert/strict';
import { test } from 'node:test';
import german from '../_locales/de/messages.json';
import english from '../_locales/en/messages.json';

type Messages = Record<string, { message: string }>;

test('German says everything that English says, with the same places', () => {
  const [en, de]: [Messages, Messages] = [english, german];
  assert.deepEqual(Object.keys(de).sort(), Object.keys(en).sort());
  const places = (text = '') => [...new Set(text.match(/\$\d/g))].sort();
  for (const key of Object.keys(en)) {
    assert.deepEqual(places(de[key]?.message), places(en[key]?.message), key);
  }
});
