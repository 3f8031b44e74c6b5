/** What controls are called, as a screen reader says it. */
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
    .map((id) => (id ? (document.getElementById(id)?.textContent ?? '') : ''))
    .join(' ');
  return tidy(byText || element.getAttribute('aria-label') || labelOf(element));
}

/** Asked for last: a browser goes through the whole page for an element's labels. */
function labelOf(element: HTMLElement): string {
  if (element instanceof HTMLFieldSetElement) {
    return element.querySelector('legend')?.textContent ?? '';
  }
  const labelled = element instanceof HTMLInputElement || element instanceof HTMLSelectElement;
  return labelled ? [...(element.labels ?? [])].map(ownText).join(' ') : '';
}

/** A label's text without that of the control it may be around. */
function ownText(label: HTMLLabelElement): string {
  const copy = label.cloneNode(true) as HTMLElement;
  for (const inner of copy.querySelectorAll('select, input, textarea, button')) inner.remove();
  return copy.textContent ?? '';
}
