import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Link } from '../src/page/link';
import { added, jottings } from '../src/page/jottings';

test('only lines that were not there are what the person added', () => {
  assert.equal(added('', 'Chair: Ada\nDate: 4 May'), 'Chair: Ada\nDate: 4 May');
  assert.equal(added('Chair: Ada\n', 'Chair: Ada\n\nChair: Ben '), 'Chair: Ben');
  assert.equal(added('one\ntwo', 'two\none'), '');
  assert.equal(added('one', 'one\none'), 'one');
  assert.equal(added('a long line', 'a longer line'), 'a longer line');
});

class Area {
  constructor(public value = '') {}
}

/** A page with fields of many lines, and what is told of them. */
function page() {
  const told: string[] = [];
  const heard = new Map<string, (event: object) => void>();
  const unheard = { addEventListener: () => undefined };
  Object.assign(globalThis, {
    document: unheard,
    addEventListener: unheard.addEventListener,
    HTMLTextAreaElement: Area,
    HTMLElement: Area,
  });
  const link = {
    secrets: { isSecret: () => false, pageIsSecret: () => false },
    shadows: { hear: (type: string, then: (event: object) => void) => heard.set(type, then) },
    ask: async ({ text }: { text: string }) => told.push(text),
  };
  jottings(link as unknown as Link, new AbortController().signal);
  const does = (type: string, area: Area) =>
    heard.get(type)?.({ isTrusted: true, composedPath: () => [area] });
  const writes = (area: Area, line: string) => {
    does('focusin', area);
    area.value += `${line}\n`;
    does('input', area);
    does('focusout', area);
  };
  return { told, writes };
}

test('notes that the page put there since are not told as written now', () => {
  const { told, writes } = page();
  const area = new Area();
  writes(area, 'the first order');
  area.value = 'notes of another order\n';
  writes(area, 'the second order');
  assert.deepEqual(told, ['the first order', 'the second order']);
});

test('a few letters are told with those that come to them', () => {
  const { told, writes } = page();
  const area = new Area();
  writes(area, 'Ada');
  assert.deepEqual(told, []);
  writes(area, 'Ben');
  assert.deepEqual(told, ['Ada Ben']);
});
