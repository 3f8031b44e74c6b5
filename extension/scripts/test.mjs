// Type check, formatting, unit tests, and the lint of the Firefox build, warnings as errors.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bundled = join(root, 'target/test');

async function bundleTests() {
  rmSync(bundled, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: readdirSync(join(root, 'test'))
      .filter((name) => name.endsWith('.test.ts') || name.endsWith('.test.tsx'))
      .map((name) => `test/${name}`),
    outdir: bundled,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    define: { EXTENSION_VERSION: '"0.0.0"', DOWNLOAD_PAGE: 'null' },
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  });
  return readdirSync(bundled).map((name) => join(bundled, name));
}

function run(what, module, ...args) {
  const done = spawnSync(process.execPath, [resolve(root, 'node_modules', module), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, FORCE_COLOR: '0' },
  });
  if (done.status !== 0) {
    console.error(`extension: ${what} failed`);
    process.exit(1);
  }
}

run('the type check', 'typescript/bin/tsc', '--noEmit');
run(
  'the formatting check (npm run format mends it)',
  'prettier/bin/prettier.cjs',
  '--check',
  '.',
  '--log-level=warn',
);
const tests = await bundleTests();
const done = spawnSync(process.execPath, ['--test', '--test-reporter=spec', ...tests], {
  stdio: 'inherit',
});
if (done.status !== 0) process.exit(1);
run(
  "the lint of Firefox's build",
  'web-ext/bin/web-ext.js',
  'lint',
  '--source-dir=target/firefox',
  '--warnings-as-errors',
  '--no-config-discovery',
);

/** What the linter, which knows Firefox only, says of what is right in Chromium. */
const CHROMIUM_ONLY = new Set([
  'BACKGROUND_SERVICE_WORKER_NOFALLBACK',
  'ADDON_ID_REQUIRED',
  'MANIFEST_PERMISSIONS',
  'MISSING_DATA_COLLECTION_PERMISSIONS',
]);

const lint = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/web-ext/bin/web-ext.js'),
    'lint',
    '--source-dir=target/chromium',
    '--output=json',
    '--no-config-discovery',
  ],
  { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 },
);
const { errors, warnings } = JSON.parse(lint.stdout.slice(lint.stdout.indexOf('{')));
const found = [...errors, ...warnings].filter(({ code }) => !CHROMIUM_ONLY.has(code));
if (found.length > 0) {
  console.error("extension: the lint of Chromium's build found", found);
  process.exit(1);
}

// The same sources in another folder give the same bytes: whoever reviews them can build them.
const elsewhere = mkdtempSync(join(tmpdir(), 'stillroom extension '));
try {
  for (const part of ['_locales', 'icons', 'scripts', 'src', 'package.json', 'tsconfig.json'])
    cpSync(join(root, part), join(elsewhere, 'a', part), { recursive: true });
  // What is built in is copied: by a link, its comments would name where it really stands.
  cpSync(join(root, 'node_modules/preact'), join(elsewhere, 'a/node_modules/preact'), {
    recursive: true,
  });
  for (const tool of ['esbuild', '@esbuild'])
    symlinkSync(join(root, 'node_modules', tool), join(elsewhere, 'a/node_modules', tool), 'dir');
  run('the build in another folder', join(elsewhere, 'a/scripts/build.mjs'));
  const different = ['chromium', 'firefox'].flatMap((browser) => {
    const [here, there] = [root, join(elsewhere, 'a')].map((one) => join(one, 'target', browser));
    const files = (one) => readdirSync(one, { recursive: true }).sort();
    if (String(files(here)) !== String(files(there))) return [`${browser}: other files`];
    return files(here).filter(
      (file) =>
        statSync(join(here, file)).isFile() &&
        !readFileSync(join(here, file)).equals(readFileSync(join(there, file))),
    );
  });
  if (different.length > 0) {
    console.error('extension: built elsewhere, these differ:', different);
    process.exit(1);
  }
} finally {
  rmSync(elsewhere, { recursive: true, force: true });
}
