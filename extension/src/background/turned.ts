/** How a WebP is to be turned, by its camera data: not every browser does that by itself. */

/** Two pixels beside each other, which camera data says to turn upright. */
const PROBE =
  'UklGRlIAAABXRUJQVlA4WAoAAAAIAAAAAQAAAAAAVlA4TBEAAAAvAQAAAA8Q87//8x8OMqL/AQBFWElGGgAAAElJKgAIAAAAAQASAQMAAQAAAAYAAAAAAAAA';

const ORIENTATION = 0x0112;

/** More entries than a picture's camera data has. */
const MOST_ENTRIES = 512;

/** Whether this browser turns WebPs while it decodes them. */
export async function turnsByItself(): Promise<boolean> {
  const bytes = Uint8Array.from(atob(PROBE), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/webp' }));
  const turned = bitmap.width === 1;
  bitmap.close();
  return turned;
}

/** The EXIF orientation of a WebP, 1 (upright) to 8; 1 where there is none or it is damaged. */
export function orientationOf(webp: Uint8Array): number {
  const view = new DataView(webp.buffer, webp.byteOffset, webp.byteLength);
  try {
    for (let at = 12; at + 8 <= webp.length;) {
      const length = view.getUint32(at + 4, true);
      if (name(webp, at) === 'EXIF') return orientationIn(webp.subarray(at + 8, at + 8 + length));
      at += 8 + length + (length % 2);
    }
  } catch {
    // It ends too soon.
  }
  return 1;
}

function orientationIn(chunk: Uint8Array): number {
  const exif = name(chunk, 0) === 'Exif' ? chunk.subarray(6) : chunk;
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  const little = exif[0] === 0x49;
  const directory = view.getUint32(4, little);
  const entries = Math.min(MOST_ENTRIES, view.getUint16(directory, little));
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + 12 * i;
    if (view.getUint16(entry, little) !== ORIENTATION) continue;
    const value = view.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

function name(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

type Turn = [number, number, number, number, number, number];

/** What moves a picture of that size so that it is upright, for a canvas. */
export function turn(orientation: number, width: number, height: number): Turn {
  switch (orientation) {
    case 2:
      return [-1, 0, 0, 1, width, 0];
    case 3:
      return [-1, 0, 0, -1, width, height];
    case 4:
      return [1, 0, 0, -1, 0, height];
    case 5:
      return [0, 1, 1, 0, 0, 0];
    case 6:
      return [0, 1, -1, 0, height, 0];
    case 7:
      return [0, -1, -1, 0, height, width];
    case 8:
      return [0, -1, 1, 0, 0, width];
    default:
      return [1, 0, 0, 1, 0, 0];
  }
}
