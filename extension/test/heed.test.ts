import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heed } from '../src/summary/heed';

type Press = Partial<KeyboardEvent> & { type: string };

/** A page in which the person marked a sentence: what happens there, and what is told of it. */
function page() {
  const hearing = new Map<string, ((event: unknown) => void)[]>();
  const hear = (type: string, listener: (event: unknown) => void) =>
    hearing.set(type, [...(hearing.get(type) ?? []), listener]);
  Object.assign(globalThis, {
    addEventListener: hear,
    document: { addEventListener: hear, activeElement: null },
    getSelection: () => ({ isCollapsed: false, toString: () => 'A sentence.' }),
  });
  const told: string[] = [];
  heed((did, text) => told.push(`${did} ${text}`), new AbortController().signal);
  return {
    told,
    happens: (...events: Press[]) => {
      for (const event of events) {
        const whole = { isTrusted: true, eventPhase: 0, defaultPrevented: false, ...event };
        for (const listener of hearing.get(event.type) ?? []) listener(whole);
      }
    },
  };
}

const COPY = { type: 'copy' };
const CONTROL = { type: 'keydown', key: 'Control', code: 'ControlLeft', ctrlKey: true };
const CONTROL_C = { type: 'keydown', key: 'c', code: 'KeyC', ctrlKey: true };
const MENU = { type: 'contextmenu' };
const PRESS = { type: 'pointerdown' };

test('what the person copies by key or by the menu is heard', () => {
  for (const press of [
    CONTROL_C,
    { ...CONTROL_C, ctrlKey: false, metaKey: true },
    { ...CONTROL_C, key: 'с' },
    { ...CONTROL_C, key: 'Insert', code: 'Insert' },
    { ...CONTROL_C, key: 'Copy', code: 'Copy', ctrlKey: false },
    MENU,
  ]) {
    const { told, happens } = page();
    happens(PRESS, CONTROL, press, COPY);
    assert.deepEqual(told, ['copied A sentence.'], JSON.stringify(press));
  }
});

test("what a page copies when it is clicked, or at any other key, is not the person's", () => {
  const { told, happens } = page();
  happens(COPY);
  happens(PRESS, COPY);
  happens(MENU, PRESS, COPY);
  happens(CONTROL_C, { ...CONTROL_C, key: 'Enter', code: 'Enter', ctrlKey: false }, COPY);
  happens({ ...CONTROL_C, ctrlKey: false }, COPY);
  assert.deepEqual(told, []);
});

test('one press copies once, and a menu that did not open none', () => {
  const { told, happens } = page();
  happens(CONTROL_C, COPY, COPY, COPY);
  assert.equal(told.length, 1);
  happens({ ...MENU, defaultPrevented: true }, COPY);
  happens({ ...MENU, eventPhase: 1 }, COPY);
  assert.equal(told.length, 1);
});

test('a press that the page made up is none, and takes none away', () => {
  const { told, happens } = page();
  happens({ ...CONTROL_C, isTrusted: false }, COPY);
  assert.deepEqual(told, []);
  happens(CONTROL_C, { ...PRESS, isTrusted: false }, COPY);
  assert.equal(told.length, 1);
});
