/** Whether a page that is added is the one that was added before, corrected, or a page more. */
import { unmarked, type Snapshot } from '../../page/snapshot';
import type { Sample } from '../../pick/messages';

/** Where a page was added from, and to what. */
export interface Standing {
  taskId: string | null;
  /** The source's number of this load; a site that pages in place keeps it. */
  epoch: number;
  url: string | null;
}

/** The page that was added last. */
export interface Added extends Standing {
  /** What the host calls it. */
  pageId: number;
  /** The rows that were shown, as JSON. */
  shown: string;
  names: string[];
  rows: string[][][];
  content: string;
}

export function isStill(added: Added | null, now: Standing): added is Added {
  return (
    added !== null &&
    added.taskId === now.taskId &&
    added.epoch === now.epoch &&
    added.url === now.url
  );
}

/** What of a sample is compared. */
export function taken({ input, output, rows }: Sample): Pick<Added, 'names' | 'rows' | 'content'> {
  const content = 'page' in input ? { ...input, page: unmarked(input.page as Snapshot) } : input;
  return { names: Object.keys(output), rows, content: JSON.stringify(content) };
}

/**
 * The page whose place this sample takes, or null. In doubt it is a page more: rows that are there
 * twice are seen and taken back, rows that were replaced are lost.
 */
export function replaced(added: Added | null, now: Standing, sample: Sample): number | null {
  if (!isStill(added, now)) return null;
  const { names, rows, content } = taken(sample);
  return added.content === content || isCorrected(added, names, rows) ? added.pageId : null;
}

/**
 * Of a page that changes by itself only the rows tell: all that were added are there still, or as
 * many as before and more than half of them in their places. A row that is there twice tells
 * nothing: "in stock" stands on every page.
 */
function isCorrected(added: Added, names: string[], rows: string[][][]): boolean {
  const columns = added.names.map((name) => names.indexOf(name));
  if (columns.includes(-1)) return false;
  const before = added.rows.map((row) => JSON.stringify(row));
  const after = rows.map((row) => JSON.stringify(columns.map((column) => row[column])));
  const telling = before.map((row) => before.indexOf(row) === before.lastIndexOf(row));
  const there = new Set(after);
  if (before.every((row, i) => telling[i] && there.has(row))) return true;
  const inPlace = before.filter((row, i) => telling[i] && after[i] === row).length;
  return before.length === after.length && 2 * inPlace > before.length;
}
