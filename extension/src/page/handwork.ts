/**
 * Records copies, pastes and edits by hand, with where they were. Never what is secret, and not the
 * values either: these are in the host's memory alone until the person wants something learned of
 * them (`flows.ts`).
 */
import type { Spot } from '../protocol';
import type { PageFeature } from './link';
import { look } from './look';
import { nameOf, plainLine } from './field-names';
import { labelsOf } from './names';
import { withoutSecrets } from './secrets';
import { Tree } from './snapshot';

/** Characters of a text that are looked at. */
const LONGEST = 2_000;

/** What is recorded in a value's place. */
const NOT_KEPT = '…';

const LONGEST_NAME = 100;

/** Fields whose choices are recorded as choices, or whose value says nothing. */
const NOT_TEXT = /^(button|submit|reset|image|file|radio|checkbox|range|color|password|hidden)$/;

export const handwork: PageFeature = (link, signal) => {
  const { secrets, shadows } = link;
  const hear = (type: 'copy' | 'cut' | 'paste' | 'change', act: (event: Event) => void) =>
    shadows.hear(
      type,
      (event) => {
        // What a page's script does is not the person's hand.
        if (event.isTrusted) act(event);
      },
      signal,
    );

  const copied = (event: Event) => {
    const field = fieldOf(event);
    const source = field ?? elementAround(getSelection()?.anchorNode ?? null);
    const raw = field ? marked(field) : String(getSelection() ?? '');
    const said = plain(raw);
    if (!source || said === '' || secrets.isSecret(source) || secrets.isSecret(source, raw)) return;
    // The copy itself is not to wait for a look at a large page.
    setTimeout(() => {
      if (!signal.aborted) link.record({ type: 'copied', from: spotOf(source), text: NOT_KEPT });
    });
  };
  hear('copy', copied);
  hear('cut', copied);
  hear('paste', (event) => {
    const field = fieldOf(event) ?? editable(event);
    const raw = (event as ClipboardEvent).clipboardData?.getData('text/plain') ?? '';
    const said = plain(raw);
    if (!field || said === '' || secrets.isSecret(field, raw)) return;
    link.record({ type: 'pasted', into: fieldSpot(field), text: NOT_KEPT });
  });
  hear('change', (event) => {
    const field = fieldOf(event);
    if (!field || NOT_TEXT.test(field.type) || secrets.isSecret(field)) return;
    link.record({ type: 'edited', field: fieldSpot(field), value: NOT_KEPT });
  });
};

/** What of a text is no secret. */
function plain(text: string): string {
  return withoutSecrets(text.replaceAll('\r\n', '\n').replaceAll('\0', ''))
    .slice(0, LONGEST)
    .trim();
}

function fieldOf(event: Event): HTMLInputElement | HTMLTextAreaElement | null {
  const target = event.composedPath()[0];
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
    ? target
    : null;
}

function editable(event: Event): HTMLElement | null {
  const target = event.composedPath()[0];
  return target instanceof HTMLElement && target.isContentEditable ? target : null;
}

/** What is marked within a field. */
function marked(field: HTMLInputElement | HTMLTextAreaElement): string {
  const { selectionStart: from, selectionEnd: to, value } = field;
  return from === null || to === null ? '' : value.slice(from, to);
}

function elementAround(node: Node | null): Element | null {
  return node instanceof Element ? node : (node?.parentElement ?? null);
}

/** Where in the page a text stood, by the page's own name for it. */
function spotOf(element: Element): Spot {
  const seen = look(document);
  const index = seen.indexOf(element);
  const name = index < 0 ? null : nameOf(new Tree(seen.snapshot), index);
  return { role: roleOf(element), name: name ?? '', keys: keysOf(element) };
}

function fieldSpot(field: HTMLElement): Spot {
  const name = [
    labelsOf(field)[0]?.textContent,
    ...['aria-label', 'placeholder', 'name', 'id'].map((one) => field.getAttribute(one)),
  ].find((text) => text?.trim());
  return {
    role: roleOf(field),
    name: plainLine(name ?? '').slice(0, LONGEST_NAME),
    keys: keysOf(field),
  };
}

function roleOf(element: Element): string {
  return (element.getAttribute('role') ?? element.localName).slice(0, LONGEST_NAME);
}

/** What an element is known by again, most stable first. */
function keysOf(element: Element): string[] {
  const keys: string[] = [];
  for (const name of ['id', 'name', 'itemprop', 'data-testid'] as const) {
    const value = element.getAttribute(name);
    if (value && !/\d{4,}/.test(value)) keys.push(`${name}=${value}`.slice(0, 200));
  }
  const line: string[] = [];
  for (let at: Element | null = element; at && line.length < 4; at = at.parentElement) {
    line.unshift([at.localName, ...[...at.classList].slice(0, 2)].join('.').slice(0, 60));
  }
  return [...keys, line.join('>')].slice(0, 12);
}
