/**
 * Decodes pictures that the host cannot: it has no library for their type, the browser has. The
 * bytes come and the pixels go in parts, and nothing of them is kept.
 */
import type { Push } from '../protocol';
import type { Connection } from './connection';
import type { Feature } from './feature';
import { orientationOf, turn, turnsByItself } from './turned';

type Decode = Extract<Push, { type: 'decode' }>;

/** Bytes in one frame of at most a megabyte. */
const PART = 600_000;

/** Bytes and pixels; what has more is left alone. */
const LARGEST = 50_000_000;
const MOST_PIXELS = 50_000_000;

export const decoding: Feature = ({ connection }, signal) => {
  connection.onPush((push) => {
    if (push.type === 'decode') void decode(connection, push).catch(() => undefined);
  }, signal);
};

/** Rejects where another browser decodes it, or nobody wants it any more. */
async function decode(connection: Connection, { decodingId, mime, bytes }: Decode): Promise<void> {
  if (bytes > LARGEST) return;
  const by = crypto.randomUUID();
  const parts: BlobPart[] = [];
  for (let from = 0; from < bytes;) {
    const { base64 } = await connection.request<'readPicture'>({
      type: 'readPicture',
      decodingId,
      by,
      from,
    });
    const part = unpacked(base64);
    if (part.length === 0) return; // It became shorter: the host will say so.
    parts.push(part);
    from += part.length;
  }
  const give = (from: number, base64: string, last: boolean, failure: string | null) =>
    connection.request<'givePicture'>({
      type: 'givePicture',
      decodingId,
      by,
      from,
      base64,
      last,
      failure,
    });
  let png: Uint8Array;
  try {
    png = await decoded(new Blob(parts, { type: mime }));
  } catch (failure) {
    await give(0, '', true, String(failure).slice(0, 200));
    return;
  }
  for (let from = 0; from < png.length; from += PART) {
    const part = png.subarray(from, from + PART);
    await give(from, packed(part), from + PART >= png.length, null);
  }
}

/** The picture's pixels, upright and in sRGB, as a PNG. */
async function decoded(picture: Blob): Promise<Uint8Array> {
  const bitmap = await createImageBitmap(picture);
  try {
    const { width, height } = bitmap;
    if (width * height > MOST_PIXELS) throw new Error(`${width} × ${height} pixels are too many`);
    const turned =
      picture.type !== 'image/webp' || (await turnsByItself())
        ? 1
        : orientationOf(new Uint8Array(await picture.arrayBuffer()));
    const canvas =
      turned >= 5 ? new OffscreenCanvas(height, width) : new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.setTransform(...turn(turned, width, height));
    context.drawImage(bitmap, 0, 0);
    const png = await canvas.convertToBlob({ type: 'image/png' });
    return new Uint8Array(await png.arrayBuffer());
  } finally {
    bitmap.close();
  }
}

function unpacked(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** In pieces, since a call takes only so many arguments. */
function packed(bytes: Uint8Array): string {
  let letters = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    letters += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(letters);
}
