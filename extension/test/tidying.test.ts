import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TidyFile } from '../src/protocol';
import { Refusal } from '../src/ui/shared/client';
import { apply, choose, sorted, type Row } from '../src/ui/options/tidying';

function file(name: string, folder: string | null, sure: boolean, confidence: number): TidyFile {
  return { name, bytes: 1, folder, sure, confidence, others: [], reasons: [] };
}

test('what is sure comes first, what nobody knows comes last', () => {
  const files = [
    file('c', '/b', false, 0.6),
    file('d', null, false, 0.99),
    file('b', '/b', true, 0.95),
    file('a', '/b', true, 0.97),
  ];
  assert.deepEqual(
    sorted(files).map(({ name }) => name),
    ['a', 'b', 'c', 'd'],
  );
});

test('only what the person chose counts as chosen', () => {
  const sure = { file: file('a', '/bills', true, 0.97), to: '/bills', chosen: false };
  assert.equal(choose(sure, '/tickets').chosen, true);
  assert.equal(choose(choose(sure, null), '/bills').chosen, false);
  assert.equal(choose(sure, null).chosen, false);
  const unsure = { file: file('a', '/bills', false, 0.5), to: null, chosen: false };
  assert.equal(choose(unsure, '/bills').chosen, true);
});

interface Part {
  batch: string;
  moves: unknown[];
}

/** A host that answers so many parts, then in another way. */
function answering(parts: number, then: object): Part[] {
  const asked: Part[] = [];
  Object.assign(globalThis, {
    chrome: {
      runtime: {
        sendMessage: ({ request }: { request: Part }) => {
          asked.push(request);
          const { batch, moves } = request;
          const value = { batch, moved: moves.length, failed: [] };
          return Promise.resolve(asked.length > parts ? then : { ok: true, value });
        },
      },
    },
  });
  return asked;
}

function rows(n: number): Row[] {
  return Array.from({ length: n }, (_, i) => ({
    file: file(`bill-${i}.pdf`, '/bills', true, 0.97),
    to: '/bills',
    chosen: false,
  }));
}

test('what was put away before a part broke can be taken back, by a name of its own', async () => {
  const asked = answering(1, { ok: false, message: 'no answer', code: null, fault: null });
  const applied = await apply('/downloads', rows(120), () => undefined);
  assert.equal(asked.length, 2, 'nothing is asked for after it');
  assert.match(asked[0]!.batch, /^[0-9a-f]{16}$/);
  assert.equal(asked[1]!.batch, asked[0]!.batch);
  assert.equal(applied.batch, asked[0]!.batch);
  assert.equal(applied.moved, 50);
  assert.equal((applied.broke as Error).message, 'no answer');
});

test('the first part may have been begun though nothing was heard of it', async () => {
  const [silent, refused] = [null, 7].map((code) => ({
    ok: false,
    message: 'no',
    code,
    fault: null,
  }));
  answering(0, silent!);
  const applied = await apply('/downloads', rows(3), () => undefined);
  assert.match(applied.batch!, /^[0-9a-f]{16}$/);
  answering(0, refused!);
  await assert.rejects(
    apply('/downloads', rows(3), () => undefined),
    Refusal,
  );
});
