/**
 * Finds what a step was done to, by several descriptions of it: each that fits adds its weight. How
 * sure it is depends on how much of the description fits, and on whether anything else fits as well.
 */
import type { Spot } from '../protocol';
import { isMadeUp } from '../page/made-up';
import { keysOf, nameFor, roleOf } from '../page/target';
import type { Shadows } from '../page/shadows';

const WEIGHTS: Record<string, number> = {
  id: 0.2,
  name: 0.15,
  itemprop: 0.1,
  'data-testid': 0.2,
  'data-test': 0.2,
  'data-qa': 0.2,
  class: 0.1,
  path: 0.15,
  nth: 0.1,
};

/** Of the accessible name; with the role it is what a person goes by. */
const NAME = 0.6;

/** A description of less says too little, however well it fits. */
const LEAST = 0.5;

/** By less than this two elements are not told apart. */
const APART = 0.04;

/** What is left of the certainty then: the person is asked. */
const IN_DOUBT = 0.6;

const MOST_ELEMENTS = 20_000;
const MOST_CANDIDATES = 2_000;

export interface Found {
  element: Element | null;
  confidence: number;
}

export function find(on: Spot, shadows: Shadows): Found {
  const wanted = new Map(on.keys.map(split).filter(([key, value]) => tells(key, value)));
  let whole = on.name === '' ? 0 : NAME;
  for (const key of wanted.keys()) whole += WEIGHTS[key] ?? 0;
  let best: Element | null = null;
  let most = 0;
  let second = 0;
  for (const element of candidates(on.role, shadows)) {
    const own = nameFor(element);
    // The page had a name for it that is not to be had here: then the rest has to do.
    const all = own === '' && on.name !== '' ? whole - NAME : whole;
    const fits = fit(element, own, on.name, wanted) / Math.max(all, LEAST);
    if (fits > most) {
      second = most;
      most = fits;
      best = element;
    } else if (fits > second) second = fits;
  }
  if (!best) return { element: null, confidence: 0 };
  return { element: best, confidence: most - second < APART ? most * IN_DOUBT : most };
}

/** Whether anything can be gone by: not by what was made up for one load of the page. */
function tells(key: string, value: string): boolean {
  return key === 'path' || key === 'nth' || !isMadeUp(value);
}

function* candidates(role: string, shadows: Shadows): Generator<Element> {
  let seen = 0;
  let found = 0;
  for (const root of shadows.roots()) {
    for (const element of root.querySelectorAll('*')) {
      if (++seen > MOST_ELEMENTS || found > MOST_CANDIDATES) return;
      if (roleOf(element) !== role || !isDrawn(element)) continue;
      found++;
      yield element;
    }
  }
}

function fit(
  element: Element,
  called: string,
  name: string,
  wanted: ReadonlyMap<string, string>,
): number {
  let sum = name === '' ? 0 : NAME * alike(called, name);
  if (wanted.size === 0) return sum;
  const own = new Map(keysOf(element).map(split));
  for (const [key, value] of wanted) {
    const weight = WEIGHTS[key] ?? 0;
    const there = own.get(key);
    if (there === undefined) continue;
    if (key === 'path') sum += weight * sameEnd(there, value);
    else if (there === value) sum += weight;
    else if (key === 'nth' && there.split('/')[0] === value.split('/')[0]) sum += weight / 2;
  }
  return sum;
}

/** 1 of the same name; less where only numbers or the case differ. */
function alike(own: string, name: string): number {
  if (own === name) return 1;
  const [a, b] = [own.toLowerCase(), name.toLowerCase()];
  if (a === b) return 0.95;
  return a.replaceAll(/\d+/g, '#') === b.replaceAll(/\d+/g, '#') ? 0.7 : 0;
}

/** How much of two paths is the same, from the element upwards. */
function sameEnd(one: string, other: string): number {
  const [a, b] = [one.split('>').reverse(), other.split('>').reverse()];
  let same = 0;
  while (same < Math.min(a.length, b.length) && a[same] === b[same]) same++;
  return same / Math.max(a.length, b.length);
}

function split(key: string): [string, string] {
  const at = key.indexOf('=');
  return [key.slice(0, at), key.slice(at + 1)];
}

function isDrawn(element: Element): boolean {
  return element.getClientRects().length > 0;
}
