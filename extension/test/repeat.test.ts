import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReplayStep, Repetition } from '../src/protocol';
import { fits, siteOf } from '../src/ui/repeat/running';
import { repetitionTitle, stepText, whyText } from '../src/words/steps';
import { speakEnglish } from './fakes';

speakEnglish();

const STEP: ReplayStep = {
  deed: 'click',
  page: 'http://desk.example:8080/orders/*',
  on: { role: 'button', name: 'Save order', keys: [] },
  name: null,
  value: null,
  copied: null,
  changed: null,
};

test('a page is the one that was meant where only that differs which always did', () => {
  assert.equal(fits(STEP.page, 'http://desk.example:8080/orders/7?from=mail#top'), true);
  assert.equal(fits(STEP.page, 'http://desk.example:8080/orders/7/lines'), false);
  assert.equal(fits(STEP.page, 'http://desk.example:8080/invoices/7'), false);
  assert.equal(fits(STEP.page, 'http://other.example:8080/orders/7'), false);
  assert.equal(fits('https://desk.example/*', 'https://desk.example.evil.example/x'), false);
  assert.equal(siteOf(STEP.page), 'desk.example');
});

test('a step says what is done to what, and with which value', () => {
  const into = { ...STEP, on: { ...STEP.on, role: 'textbox', name: 'Amount' } };
  assert.equal(stepText(STEP), 'Press “Save order”');
  assert.equal(stepText({ ...STEP, on: { ...STEP.on, name: '' } }), 'Press a button');
  assert.equal(stepText({ ...into, deed: 'input', value: '12' }), 'Put “12” into “Amount”');
  assert.equal(
    stepText({ ...into, deed: 'input', name: 'Amount', value: '12' }),
    'Fill in “Amount”',
  );
  assert.equal(
    stepText({ ...into, deed: 'paste', copied: 1 }),
    'Put what step 2 copied into “Amount”',
  );
  const changed = { from: [1], copied: 'INV-307', entered: '307' };
  assert.equal(
    stepText({ ...into, deed: 'input', copied: 1, changed }),
    'Put what step 2 copied into “Amount”, changed as “INV-307” became “307”',
  );
});

test('a routine is called by what is done, to what, and where', () => {
  const act: Repetition = {
    kind: 'REPEAT',
    what: 'COPY',
    object: '',
    values: 2,
    from: 'mail.example',
    site: 'books.example',
    steps: 5,
  };
  assert.equal(repetitionTitle(act), 'Copy 2 values from mail.example to books.example');
  const submit: Repetition = { ...act, what: 'SUBMIT', object: 'Save order', from: '' };
  assert.equal(repetitionTitle(submit), 'Submit “Save order” on books.example');
});

test('every reason to stop has its words', () => {
  for (const why of [
    null,
    'varies',
    'missing',
    'secret',
    'payment',
    'locked',
    'refused',
    'unsure',
    'person',
    'page',
  ]) {
    assert.match(whyText(why as never), /\w/);
  }
});
