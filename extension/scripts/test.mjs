// Type check, formatting, unit tests, and the lint of the Firefox build, warnings as errors.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
    define: { EXTENSION_VERSION: '"0.0.0"' },
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  });
  return readdirSync(bundled).map((name) => join(bundled, name));
}

function run(what, module, ...args) {
  const done = spawnSync(process.execPath, [join(root, 'node_modules', module), ...args], {
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
