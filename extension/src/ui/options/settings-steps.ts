/** Does what a settings file says, line by line, and remembers what was done: one undo for each file. */
import { sitePermission } from '../../browser';
import { host, worker } from '../shared/client';
import { sitesToWatch, type Change } from './settings-file';

const DONE = 'settings.imported';

export interface Imported {
  id: string;
  file: string;
  done: Change[];
}

/** A line that was not done, or not taken back; without a reason where the browser refused. */
export interface Refused {
  change: Change;
  reason: unknown;
}

/** What the last import did, while it can be taken back; the one before comes after it. */
export async function lastImport(): Promise<Imported | null> {
  return (await imports()).at(-1) ?? null;
}

/** Keeps what an import did: it is not offered to be taken back any more. */
export async function dropImport(id: string): Promise<void> {
  await note({ id, file: '', done: [] });
}

/** The oldest first. */
async function imports(): Promise<Imported[]> {
  const stored: unknown = (await chrome.storage.local.get(DONE))[DONE];
  return Array.isArray(stored) ? (stored as Imported[]) : [];
}

async function note(imported: Imported): Promise<void> {
  const before = await imports();
  const at = before.findIndex(({ id }) => id === imported.id);
  const now = at < 0 ? [...before, imported] : before.with(at, imported);
  await chrome.storage.local.set({ [DONE]: now.filter(({ done }) => done.length > 0) });
}

/**
 * Does them one after the other. Called by the click itself: the browser asks for sites then only.
 *
 * @returns what was done and what was refused, with the reason
 */
export async function apply(
  file: string,
  wanted: Change[],
): Promise<{ done: Change[]; refused: Refused[] }> {
  const origins = sitesToWatch(wanted).flatMap((site) => sitePermission(site).origins ?? []);
  const mayWatch = origins.length === 0 || (await chrome.permissions.request({ origins }));
  const id = crypto.randomUUID();
  const done: Change[] = [];
  const refused: Refused[] = [];
  for (const change of wanted) {
    if (change.kind === 'watch' && !mayWatch) {
      refused.push({ change, reason: null });
      continue;
    }
    try {
      if (!(await step(change, true))) continue;
      done.push(change);
      // Noted at once: what is broken off can be taken back as far as it went.
      await note({ id, file, done });
    } catch (reason) {
      refused.push({ change, reason });
    }
  }
  return { done, refused };
}

/**
 * Takes the lines back, the last one first. One that cannot be taken back holds no other up: it
 * stays noted, to be tried again.
 *
 * @returns what was refused, with the reason
 */
export async function undo({ id, file, done }: Imported): Promise<Refused[]> {
  const refused: Refused[] = [];
  let left = [...done];
  for (const change of [...done].reverse()) {
    try {
      await step(change, false);
    } catch (reason) {
      refused.push({ change, reason });
      continue;
    }
    left = left.filter((one) => one !== change);
    await note({ id, file, done: left });
  }
  return refused;
}

/** @returns false where it was so already, under another name: then there is nothing to take back */
async function step(change: Change, forward: boolean): Promise<boolean> {
  switch (change.kind) {
    case 'pause':
      await worker.pause(forward, null);
      return true;
    case 'exclude':
      await worker.pause(forward, change.site);
      return true;
    case 'watch':
      await worker.watch(forward, change.site);
      return true;
    case 'folder': {
      const { folder } = change;
      const before = (await folders()).length;
      if (forward) await host.request<'allowFolder'>({ type: 'allowFolder', folder });
      else await host.request<'disallowFolder'>({ type: 'disallowFolder', folder });
      return (await folders()).length !== before;
    }
    case 'cost': {
      const { hidden } = await host.request<'listTeachers'>({ type: 'listTeachers' });
      const monthlyCost = forward ? change.to : change.from;
      await host.request<'setTeaching'>({ type: 'setTeaching', monthlyCost, hidden });
      return true;
    }
  }
}

async function folders(): Promise<string[]> {
  return (await host.request<'getOverview'>({ type: 'getOverview', site: null })).folders;
}
