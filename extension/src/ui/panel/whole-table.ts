/** A growing table as the host has it, part by part. */
import type { Table } from '../../protocol';
import { host } from '../shared/client';

/** Rows asked for at once: a frame to the browser has at most a megabyte. */
const PART = 200;

/** Rows that are shown and handed out at most. */
const MOST = 20_000;

export async function wholeTable(taskId: string): Promise<Table> {
  let table: Table | null = null;
  do {
    const from: number = table?.rows.length ?? 0;
    const part: Table = await host.request<'getTable'>({
      type: 'getTable',
      taskId,
      from,
      limit: PART,
    });
    table = table ? { ...part, rows: [...table.rows, ...part.rows] } : part;
    if (part.rows.length === 0) break;
  } while (table.rows.length < Math.min(table.total, MOST));
  return table;
}
