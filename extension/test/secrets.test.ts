import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isCardNumber, isSecret } from '../src/page/secrets';

const control = (part: object) => ({
  type: 'text',
  autocomplete: '',
  says: '',
  value: '',
  ...part,
});

test('passwords, codes and payment are secret however a form calls them', () => {
  for (const part of [
    { type: 'password' },
    { type: 'hidden' },
    { autocomplete: 'section-a cc-number' },
    { autocomplete: 'one-time-code' },
    { says: 'userPassword' },
    { says: 'card_number' },
    { says: 'CVC' },
    { says: 'Ihre IBAN' },
    { says: 'sms-tan' },
    { value: '4111 1111 1111 1111' },
  ]) {
    assert.ok(isSecret(control(part)), JSON.stringify(part));
  }
});

test('what only sounds like it is not', () => {
  for (const says of ['opinion', 'shipping address', 'distance', 'compass', 'mapping', 'city']) {
    assert.ok(!isSecret(control({ says })), says);
  }
  assert.ok(!isCardNumber('4111 1111 1111 1112'));
  assert.ok(!isCardNumber('ISBN 9780306406157'));
});
