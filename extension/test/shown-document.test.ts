import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ShownDocument, base64 } from '../src/summary/shown-document';

const signal = new AbortController().signal;

function answering(body: Uint8Array, status = 200) {
  let fetches = 0;
  globalThis.fetch = async () => {
    fetches++;
    return new Response(body as BodyInit, { status });
  };
  return () => fetches;
}

test('a document comes in parts that put together are the file, and is fetched once', async () => {
  const file = Uint8Array.from({ length: 1_300_001 }, (_, i) => (i * 31) % 256);
  const fetches = answering(file);
  const shown = new ShownDocument('https://paper.example/a.pdf', signal);
  const got: Buffer[] = [];
  let from = 0;
  for (;;) {
    const { bytes, size } = await shown.part(from);
    assert.equal(size, file.length);
    assert.ok(bytes.length < 1_000_000, 'a part fits into a frame');
    const part = Buffer.from(bytes, 'base64');
    got.push(part);
    from += part.length;
    if (from >= size) break;
  }
  assert.ok(Buffer.concat(got).equals(Buffer.from(file)));
  assert.equal(fetches(), 1);
});

test('a page that is gone, and one that does not end, are failures', async () => {
  answering(new Uint8Array(3), 404);
  await assert.rejects(new ShownDocument('https://paper.example/a.pdf', signal).part(0));
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(16 * 1_048_576)),
  });
  globalThis.fetch = async () => new Response(endless);
  await assert.rejects(new ShownDocument('https://paper.example/b.pdf', signal).part(0), /64 MB/);
});

test('base64 is what it is everywhere', () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i % 251);
  assert.equal(base64(bytes), Buffer.from(bytes).toString('base64'));
});
