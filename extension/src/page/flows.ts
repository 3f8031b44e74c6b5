/**
 * Tells what flows from pages into forms: a page once it was read for a moment, as it is left or
 * copied from, a form as its person sends it. Both go to the host's memory for half an hour and are never queued or written down; what
 * is secret is left out, and of a page that takes secrets nothing is told.
 */
import { isMenu } from '../fill/menus';
import { readForm } from '../fill/reader';
import { pageText } from '../fill/source';
import type { FilledOne } from '../protocol';
import type { PageFeature } from './link';
import { look } from './look';
import { withoutSecrets } from './secrets';

/** Elements of a page that is looked at while its person waits for nothing. */
const MOST_ELEMENTS = 6_000;

/** Characters of what was copied. */
const LONGEST = 2_000;

/**
 * Milliseconds in sight after which a page was read. One that another site takes the place of cannot
 * tell any more as it is left: the browser takes no message from it.
 */
const READ = 2_000;

/** Fields that must have been written into for a form to be told of. */
const LEAST_TYPED = 2;

/** Buttons that may send what stands in fields without a form around them. */
const BUTTONS = 'button, [role="button"], input[type="button"], input[type="submit"]';

export const flows: PageFeature = (link, signal) => {
  const { secrets, shadows } = link;
  const listening = { capture: true, passive: true, signal };
  const typed = new Set<Element>();
  let chose = false;
  let toldPage = '';
  let toldForm = '';

  const tellPage = (copied: string | null) => {
    if (secrets.pageIsSecret()) return;
    if (document.getElementsByTagName('*').length > MOST_ELEMENTS) return;
    const { page: snapshot } = pageText(look(document), '');
    const key = JSON.stringify(snapshot.nodes.filter(([, tag]) => tag === '#text'));
    if (copied === null && key === toldPage) return;
    toldPage = key;
    void link.ask<'seen'>({ page: 'seen', snapshot, copied });
  };

  const tellForm = () => {
    if (typed.size < LEAST_TYPED || secrets.pageIsSecret()) return;
    const { read, spots } = readForm(document, secrets, true);
    const values = read.known.flatMap(({ ref, value }, field): FilledOne[] => {
      const spot = spots.get(ref);
      // Of a list that the page draws itself only the press on a choice is heard.
      const own = spot?.parts.some((part) => typed.has(part) || (chose && isMenu(part))) ?? false;
      return own && value ? [{ field, value: withoutSecrets(value), how: 'TAKEN' }] : [];
    });
    const key = JSON.stringify(values);
    if (values.length < LEAST_TYPED || key === toldForm) return;
    toldForm = key;
    void link.ask<'sent'>({ page: 'sent', form: read.form, values });
  };

  const wrote = (event: Event) => {
    // What a page's script does is not the person's hand.
    const element = event.composedPath()[0];
    if (event.isTrusted && element instanceof Element) typed.add(element);
  };
  shadows.hear('input', wrote, signal);
  shadows.hear('change', wrote, signal);

  const copied = (event: Event) => {
    if (!event.isTrusted) return;
    const said = withoutSecrets(String(getSelection() ?? ''))
      .trim()
      .slice(0, LONGEST);
    // The copy itself is not to wait for a look at the page.
    if (said !== '') setTimeout(() => !signal.aborted && tellPage(said));
  };
  shadows.hear('copy', copied, signal);
  shadows.hear('cut', copied, signal);

  document.addEventListener(
    'submit',
    (event) => {
      if (!event.isTrusted) return;
      tellForm();
      typed.clear();
      chose = false;
    },
    listening,
  );
  document.addEventListener(
    'click',
    (event) => {
      const pressed = event.composedPath()[0];
      if (!event.isTrusted || !(pressed instanceof Element)) return;
      if (pressed.closest('[role="option"], [role="radio"]')) chose = true;
      const button = pressed.closest(BUTTONS);
      if (button && !button.closest('form')) tellForm();
    },
    listening,
  );
  let reading = 0;
  const read = () => {
    clearTimeout(reading);
    if (document.visibilityState !== 'visible' || signal.aborted) return;
    const tell = () => !signal.aborted && typed.size === 0 && tellPage(null);
    reading = window.setTimeout(() => {
      if (typeof requestIdleCallback === 'function') requestIdleCallback(tell, { timeout: READ });
      else tell();
    }, READ);
  };
  read();
  document.addEventListener('visibilitychange', read, { signal });
  signal.addEventListener('abort', () => clearTimeout(reading));
  const left = () => {
    tellForm();
    if (typed.size === 0) tellPage(null);
  };
  document.addEventListener(
    'visibilitychange',
    () => document.visibilityState === 'hidden' && typed.size === 0 && tellPage(null),
    { signal },
  );
  addEventListener('pagehide', left, { signal });
};
