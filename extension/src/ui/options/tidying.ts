/** A folder's files and what is to become of each: asked for, corrected, applied and taken back. */
import type { NotDone, TidyFile } from '../../protocol';
import { host, Refusal } from '../shared/client';

export interface Row {
  file: TidyFile;
  /** Where it goes; null: it stays. */
  to: string | null;
  /** Whether the person said so. */
  chosen: boolean;
}

export interface Preview {
  rows: Row[];
  /** Every folder that is known, for a choice of another one. */
  folders: string[];
}

export type Progress = (done: number, of: number) => void;

/** As many as the host takes at once. */
const PART = 50;

/** Looks at the whole folder, part by part. */
export async function preview(folder: string, progress: Progress): Promise<Preview> {
  const files = new Map<string, TidyFile>();
  const folders = new Set<string>();
  let total = 1;
  for (let from = 0; from < total;) {
    const part = await host.request<'previewTidy'>({ type: 'previewTidy', folder, from });
    if (part.files.length === 0) break;
    // A file that arrives meanwhile moves the others on: one may be told of twice.
    for (const file of part.files) files.set(file.name, file);
    for (const one of part.folders) folders.add(one);
    from += part.files.length;
    total = part.total;
    progress(from, total);
  }
  return { rows: sorted([...files.values()]).map(rowOf), folders: [...folders].sort() };
}

/** What is sure first, then by confidence. */
export function sorted(files: TidyFile[]): TidyFile[] {
  return files.sort(
    (a, b) =>
      Number(b.sure) - Number(a.sure) ||
      Number(b.folder !== null) - Number(a.folder !== null) ||
      b.confidence - a.confidence ||
      a.name.localeCompare(b.name),
  );
}

function rowOf(file: TidyFile): Row {
  return { file, to: file.sure ? file.folder : null, chosen: false };
}

/** The row as the person wants it; taking what was sure anyway is no choice of theirs. */
export function choose(row: Row, to: string | null): Row {
  const asProposed = row.file.sure && to === row.file.folder;
  return { ...row, to, chosen: to !== null && !asProposed };
}

export interface Applied {
  /** What takes it back; null where nothing was put away, or all was taken back. */
  batch: string | null;
  moved: number;
  failed: NotDone[];
  /** Why it went no further; the host may have put away more than it could say. */
  broke: unknown;
}

/** Named by the one who asks: what was put away can be taken back whether or not an answer came. */
function batchName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Puts the files away, as one act. */
export async function apply(folder: string, rows: Row[], progress: Progress): Promise<Applied> {
  const moves = rows.flatMap(({ file: { name }, to, chosen }) =>
    to === null ? [] : [{ name, folder: to, chosen }],
  );
  const batch = batchName();
  const applied: Applied = { batch, moved: 0, failed: [], broke: null };
  for (let from = 0; from < moves.length; from += PART) {
    const part = moves.slice(from, from + PART);
    try {
      const reply = await host.request<'tidyFiles'>({
        type: 'tidyFiles',
        folder,
        batch,
        moves: part,
      });
      applied.moved += reply.moved;
      applied.failed.push(...reply.failed);
    } catch (problem) {
      const refused = problem instanceof Refusal && problem.code !== null;
      if (refused && from === 0) throw problem; // Nothing was begun.
      return { ...applied, broke: problem };
    }
    progress(from + part.length, moves.length);
  }
  return applied;
}

/** Takes back a batch, or everything since a moment. */
export async function takeBack(
  what: { batch: string } | { since: string },
  progress: Progress,
): Promise<{ undone: number; failed: NotDone[] }> {
  const failed: NotDone[] = [];
  let undone = 0;
  let left = 1;
  while (left > 0) {
    const reply = await host.request<'undoMany'>({
      type: 'undoMany',
      batch: 'batch' in what ? what.batch : null,
      since: 'since' in what ? what.since : null,
      skip: failed.map(({ id }) => id),
    });
    undone += reply.undone;
    failed.push(...reply.failed);
    left = reply.left;
    progress(undone, undone + left);
  }
  return { undone, failed };
}
