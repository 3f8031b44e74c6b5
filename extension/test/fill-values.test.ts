import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTaken } from '../src/fill/values';

/** As much of a field as its state is read from. */
function taken(element: object): boolean {
  const own = element as HTMLElement;
  return isTaken({ element: own, parts: [own] });
}

function input(value: string, badInput = false, type = 'text') {
  return { localName: 'input', type, value, validity: { badInput } };
}

function list(selectedIndex: number, chosenByPage = -1) {
  const options = ['A', 'B', 'C'].map((_, i) => ({ defaultSelected: i === chosenByPage }));
  return { localName: 'select', selectedIndex, options };
}

function written(innerText: string, picture: object | null = null) {
  return {
    localName: 'div',
    innerText,
    childNodes: [],
    getAttribute: () => null,
    querySelector: () => picture,
  };
}

test('what a person wrote half, as of a date, is theirs though it has no value yet', () => {
  assert.ok(!taken(input('')));
  assert.ok(taken(input('Ada')));
  assert.ok(taken(input('', true, 'date')));
  assert.ok(taken(input('', true, 'number')));
});

test('a choice is taken where it is another than the page began with, the first one too', () => {
  assert.ok(!taken(list(0)));
  assert.ok(taken(list(2)));
  assert.ok(!taken(list(1, 1)));
  assert.ok(taken(list(0, 1)), 'the person went back to the first');
  assert.ok(!taken(list(-1, 1)), 'nothing is chosen');
});

test('a picture in a part that is written into is as good as words', () => {
  assert.ok(!taken(written('\u200b\n')));
  assert.ok(taken(written('Dear Ada')));
  assert.ok(taken(written('', {})));
});
