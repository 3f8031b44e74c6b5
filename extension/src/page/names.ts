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
  const label =
    element instanceof HTMLInputElement || element instanceof HTMLSelectElement
      ? [...(element.labels ?? [])].map(ownText).join(' ')
      : '';
  const legend =
    element instanceof HTMLFieldSetElement
      ? (element.querySelector('legend')?.textContent ?? '')
      : '';
  return tidy(byText || element.getAttribute('aria-label') || label || legend);
}

/** A label's text without that of the control it may be around. */
function ownText(label: HTMLLabelElement): string {
  const copy = label.cloneNode(true) as HTMLElement;
  for (const inner of copy.querySelectorAll('select, input, textarea, button')) inner.remove();
  return copy.textContent ?? '';
}
