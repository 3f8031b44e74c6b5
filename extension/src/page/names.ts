/** What controls are called, as a screen reader says it. */
import { rootOf } from './shadows';
import { tidy } from './text';

export const LONGEST_LABEL = 60;

/** The name of a button, an option, a radio. */
export function nameOf(element: HTMLElement | undefined): string {
  if (!element) return '';
  const own =
    element instanceof HTMLInputElement && element.type !== 'radio'
      ? element.value
      : element.textContent;
  return tidy(accessibleName(element) || own || element.title).slice(0, LONGEST_LABEL);
}

export function accessibleName(element: HTMLElement): string {
  const by = element.getAttribute('aria-labelledby');
  const byText = (by ?? '')
    .split(/\s+/)
    .map((id) => (id ? (rootOf(element).getElementById(id)?.textContent ?? '') : ''))
    .join(' ');
  return tidy(byText || element.getAttribute('aria-label') || labelOf(element));
}

function labelOf(element: HTMLElement): string {
  if (element instanceof HTMLFieldSetElement) {
    return element.querySelector('legend')?.textContent ?? '';
  }
  const labelled = element instanceof HTMLInputElement || element instanceof HTMLSelectElement;
  return labelled ? labelsOf(element).map(ownText).join(' ') : '';
}

/**
 * The labels of a field. A browser goes through the whole page for `field.labels`, at each change
 * of the page anew; of labels alone it keeps a list.
 */
export function labelsOf(field: HTMLElement): HTMLLabelElement[] {
  const around = field.closest('label');
  const own = around && (around.htmlFor === '' || around.htmlFor === field.id) ? [around] : [];
  if (field.id === '') return own;
  const root = rootOf(field);
  const all =
    root instanceof Document ? root.getElementsByTagName('label') : root.querySelectorAll('label');
  return [...own, ...[...all].filter((one) => one !== around && one.htmlFor === field.id)];
}

/** A label's text without that of the control it may be around. */
function ownText(label: HTMLLabelElement): string {
  const copy = label.cloneNode(true) as HTMLElement;
  for (const inner of copy.querySelectorAll('select, input, textarea, button')) inner.remove();
  return copy.textContent ?? '';
}
