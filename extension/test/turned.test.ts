import assert from 'node:assert/strict';
import { test } from 'node:test';
import { orientationOf, turn } from '../src/background/turned';

/** A WebP of nothing but its parts' frames. */
function webp(...chunks: [string, number[]][]): Uint8Array {
  const bytes = [...ascii('RIFF'), 0, 0, 0, 0, ...ascii('WEBP')];
  for (const [name, content] of chunks) {
    bytes.push(...ascii(name), content.length, 0, 0, 0, ...content);
    if (content.length % 2 === 1) bytes.push(0);
  }
  return Uint8Array.from(bytes);
}

function ascii(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0));
}

function exif(orientation: number): number[] {
  const entry = [0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0];
  return [...ascii('II'), 42, 0, 8, 0, 0, 0, 1, 0, ...entry, 0, 0, 0, 0];
}

test('the orientation is found behind the pixels, with and without its old prefix', () => {
  assert.equal(orientationOf(webp(['VP8L', [1, 2, 3]], ['EXIF', exif(6)])), 6);
  assert.equal(orientationOf(webp(['EXIF', [...ascii('Exif'), 0, 0, ...exif(8)]])), 8);
  assert.equal(orientationOf(webp(['VP8L', [1, 2, 3]])), 1);
});

test('what is damaged is taken for upright', () => {
  const whole = webp(['VP8L', [1, 2, 3]], ['EXIF', exif(6)]);
  for (let end = 0; end < whole.length; end++) {
    const found = orientationOf(whole.subarray(0, end));
    assert.ok(found === 1 || found === 6, String(end));
  }
  assert.equal(orientationOf(webp(['EXIF', exif(99)])), 1);
  assert.equal(orientationOf(webp(['EXIF', [73, 73, 42, 0, 255, 255, 255, 255]])), 1);
});

test('every corner lies within the upright picture after the turn', () => {
  for (let orientation = 1; orientation <= 8; orientation++) {
    const [a, b, c, d, e, f] = turn(orientation, 4, 2);
    const [width, height] = orientation >= 5 ? [2, 4] : [4, 2];
    for (const [x, y] of [
      [0, 0],
      [4, 0],
      [0, 2],
      [4, 2],
    ] as const) {
      const at = [a * x + c * y + e, b * x + d * y + f];
      assert.ok(at[0] === 0 || at[0] === width, `${orientation}: ${at}`);
      assert.ok(at[1] === 0 || at[1] === height, `${orientation}: ${at}`);
    }
  }
});
