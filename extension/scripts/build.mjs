// Builds target/chromium and target/firefox from the one source.
import { build } from 'esbuild';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyProtocol } from './protocol.mjs';
import { manifestFor } from './manifest.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

copyProtocol(root);

for (const browser of ['chromium', 'firefox']) {
  const out = join(root, 'target', browser);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'manifest.json'), JSON.stringify(manifestFor(browser, version), null, 2));
  cpSync(join(root, '_locales'), join(out, '_locales'), { recursive: true });
  cpSync(join(root, 'icons'), join(out, 'icons'), { recursive: true });
  for (const page of ['popup', 'options', 'welcome']) {
    cpSync(join(root, 'src/ui', page, `${page}.html`), join(out, `${page}.html`));
  }
  await build({
    absWorkingDir: root,
    entryPoints: {
      background: 'src/background/worker.ts',
      popup: 'src/ui/popup/main.tsx',
      options: 'src/ui/options/main.tsx',
      welcome: 'src/ui/welcome/main.tsx',
      style: 'src/ui/style/style.css',
    },
    outdir: out,
    bundle: true,
    format: 'iife',
    target: browser === 'chromium' ? 'chrome120' : 'firefox140',
    define: { EXTENSION_VERSION: JSON.stringify(version) },
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'warning',
  });
}
