/** Reads the forms of a page: what each field is called, and whether it may be filled. */
import { trimmed } from '../background/addresses';
import { plainLine } from '../page/field-names';
import { withoutSecrets, type Secrets } from '../page/secrets';
import { frameDocument, spotsIn, typeOf, type Spot } from './fields';
import { describe, tagOf } from './describe';
import {
  LONGEST,
  MOST_FIELDS,
  type FieldState,
  type FormField,
  type Known,
  type ReadForm,
} from './form';
import { Covers } from './covers';
import { menuChoices, takesSeveral } from './menus';
import { sightOf } from './sight';
import { isTaken, said } from './values';

/** Kinds of inputs that take a text or a tick. */
const FILLABLE =
  /^(text|email|tel|url|number|date|month|week|time|datetime-local|checkbox|radio|)$/;

const SEARCH_NAME = /^(q|query|search|suche?|s|keywords?|recherche|buscar|cerca)$/i;
const SEARCH_WORDS = /\b(search|suche?n?|durchsuchen|rechercher?|buscar|cerca(re)?)\b/i;

/** Frames that are looked at, and hosts that are named. */
const MOST_FRAMES = 100;
const MOST_HOSTS = 4;

/** CSS pixels: what is smaller shows no form. */
const LEAST_FRAME = { width: 140, height: 40 };

/** Ids of elements, the same as long as the page is open. */
const ids = new WeakMap<Element, number>();
let lastId = 0;

/** A form and the elements behind its fields. */
export interface Reading {
  read: ReadForm;
  spots: Map<number, Spot>;
}

/** @param withValues for forms that the person wants kept or learned from */
export function readForm(page: Document, secrets: Secrets, withValues = false): Reading {
  const covers = new Covers();
  const spots = new Map<number, Spot>();
  const fields: FormField[] = [];
  const known: Known[] = [];
  const all = spotsIn(page);
  for (const spot of all.slice(0, MOST_FIELDS)) {
    const ref = refOf(spot.element);
    const state = stateOf(spot, covers, secrets);
    fields.push({ ...describe(spot), ...asTold(state) });
    const holds = withValues && (state === 'taken' || state === 'open');
    known.push({ ref, state, ...(holds && { value: said(spot) }) });
    spots.set(ref, spot);
  }
  return {
    read: {
      url: trimmed(page.location.href),
      form: {
        form: 1,
        language: languageOf(page),
        title: withoutSecrets(plainLine(page.title)).slice(0, LONGEST),
        ...(all.length > MOST_FIELDS && { cut: true as const }),
        fields,
      },
      known,
      apart: framesApart(page),
    },
    spots,
  };
}

/** What the host hears of why a field is not to be filled. */
function asTold(state: FieldState): Pick<FormField, 'hidden' | 'filled' | 'locked'> {
  switch (state) {
    case 'open':
      return {};
    case 'taken':
      return { filled: true };
    case 'hidden':
    case 'offscreen':
    case 'covered':
      return { hidden: true };
    case 'disabled':
    case 'readonly':
    case 'secret':
    case 'search':
    case 'several':
    case 'menu':
    case 'picker':
    case 'other':
      return { locked: true };
  }
}

function languageOf(page: Document): string {
  return (page.documentElement.lang || '').toLowerCase().split(/[-_]/)[0]?.slice(0, 8) ?? '';
}

export function stateOf(spot: Spot, covers: Covers, secrets: Secrets): FieldState {
  const { element, parts } = spot;
  const never = neverFilled(spot, secrets);
  if (never !== null) return never;
  const seen = sightsOf(parts);
  const hidden = seen.find((sight) => sight !== 'seen');
  if (hidden !== undefined) return hidden;
  if (shownBy(element).some((one) => Covers.isInWindow(one) && covers.covers(one))) {
    return 'covered';
  }
  return isTaken(spot) ? 'taken' : 'open';
}

/** What is never filled wherever it stands. */
export function neverFilled({ element, parts }: Spot, secrets: Secrets): FieldState | null {
  if (parts.some((part) => secrets.isSecret(part))) return 'secret';
  if (isSearch(element)) return 'search';
  const tag = tagOf(element);
  if (tag === 'input' && !FILLABLE.test(typeOf(element))) return 'other';
  if (tag === 'select' && (element as HTMLSelectElement).multiple) return 'several';
  if (tag === 'menu' && takesSeveral(element)) return 'several';
  if (tag === 'menu' && menuChoices(element).length === 0) return 'menu';
  if (tag === 'radio' && (element as HTMLInputElement).name === '') return 'other';
  const view = element.ownerDocument.defaultView;
  const style = view?.getComputedStyle(element);
  if (
    (tag !== 'radio' && element.matches(':disabled')) ||
    parts.every((part) => part.matches(':disabled')) ||
    element.getAttribute('aria-disabled') === 'true' ||
    element.closest('[inert]') !== null ||
    (style?.pointerEvents === 'none' && !/^(checkbox|radio)$/.test(typeOf(element)))
  ) {
    return 'disabled';
  }
  const input = element as HTMLInputElement;
  if (input.readOnly === true || element.getAttribute('aria-readonly') === 'true') {
    return hasPicker(element) ? 'picker' : 'readonly';
  }
  return null;
}

/** Whether a field that nobody can write into is filled by something that opens beside it. */
function hasPicker(element: HTMLElement): boolean {
  const names = ['class', 'id', 'name', 'data-role', 'data-toggle', 'placeholder']
    .map((name) => element.getAttribute(name) ?? '')
    .join(' ');
  return (
    element.hasAttribute('aria-haspopup') ||
    element.getAttribute('role') === 'combobox' ||
    /picker|calendar|kalender|datum|date/i.test(names)
  );
}

/** Hosts of the frames that a person sees and whose fields nobody but them can fill. */
function framesApart(page: Document): string[] {
  const hosts = new Set<string>();
  for (const frame of [...page.querySelectorAll('iframe, frame')].slice(0, MOST_FRAMES)) {
    if (frameDocument(frame) || hosts.size >= MOST_HOSTS) continue;
    const { width, height } = frame.getBoundingClientRect();
    const { protocol, host } = addressOf(frame as HTMLIFrameElement);
    const isForm = width >= LEAST_FRAME.width && height >= LEAST_FRAME.height;
    if (isForm && /^https?:$/.test(protocol) && sightOf(frame as HTMLElement) === 'seen') {
      hosts.add(host);
    }
  }
  return [...hosts];
}

function addressOf(frame: HTMLIFrameElement): { protocol: string; host: string } {
  try {
    return new URL(frame.src);
  } catch {
    return { protocol: '', host: '' };
  }
}

function isSearch(element: HTMLElement): boolean {
  const role = element.getAttribute('role') ?? '';
  if (typeOf(element) === 'search' || role === 'searchbox') return true;
  if (element.closest('[role="search"], search')) return true;
  if (SEARCH_NAME.test(element.getAttribute('name') ?? '')) return true;
  if (element.getAttribute('enterkeyhint') === 'search') return true;
  const words = ['aria-label', 'placeholder', 'title', 'id', 'name']
    .map((name) => element.getAttribute(name) ?? '')
    .join(' ');
  return SEARCH_WORDS.test(words.replaceAll(/[_-]/g, ' '));
}

/** Of radio buttons and ticks, whose own boxes pages like to draw themselves, the words count. */
function sightsOf(parts: HTMLElement[]) {
  return parts.slice(0, 40).map((part) => {
    const sights = shownBy(part).map(sightOf);
    return sights.find((sight) => sight === 'seen') ?? sights[0] ?? 'hidden';
  });
}

function shownBy(part: HTMLElement): HTMLElement[] {
  if (!/^(checkbox|radio)$/.test(typeOf(part))) return [part];
  const sight = sightOf(part);
  if (sight === 'seen') return [part];
  return [...((part as HTMLInputElement).labels ?? [])].slice(0, 2);
}

function refOf(element: Element): number {
  let id = ids.get(element);
  if (id === undefined) {
    id = ++lastId;
    ids.set(element, id);
  }
  return id;
}
