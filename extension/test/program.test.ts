import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pauseAfter } from '../src/ui/welcome/awaiting';
import { addressOf, packagesFor } from '../src/ui/welcome/program';

const files = (os: string, arch: string) =>
  packagesFor({ os, arch }, '1.2.3').map(({ file }) => file);

test('each system is told its own packages, by the names that the build gives them', () => {
  assert.deepEqual(files('linux', 'x86-64'), [
    'stillroom_1.2.3_amd64.deb',
    'stillroom-1.2.3-1.x86_64.rpm',
  ]);
  assert.deepEqual(files('linux', 'arm64'), [
    'stillroom_1.2.3_arm64.deb',
    'stillroom-1.2.3-1.aarch64.rpm',
  ]);
  assert.deepEqual(files('mac', 'arm'), ['stillroom-1.2.3.pkg']);
  assert.deepEqual(files('win', 'x86-64'), ['stillroom-1.2.3.msi']);
});

test('where a package can be had is linked only where the build was told', () => {
  assert.equal(addressOf('a.deb', null), null);
  assert.equal(addressOf('a.deb', 'https://example.org/get/'), 'https://example.org/get/a.deb');
});

test('looks for the program begin close together and never stop', () => {
  assert.equal(pauseAfter(0), 1_000);
  assert.ok(pauseAfter(3) > pauseAfter(2));
  assert.equal(pauseAfter(1_000), 10_000);
});
