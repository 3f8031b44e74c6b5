import assert from 'node:assert/strict';
import { test } from 'node:test';
import { siteOf, titleOf, trimmed } from '../src/background/addresses';

const ADDRESSES: [string, string][] = [
  ['https://me:secret@shop.example/a.webp?token=t#part', 'https://shop.example/a.webp'],
  ['data:image/webp;base64,UklGRg==', 'data:image/webp'],
  ['data:,hello', 'data:'],
  ['blob:https://shop.example/0a1b-2c', 'blob:https://shop.example'],
  ['not an address', ''],
];

for (const [address, kept] of ADDRESSES) {
  test(`of ${address} is kept “${kept}”`, () => assert.equal(trimmed(address), kept));
}

test('an address of any length is bounded', () => {
  assert.equal(trimmed(`https://shop.example/${'a'.repeat(100_000)}`).length, 1_000);
});

test('only web pages are sites', () => {
  assert.equal(siteOf('https://shop.example:8443/x'), 'shop.example');
  assert.equal(siteOf('blob:https://shop.example/1'), 'shop.example');
  assert.equal(siteOf('chrome-extension://abc/popup.html'), null);
  assert.equal(siteOf('file:///home/me/a.html'), null);
  assert.equal(siteOf(undefined), null);
});

test('of a title nothing is left that it tells in confidence', () => {
  for (const [title, expected] of [
    ['Inbox (3)', null],
    ['482913 is your verification code', '… is your verification code'],
    ['482 913 is your login code', '… is your login code'],
    ['Ihre TAN lautet 557812 - Post', 'Ihre TAN lautet … - Post'],
    ['x'.repeat(300), 'x'.repeat(200)],
  ] as const) {
    assert.equal(titleOf(title), expected ?? title);
  }
  assert.equal(titleOf(undefined), null);
});
