/** The words of a part of a page: what a person reads there, without its controls. */
import { withoutSecrets } from './secrets';

/** Characters of one text that are kept at most. */
export const LONGEST = 2_000;

/** Text nodes looked at, at most: a page is as long as it likes. */
const MOST_NODES = 1_500;

/** What is no content: programs, controls, and what stands on every page of a site. */
const NO_CONTENT =
  'script, style, noscript, template, select, button, input, textarea, option, datalist, nav, aside, svg, [hidden], [aria-hidden="true"], [contenteditable="true"], [role="button"], [role="menu"], [role="listbox"], [role="menuitem"], [role="toolbar"], [role="radiogroup"], [role="navigation"], [role="banner"], [role="search"], [role="alert"], [role="status"], [role="complementary"], stillroom-chips';

/**
 * The text of an element.
 *
 * @param labels texts that say what was chosen before, as a badge does: they are left out
 * @param most characters after which it stops
 */
export function textOf(
  element: Element,
  labels: ReadonlySet<string> = new Set(),
  most = LONGEST,
): string {
  const parts: string[] = [];
  let length = 0;
  let nodes = 0;
  const read = (node: Node): boolean => {
    if (length >= most || nodes++ > MOST_NODES) return false;
    if (node.nodeType === Node.TEXT_NODE) {
      const text = tidy((node as Text).data);
      if (text && !labels.has(text.toLowerCase())) {
        parts.push(text);
        length += text.length + 1;
      }
      return true;
    }
    if (!(node instanceof Element)) return true;
    if (node !== element && (node.matches(NO_CONTENT) || labelsControl(node))) return true;
    const chosenBefore = node !== element && labels.has(tidy(shortText(node)).toLowerCase());
    if (chosenBefore) return true;
    for (const child of node.childNodes) if (!read(child)) return false;
    return true;
  };
  read(element);
  return withoutSecrets(parts.join(' ')).slice(0, most);
}

/** How many words an element has besides its controls, counted no further than is of use. */
export function hasWords(element: Element, least: number, labels: ReadonlySet<string>): boolean {
  return (
    textOf(element, labels, 200)
      .split(' ')
      .filter((word) => /\p{L}/u.test(word)).length >= least
  );
}

export function tidy(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** The text of an element that could be a label; of a longer one, nothing. */
function shortText(element: Element): string {
  if (element.childElementCount > 2) return '';
  const text = element.textContent ?? '';
  return text.length > 60 ? '' : text;
}

function labelsControl(element: Element): boolean {
  return element instanceof HTMLLabelElement && element.control !== null;
}
