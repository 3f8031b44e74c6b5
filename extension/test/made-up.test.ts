import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMadeUp } from '../src/page/made-up';

test('what frameworks make up anew is known', () => {
  for (const name of [
    'css-qhzkdx',
    'css-1a2b3c',
    'sc-bFkTzQ',
    ':r1a:',
    '«r3»',
    '_r_2_',
    'ember412',
    'headlessui-menu-button-:r1:',
    'radix-:r5:',
    'input-8f14e45fceea',
    'k3x9q1',
    'field-x1y2z3',
    'row-20417',
  ]) {
    assert.ok(isMadeUp(name), name);
  }
});

test('what somebody called it says something', () => {
  for (const name of [
    'customer',
    'first-name',
    'address2',
    'line_2b',
    'btnSave',
    'q',
    'tab-3',
    'mat-input-3',
    'css',
    'facade',
    'order[items][0]',
    'h264',
  ]) {
    assert.ok(!isMadeUp(name), name);
  }
});
