/** Tasks as files for others, and others' files as tasks: the way to the host, part by part. */
import type { ExportPreview, Shared, Task } from '../../protocol';
import { host } from '../shared/client';

/** The host takes no larger file. */
export const MOST_BYTES = 16 * 1024 * 1024;

export interface Giving {
  taskId: string;
  name: string;
  instruction: string;
}

/** @param from how many of its strings were shown already */
export function preview(giving: Giving, from: number): Promise<ExportPreview> {
  return host.request<'previewExport'>({ type: 'previewExport', ...giving, from });
}

/**
 * The whole file; null where the model changed since its strings were shown.
 *
 * @param shown the SHA-256 of the file that was previewed
 */
export async function whole(
  giving: Giving,
  shown: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let from = 0;
  for (;;) {
    const part = await host.request<'exportTask'>({ type: 'exportTask', ...giving, from });
    const bytes = bytesOf(part.base64);
    parts.push(bytes);
    from += bytes.length;
    if (bytes.length > 0 && from < part.total) continue;
    const all = joined(parts, from);
    return (await sha256(all)) === shown ? all : null;
  }
}

/** @param from how many of its strings were shown already */
export function open(file: string, base64: string, from: number, take: boolean): Promise<Shared> {
  return host.request<'openShared'>({ type: 'openShared', file, base64, from, take });
}

/** "label-support-mails.still" */
export function fileName(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `${plain.slice(0, 60) || 'task'}.still`;
}

/** What a task is called for others, until the person says otherwise. */
export function words(task: Task, title: string): Giving {
  return {
    taskId: task.id,
    name: title.slice(0, 80),
    instruction: task.act.kind === 'JOB' ? task.act.instruction : '',
  };
}

export async function base64Of(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  // As many at once as a call takes as arguments.
  for (let i = 0; i < bytes.length; i += 0x8000)
    text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
}

function joined(parts: Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((one) => one.toString(16).padStart(2, '0')).join('');
}
