import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Act, Model, Question, Regularity } from '../src/protocol';
import { evidenceText, reasonsText, taskTitle, things } from '../src/words/evidence';
import { ago, size } from '../src/words/measures';
import { fileName } from '../src/words/notices';
import { savedText } from '../src/words/teachers';
import {
  agreementText,
  happenedText,
  phaseText,
  standingText,
  studentName,
  verdictText,
} from '../src/words/trust';
import { because } from '../src/page/words';
import { speakEnglish } from './fakes';

speakEnglish();

const conditions = [
  { feature: 'extension', value: 'webp' },
  { feature: 'host', value: 'shop.localhost' },
];
const act: Act = { kind: 'CONVERT', to: 'jpeg', removeOriginal: false };
const evidence: Regularity = {
  kind: 'REGULARITY',
  conditions,
  acted: 3,
  matching: 3,
  othersActed: 0,
  others: 5,
};

const model: Model = {
  digest: 'd',
  version: 1,
  student: 'rule list',
  bytes: 800,
  champion: true,
  trust: 'SUGGEST',
  passes: true,
  method: 'prequential',
  metric: 'accuracy',
  value: 1,
  low: 0.6989,
  baseline: 0.6,
  level: 0.95,
  needs: null,
  examples: 8,
  p50Millis: 0.2,
  loadMillis: 1,
  installed: '2026-01-01T00:00:00Z',
};

test('a proposal says what it rests on', () => {
  assert.equal(
    evidenceText({ act, evidence }),
    'You converted 3 of 3 WebP pictures from shop.localhost, and 0 of 5 others.',
  );
  assert.equal(
    evidenceText({ act, evidence: { ...evidence, others: 0 } }),
    'You converted 3 of 3 WebP pictures from shop.localhost.',
  );
});

test('a proposal says how large the pictures were made', () => {
  const sized: Act = { kind: 'CONVERT', to: 'jpeg@1600', removeOriginal: false };
  assert.equal(
    evidenceText({ act: sized, evidence }),
    'You converted 3 of 3 WebP pictures from shop.localhost, and 0 of 5 others.' +
      ' Each time at most 1600 pixels wide or high.',
  );
  assert.equal(
    taskTitle({ act: sized, evidence }),
    'WebP pictures from shop.localhost → JPEG, 1600 px',
  );
});

test('a chip says why, each word once and a column by its name', () => {
  const said = (feature: string, value: string) => ({ feature, value });
  assert.equal(
    because([said('text', 'stack trace'), said('text', 'trace'), said('text', 'crash')]),
    'because it says “stack trace”, “crash”',
  );
  assert.equal(
    because([said('host', 'desk.localhost'), said('From', 'billing'), said('text', 'invoice')]),
    'because it says “invoice” and From is “billing”',
  );
  assert.equal(because([said('text', 'pr'), said('text', 'crash')]), 'because it says “crash”');
  assert.equal(
    because([said('text', 'would'), said('meaning', 'as a whole')]),
    'because it says “would” and the text as a whole reads like it',
  );
  assert.equal(because([]), '');
});

test('what the program calls by a word of its own has words, and what is new stays as it is', () => {
  assert.equal(studentName('rule-list'), 'a list of rules');
  assert.equal(studentName('oracle'), 'oracle');
  assert.equal(happenedText('accepted'), 'You said yes');
  assert.equal(happenedText('look-back'), 'Looked back');
  assert.equal(happenedText('something new'), 'something new');
});

test('what a small model saved is said as a person would, and no hundredth of a coin', () => {
  const question: Question = {
    id: 'q',
    frame: 'Is it a complaint?',
    byHand: false,
    asked: 25,
    answered: 1,
    first: true,
    checkOneIn: 10,
    checked: 0,
    agreed: 0,
    savedSeconds: 0.3,
    savedCost: 0.0004,
    trusted: [],
  };
  assert.equal(savedText(question), 'Answered here once, which saved 0.3 sec.');
  assert.equal(
    savedText({ ...question, answered: 12, savedCost: 0.02, checked: 3, agreed: 2 }),
    'Answered here 12 times, which saved 0.3 sec and 0.02 of money.' +
      ' Compared with the teacher: the same in 2 of 3.',
  );
});

test('a choice says what was chosen, how often and where', () => {
  const choice: Act = { kind: 'CHOOSE', placeId: 'p', site: 'tracker.localhost', control: 'Label' };
  const counts = [
    { label: 'bug', times: 5 },
    { label: 'question', times: 3 },
  ];
  assert.equal(
    evidenceText({ act: choice, evidence: { kind: 'TALLY', counts } }),
    'You chose “Label” 8 times on tracker.localhost: bug 5, question 3.',
  );
  assert.equal(
    taskTitle({ act: { ...choice, control: '' }, evidence: { kind: 'TALLY', counts } }),
    'bug / question on tracker.localhost',
  );
});

test('a media type and other features find words too', () => {
  assert.equal(things([{ feature: 'mime', value: 'image/webp' }]), 'WebP pictures');
  assert.equal(things([{ feature: 'extension', value: 'pdf' }]), 'PDF files');
  assert.equal(
    things([{ feature: 'contentHost', value: 'cdn.example' }]),
    'files served by cdn.example',
  );
  assert.equal(reasonsText(conditions), 'a WebP picture from shop.localhost');
});

test('agreement is said with its bound, and the bound is never rounded up', () => {
  const agreement = { n: 11, agreements: 11, bound: 0.7699, level: 0.95 };
  assert.equal(agreementText(agreement), 'right 11 of 11 so far, at least 76 %');
  assert.equal(agreementText({ ...agreement, n: 0 }), 'not tried on anything new yet');
});

test('granted and earned trust are never said alike', () => {
  const agreement = { n: 11, agreements: 11, bound: 0.76, level: 0.95 };
  assert.equal(
    standingText('AUTO_GRANTED', agreement),
    'You chose this: right 11 of 11 so far, at least 76 %',
  );
  assert.equal(
    standingText('AUTO_EARNED', agreement),
    'It has earned this: right 11 of 11 so far, at least 76 %',
  );
});

test('a verdict says how little few examples promise', () => {
  assert.equal(
    verdictText(model),
    'Right 8 of 8 in checking. Few examples promise little: at least 69 %.',
  );
  assert.equal(
    verdictText({ ...model, examples: 96, low: 0.961 }),
    'Right 96 of 96 in checking. That promises at least 96 %.',
  );
});

test('a verdict that fails says what it needs', () => {
  assert.equal(
    verdictText({ ...model, value: 0.5, low: 0.1, passes: false, needs: 4 }),
    'Right 4 of 8 in checking. Few examples promise little: at least 10 %. It needs about 4 more examples.',
  );
});

test('sizes, times and paths are short', () => {
  assert.equal(size(482_133), '482 kB');
  assert.equal(size(-1), '');
  assert.equal(ago('2026-01-01T00:00:00Z', Date.parse('2026-01-01T00:05:30Z')), '5 min. ago');
  assert.equal(fileName('C:\\Users\\me\\a.webp'), 'a.webp');
});

test('a phase says what it works on, also one without words of ours', () => {
  assert.equal(phaseText({ progressPhase: 'verifying' }), 'Checking it');
  assert.equal(
    phaseText({ progressPhase: 'training rule-list' }),
    'Training small models: a list of rules',
  );
  assert.equal(phaseText({ progressPhase: 'looking for programs' }), 'Looking for a small program');
  assert.equal(phaseText({ progressPhase: 'something new' }), 'something new');
  assert.equal(phaseText({ progressPhase: null }), 'Getting ready');
});
