import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
// @ts-expect-error a script of the build
import { manifestFor } from '../scripts/manifest.mjs';

interface Manifest {
  version: string;
  name: string;
  permissions: string[];
  optional_permissions: string[];
  optional_host_permissions: string[];
}

const own = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  version: string;
  packages: Record<string, { version: string }>;
};
const manifests: Manifest[] = ['chromium', 'firefox'].map((browser) =>
  manifestFor(browser, own.version),
);

test('the program and both extensions have one version', () => {
  const program = /<artifactId>stillroom<\/artifactId>\s*<version>([^<]+)</.exec(
    readFileSync('../pom.xml', 'utf8'),
  )?.[1];
  assert.equal(own.version, program);
  assert.equal(lock.version, program);
  assert.equal(lock.packages['']?.version, program);
  for (const { version } of manifests) assert.equal(version, program);
});

test('every permission has its reason in the listing, and no other is named there', () => {
  const asked = new Set(
    manifests.flatMap((one) => [
      ...one.permissions,
      ...one.optional_permissions,
      ...one.optional_host_permissions,
    ]),
  );
  const told = readFileSync('../docs/store/listing.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map((m) => m[1]));
  assert.deepEqual([...asked].sort(), told.sort());
});
