// Draws the icons: a drop below a still's arm, on a rounded square. Run by hand after a change of
// the drawing; the files it writes are committed.
import { mkdirSync, writeFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';

const LOOKS = {
  learning: { ground: [31, 92, 77], figure: [246, 241, 231], drop: [240, 162, 96] },
  paused: { ground: [120, 128, 124], figure: [246, 244, 240], drop: [246, 244, 240] },
  offline: { ground: [150, 74, 52], figure: [252, 240, 232], drop: [252, 240, 232] },
};

/** Samples for each side of a pixel. */
const FINE = 6;

const roundedSquare = (x, y) => {
  const [dx, dy] = [Math.max(Math.abs(x - 0.5) - 0.27, 0), Math.max(Math.abs(y - 0.5) - 0.27, 0)];
  return Math.hypot(dx, dy) <= 0.22;
};

// A round flask with a neck that bends over to the right.
const still = (x, y) =>
  Math.hypot(x - 0.37, y - 0.62) <= 0.2 ||
  (x >= 0.3 && x <= 0.44 && y >= 0.24 && y <= 0.5) ||
  (x >= 0.3 && x <= 0.66 && y >= 0.21 && y <= 0.33) ||
  (Math.hypot(x - 0.66, y - 0.33) <= 0.12 && x >= 0.66 && y <= 0.33) ||
  (x >= 0.66 && x <= 0.78 && y >= 0.32 && y <= 0.42);

const drop = (x, y) => {
  const [cx, cy, r] = [0.72, 0.69, 0.105];
  if (Math.hypot(x - cx, y - cy) <= r) return true;
  const t = (y - 0.49) / (cy - 0.49);
  return t >= 0 && t <= 0.8 && Math.abs(x - cx) <= r * Math.sin((t * Math.PI) / 2) ** 1.2 * 0.96;
};

function pixels(size, { ground, figure, drop: dropColor }) {
  const out = Buffer.alloc((size * 4 + 1) * size);
  for (let py = 0; py < size; py++) {
    for (let px = 0; px < size; px++) {
      const sum = [0, 0, 0, 0];
      for (let s = 0; s < FINE * FINE; s++) {
        const x = (px + ((s % FINE) + 0.5) / FINE) / size;
        const y = (py + (Math.floor(s / FINE) + 0.5) / FINE) / size;
        if (!roundedSquare(x, y)) continue;
        const color = drop(x, y) ? dropColor : still(x, y) ? figure : ground;
        color.forEach((value, i) => (sum[i] += value));
        sum[3] += 1;
      }
      const at = py * (size * 4 + 1) + 1 + px * 4;
      for (let i = 0; i < 3; i++) out[at + i] = sum[3] ? Math.round(sum[i] / sum[3]) : 0;
      out[at + 3] = Math.round((sum[3] / (FINE * FINE)) * 255);
    }
  }
  return out;
}

function png(size, look) {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const framed = Buffer.alloc(body.length + 8);
    framed.writeUInt32BE(data.length, 0);
    body.copy(framed, 4);
    framed.writeUInt32BE(crc32(body), body.length + 4);
    return framed;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels(size, look), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const folder = new URL('../icons/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, look] of Object.entries(LOOKS)) {
  for (const size of [16, 32, 48, 128]) {
    writeFileSync(new URL(`${name}-${size}.png`, folder), png(size, look));
  }
}
