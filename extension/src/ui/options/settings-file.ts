/**
 * Settings as a file: what the person switched, excluded and allowed. Neither keys nor names nor
 * programs are in it. A file that is read is somebody else's until every line of it was shown:
 * it can add, never take away, and it names nothing that would be run or asked.
 */

export interface Settings {
  recordingPaused: boolean;
  /** Sites on which nothing is recorded. */
  pausedSites: string[];
  /** Sites on which page actions are recorded. */
  watchedSites: string[];
  folders: string[];
  /** The most that large models may cost in a month; null for no limit. */
  monthlyCost: number | null;
}

/** One line of the preview; all of them together are undone at once. */
export type Change =
  | { kind: 'pause' }
  | { kind: 'exclude'; site: string }
  | { kind: 'watch'; site: string }
  | { kind: 'folder'; folder: string }
  | { kind: 'cost'; from: number | null; to: number | null };

/** Why a file is not taken, as a key of the messages and what it is about. */
export class SettingsRefused extends Error {
  constructor(
    readonly reason: 'large' | 'no_json' | 'other_file' | 'newer' | 'wrong',
    readonly about: string,
  ) {
    super(`${reason}: ${about}`);
  }
}

const FORMAT = 'stillroom-settings';
const VERSION = 1;

/** Bytes. */
export const MOST_BYTES = 262_144;

const MOST_SITES = 1_000;
const MOST_FOLDERS = 50;
const LONGEST_PATH = 1_024;
const MOST_COST = 1_000_000;

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const SITE = new RegExp(`^(?=.{1,253}$)${LABEL}(?:\\.${LABEL})*$`);
const ABSOLUTE = /^(?:\/|[A-Za-z]:[\\/]|\\\\)/;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029\ufffd]/u;

export function written(settings: Settings): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, ...settings }, null, 2)}\n`;
}

/** @throws SettingsRefused when it is not exactly what {@link written} makes */
export function read(text: string): Settings {
  if (text.length > MOST_BYTES) throw new SettingsRefused('large', String(text.length));
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    throw new SettingsRefused('no_json', '');
  }
  if (typeof file !== 'object' || file === null || Array.isArray(file))
    throw new SettingsRefused('other_file', '');
  const members = new Map(Object.entries(file));
  if (members.get('format') !== FORMAT) throw new SettingsRefused('other_file', '');
  const version = members.get('version');
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    throw new SettingsRefused('wrong', 'version');
  if (version > VERSION) throw new SettingsRefused('newer', String(version));
  const settings: Settings = {
    recordingPaused: flag(members, 'recordingPaused'),
    pausedSites: list(members, 'pausedSites', MOST_SITES, isSite),
    watchedSites: list(members, 'watchedSites', MOST_SITES, isSite),
    folders: list(members, 'folders', MOST_FOLDERS, isFolder),
    monthlyCost: cost(members),
  };
  const known = ['format', 'version', ...Object.keys(settings)];
  const other = [...members.keys()].find((name) => !known.includes(name));
  if (other !== undefined) throw new SettingsRefused('wrong', other.slice(0, 40));
  return settings;
}

/** What a file would change: it adds what is not there yet, takes nothing away, raises no limit. */
export function changes(now: Settings, wanted: Settings): Change[] {
  const fresh = (list: string[], known: string[]) =>
    [...new Set(list)].filter((one) => !known.includes(one));
  const changed: Change[] = [];
  if (wanted.recordingPaused && !now.recordingPaused) changed.push({ kind: 'pause' });
  for (const site of fresh(wanted.pausedSites, now.pausedSites))
    changed.push({ kind: 'exclude', site });
  for (const site of fresh(wanted.watchedSites, now.watchedSites))
    changed.push({ kind: 'watch', site });
  for (const folder of fresh(wanted.folders, now.folders)) changed.push({ kind: 'folder', folder });
  // A limit protects: no file takes it away or raises it.
  const limit = wanted.monthlyCost;
  if (limit !== null && (now.monthlyCost === null || limit < now.monthlyCost))
    changed.push({ kind: 'cost', from: now.monthlyCost, to: limit });
  return changed;
}

/** The names of the sites for which the browser has to ask the person. */
export function sitesToWatch(changed: Change[]): string[] {
  return changed.flatMap((change) => (change.kind === 'watch' ? [change.site] : []));
}

function isSite(value: string): boolean {
  return SITE.test(value);
}

function isFolder(value: string): boolean {
  return value.length <= LONGEST_PATH && ABSOLUTE.test(value) && !UNSEEN.test(value);
}

function flag(members: Map<string, unknown>, name: string): boolean {
  const value = members.get(name) ?? false;
  if (typeof value !== 'boolean') throw new SettingsRefused('wrong', name);
  return value;
}

function list(
  members: Map<string, unknown>,
  name: string,
  most: number,
  fits: (value: string) => boolean,
): string[] {
  const value = members.get(name) ?? [];
  if (!Array.isArray(value) || value.length > most) throw new SettingsRefused('wrong', name);
  return value.map((one: unknown) => {
    if (typeof one !== 'string' || !fits(one)) {
      throw new SettingsRefused('wrong', `${name}: ${String(one).slice(0, 60)}`);
    }
    return one;
  });
}

function cost(members: Map<string, unknown>): number | null {
  const value = members.get('monthlyCost') ?? null;
  if (value === null) return null;
  if (typeof value !== 'number' || !(value >= 0 && value <= MOST_COST))
    throw new SettingsRefused('wrong', 'monthlyCost');
  return value;
}
