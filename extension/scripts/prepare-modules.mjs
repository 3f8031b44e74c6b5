// Installs the pinned modules, only where the lock is newer than what was installed last.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync, utimesSync, writeFileSync } from 'node:fs';

const lock = new URL('../package-lock.json', import.meta.url);
const stamp = new URL('../node_modules/.stillroom-installed', import.meta.url);

if (!existsSync(stamp) || statSync(stamp).mtimeMs < statSync(lock).mtimeMs) {
  const folder = new URL('..', import.meta.url);
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) {
    console.error('npm ci failed in the folder extension; its last lines above say why.');
    process.exit(1);
  }
  writeFileSync(stamp, '');
  const now = new Date();
  utimesSync(stamp, now, now);
}
