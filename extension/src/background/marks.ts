/**
 * What stands for a value that is not written down. Two equal values have equal marks as long as one
 * key lasts: a day, and no longer than the browser runs. The key is never written to the disk, so
 * that nobody can try values against the marks later.
 */
import { untilBrowserCloses } from '../browser';
import type { Mark } from '../protocol';

const KEY = 'marks.key';

/** Bytes of a mark. */
const BYTES = 16;

const LONGEST_SHAPE = 40;

interface Stored {
  day: string;
  key: number[];
}

export async function markOf(said: string, now: Date = new Date()): Promise<Mark> {
  const text = said.replaceAll(/\s+/g, ' ').trim();
  const mac = await crypto.subtle.sign('HMAC', await keyOf(now), new TextEncoder().encode(text));
  const hash = [...new Uint8Array(mac).subarray(0, BYTES)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  return { hash, shape: shapeOf(text) };
}

/** "A-1047" is `A-9`: letters and digits by their kind, without their number. */
export function shapeOf(text: string): string {
  return text
    .slice(0, 200)
    .replaceAll(/[\p{Ll}\p{Lo}\p{Lm}\p{M}]+/gu, 'a')
    .replaceAll(/[\p{Lu}\p{Lt}]+/gu, 'A')
    .replaceAll(/\p{N}+/gu, '9')
    .replaceAll(/[^\p{L}9]/gu, (sign) => (/[\s.,:;@/+()€$%-]/.test(sign) ? sign : '?'))
    .slice(0, LONGEST_SHAPE);
}

async function keyOf(now: Date): Promise<CryptoKey> {
  const day = now.toISOString().slice(0, 10);
  const area = untilBrowserCloses();
  let stored = (await area.get(KEY))[KEY] as Stored | undefined;
  if (stored?.day !== day) {
    stored = { day, key: [...crypto.getRandomValues(new Uint8Array(32))] };
    await area.set({ [KEY]: stored });
  }
  return crypto.subtle.importKey(
    'raw',
    new Uint8Array(stored.key),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
}
