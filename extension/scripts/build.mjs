// Builds target/chromium and target/firefox from the one source.
import { build } from 'esbuild';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyProtocol } from './protocol.mjs';
import { manifestFor } from './manifest.mjs';
import { PAGES, htmlOf } from './pages.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { version, homepage = null } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Preact can set markup from a string. Nothing here may, so that way is taken out of it. */
const withoutMarkup = {
  name: 'without-markup',
  setup({ onLoad }) {
    onLoad({ filter: /node_modules[\\/]preact[\\/]dist[\\/]preact\.mjs$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const contents = source.replace(/\w+\.innerHTML=\w+\.__html/, 'void 0');
      if (contents === source) throw new Error(`${path}: the assignment to innerHTML moved`);
      return { contents, loader: 'js' };
    });
  },
};

copyProtocol(root);

for (const browser of ['chromium', 'firefox']) {
  const out = join(root, 'target', browser);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'manifest.json'), JSON.stringify(manifestFor(browser, version), null, 2));
  cpSync(join(root, '_locales'), join(out, '_locales'), { recursive: true });
  cpSync(join(root, 'icons'), join(out, 'icons'), { recursive: true });
  for (const page of PAGES) writeFileSync(join(out, `${page.name}.html`), htmlOf(page));
  await build({
    absWorkingDir: root,
    entryPoints: {
      background: 'src/background/worker.ts',
      page: 'src/page/main.ts',
      answer: 'src/page/answer.ts',
      signals: 'src/page/signals.ts',
      popup: 'src/ui/popup/main.tsx',
      options: 'src/ui/options/main.tsx',
      welcome: 'src/ui/welcome/main.tsx',
      panel: 'src/ui/panel/main.tsx',
      pick: 'src/pick/main.ts',
      'fill-panel': 'src/ui/fill/main.tsx',
      fill: 'src/fill/main.ts',
      repeat: 'src/ui/repeat/main.tsx',
      replay: 'src/replay/main.ts',
      'summary-panel': 'src/ui/summary/main.tsx',
      summary: 'src/summary/main.ts',
      'ask-panel': 'src/ui/ask/main.tsx',
      errors: 'src/ui/errors/main.tsx',
      try: 'src/ui/try/main.tsx',
      style: 'src/ui/style/style.css',
    },
    outdir: out,
    bundle: true,
    plugins: [withoutMarkup],
    format: 'iife',
    target: browser === 'chromium' ? 'chrome120' : 'firefox142',
    define: {
      EXTENSION_VERSION: JSON.stringify(version),
      DOWNLOAD_PAGE: JSON.stringify(homepage),
    },
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'warning',
  });
}
