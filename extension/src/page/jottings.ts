/**
 * Tells what the person writes down in a page: lines that they added to a field of many lines, once
 * they leave it or save. The host looks whether they are about a page read shortly before, keeps
 * them in memory if they are, and drops them if not. Nothing is written down before the person says
 * so; what is secret is left out, and of a page that takes secrets nothing is told.
 */
import { readNotes } from '../words/notes';
import type { PageFeature } from './link';
import { withoutSecrets } from './secrets';

/** Characters of what was added. */
const LONGEST = 4_000;

/** Letters and digits that say something. */
const LEAST = 5;

/** Fields of notes; the host refuses more. */
const MOST_FIELDS = 30;

const BUTTONS = 'button, [role="button"], input[type="button"], input[type="submit"]';

type Area = HTMLTextAreaElement | HTMLElement;

export const jottings: PageFeature = (link, signal) => {
  const { secrets, shadows } = link;
  /** What stood in a field when the person came to it, or when they last left it. */
  const before = new WeakMap<Area, string>();
  const written = new Set<Area>();

  /** Few letters wait: more may come to them. */
  const tell = (area: Area) => {
    const now = textOf(area);
    const fresh = added(before.get(area) ?? '', now);
    const letters = fresh.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
    if (letters < LEAST) return;
    written.delete(area);
    if (secrets.isSecret(area, fresh) || secrets.pageIsSecret()) return;
    before.set(area, now);
    const { fields, text } = readNotes(withoutSecrets(fresh).slice(0, LONGEST));
    void link.ask<'noted'>({
      page: 'noted',
      fields: Object.fromEntries(
        fields.slice(0, MOST_FIELDS).map(({ name, value }) => [name, [value]]),
      ),
      text,
    });
  };
  const tellAll = () => {
    for (const area of written) tell(area);
  };

  shadows.hear(
    'focusin',
    (event) => {
      const area = areaOf(event);
      // The page may have put other notes there since: those are not the person's either.
      if (area && !written.has(area)) before.set(area, textOf(area));
    },
    signal,
  );
  shadows.hear(
    'input',
    (event) => {
      const area = areaOf(event);
      // What a page's script does is not the person's hand.
      if (event.isTrusted && area) written.add(area);
    },
    signal,
  );
  shadows.hear(
    'focusout',
    (event) => {
      const area = areaOf(event);
      if (area && written.has(area)) tell(area);
    },
    signal,
  );
  const options = { capture: true, passive: true, signal };
  document.addEventListener('submit', (event) => event.isTrusted && tellAll(), options);
  document.addEventListener(
    'click',
    (event) => {
      const pressed = event.composedPath()[0];
      // It may save, and empty the field.
      if (event.isTrusted && pressed instanceof Element && pressed.closest(BUTTONS)) tellAll();
    },
    options,
  );
  document.addEventListener(
    'visibilitychange',
    () => document.visibilityState === 'hidden' && tellAll(),
    { signal },
  );
  addEventListener('pagehide', tellAll, { signal });
};

/** The field of many lines in which something happened. */
function areaOf(event: Event): Area | null {
  const target = event.composedPath()[0];
  if (target instanceof HTMLTextAreaElement) return target;
  if (!(target instanceof HTMLElement) || !target.isContentEditable) return null;
  let area = target;
  while (area.parentElement?.isContentEditable) area = area.parentElement;
  return area;
}

function textOf(area: Area): string {
  return area instanceof HTMLTextAreaElement ? area.value : area.innerText;
}

/** The lines that were not there before. */
export function added(before: string, now: string): string {
  const left = new Map<string, number>();
  for (const line of lines(before)) left.set(line, (left.get(line) ?? 0) + 1);
  return lines(now)
    .filter((line) => {
      const count = left.get(line) ?? 0;
      left.set(line, count - 1);
      return count <= 0;
    })
    .join('\n');
}

function lines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
}
