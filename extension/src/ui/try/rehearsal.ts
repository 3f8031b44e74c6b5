/**
 * The loop in miniature, with made-up downloads: nothing is recorded, no file is touched, and the
 * program is not asked. So it can be tried before anything is installed.
 */

export type Kind = 'WebP' | 'PNG' | 'JPEG';

export interface MadeUp {
  name: string;
  site: string;
  kind: Kind;
  state: 'left' | 'converted' | 'offered' | 'byItself';
}

/** What was seen: so many of a site's pictures of a kind were converted, and of all others. */
export interface Noticed {
  site: string;
  kind: Kind;
  did: number;
  of: number;
  othersDid: number;
  others: number;
}

export interface Play {
  files: MadeUp[];
  /** What the person said yes to. */
  learned: Noticed | null;
  always: boolean;
}

const THRESHOLD = 3;

export const BEGIN: Play = {
  files: [
    made('cup-1.webp', 'shop.example', 'WebP'),
    made('plan.png', 'office.example', 'PNG'),
    made('cup-2.webp', 'shop.example', 'WebP'),
    made('lake.jpg', 'photos.example', 'JPEG'),
    made('cup-3.webp', 'shop.example', 'WebP'),
  ],
  learned: null,
  always: false,
};

function made(name: string, site: string, kind: Kind): MadeUp {
  return { name, site, kind, state: 'left' };
}

const isDone = ({ state }: MadeUp) => state === 'converted' || state === 'byItself';

/** What is done every time with one site's kind, three times at least, and seldom elsewhere. */
export function noticed({ files }: Play): Noticed | null {
  for (const { site, kind } of files) {
    const alike = files.filter((file) => file.site === site && file.kind === kind);
    const rest = files.filter((file) => !alike.includes(file));
    const did = alike.filter(isDone).length;
    const othersDid = rest.filter(isDone).length;
    if (did >= THRESHOLD && did === alike.length && othersDid * 2 < rest.length)
      return { site, kind, did, of: did, othersDid, others: rest.length };
  }
  return null;
}

export function convert(play: Play, name: string): Play {
  return withState(play, name, 'converted');
}

export function leave(play: Play, name: string): Play {
  return withState(play, name, 'left');
}

/** One undo takes "always" back, as it does in earnest. */
export function undo(play: Play, name: string): Play {
  return { ...withState(play, name, 'left'), always: false };
}

export function accept(play: Play): Play {
  return { ...play, learned: noticed(play) };
}

export function always(play: Play): Play {
  return { ...play, always: true };
}

/** The next download: of the kind that was learned, or another. */
export function download(play: Play, like: boolean): Play {
  const { learned, files } = play;
  if (!learned) return play;
  const number = files.length + 1;
  const next = like
    ? made(`next-${number}.${learned.kind.toLowerCase()}`, learned.site, learned.kind)
    : made(`letter-${number}.png`, 'letters.example', 'PNG');
  const isLike = next.site === learned.site && next.kind === learned.kind;
  const state = !isLike ? 'left' : play.always ? 'byItself' : 'offered';
  return { ...play, files: [{ ...next, state }, ...files] };
}

function withState(play: Play, name: string, state: MadeUp['state']): Play {
  const files = play.files.map((file) => (file.name === name ? { ...file, state } : file));
  return { ...play, files };
}
