/**
 * Records copies, pastes and edits by hand, with where they were. Never what is secret, and of the
 * values only marks: they themselves are in the host's memory alone.
 */
import type { Spot } from '../protocol';
import type { PageFeature } from './link';
import { look } from './look';
import { nameOf } from './field-names';
import { withoutSecrets } from './secrets';
import { Tree } from './snapshot';
import { targetOf } from './target';

/** Characters of a text that are looked at. */
const LONGEST = 2_000;

/** What is recorded in a value's place. */
const NOT_KEPT = '…';

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
      if (signal.aborted) return;
      link.record({ type: 'copied', from: spotOf(source), text: NOT_KEPT }, said);
    });
  };
  hear('copy', copied);
  hear('cut', copied);
  hear('paste', (event) => {
    const field = fieldOf(event) ?? editable(event);
    const raw = (event as ClipboardEvent).clipboardData?.getData('text/plain') ?? '';
    const said = plain(raw);
    if (!field || said === '' || secrets.isSecret(field, raw)) return;
    link.record({ type: 'pasted', into: targetOf(field), text: NOT_KEPT }, said);
  });
  hear('change', (event) => {
    const field = fieldOf(event);
    if (!field || NOT_TEXT.test(field.type) || secrets.isSecret(field)) return;
    link.record({ type: 'edited', field: targetOf(field), value: NOT_KEPT }, plain(field.value));
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
  const spot = targetOf(element);
  return spot.name === '' ? { ...spot, name: name ?? '' } : spot;
}
