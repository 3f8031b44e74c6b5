/** The words of a part of a page: what a person reads there, without its controls. */
import { withoutSecretsAcross } from './secrets';

/** Characters of one text that are kept at most. */
export const LONGEST = 2_000;

/** Text nodes looked at, at most: a page is as long as it likes. */
const MOST_NODES = 1_500;

/** Fewer words are a name, a date, a caption: a detail, not what a thing is about. */
export const SENTENCE = 3;

/** In an open document, which says more, a shorter line is who, when and where. */
export const PARAGRAPH = 6;

/** What is no content: programs, controls, and what stands on every page of a site. */
const NO_CONTENT =
  'script, style, noscript, template, select, button, input, textarea, option, datalist, nav, aside, svg, [hidden], [aria-hidden="true"], [contenteditable="true"], [role="button"], [role="menu"], [role="listbox"], [role="menuitem"], [role="toolbar"], [role="radiogroup"], [role="navigation"], [role="banner"], [role="search"], [role="alert"], [role="status"], [role="complementary"], stillroom-chips';

/** Elements that do not begin a line of their own. */
const INLINE =
  'a, abbr, b, bdi, bdo, cite, code, data, del, dfn, em, font, i, ins, kbd, label, mark, q, s, samp, small, span, strong, sub, sup, time, u, var, wbr';

/**
 * The lines of an element: what stands together, without secrets.
 *
 * @param labels texts that say what was chosen before, as a badge does: they are left out
 * @param most characters after which it stops
 */
export function linesOf(
  element: Element,
  labels: ReadonlySet<string> = new Set(),
  most = LONGEST,
): string[] {
  const lines: string[] = [];
  let line = '';
  let length = 0;
  let nodes = 0;
  const end = () => {
    if (line) lines.push(line);
    line = '';
  };
  const read = (node: Node): boolean => {
    if (length >= most || nodes++ > MOST_NODES) return false;
    if (node.nodeType === Node.TEXT_NODE) {
      const text = tidy((node as Text).data);
      if (text && !labels.has(text.toLowerCase())) {
        line = line ? `${line} ${text}` : text;
        length += text.length + 1;
      }
      return true;
    }
    if (!(node instanceof Element)) return true;
    if (node !== element && (node.matches(NO_CONTENT) || labelsControl(node))) return true;
    if (node !== element && labels.has(tidy(shortText(node)).toLowerCase())) return true;
    const block = !node.matches(INLINE);
    if (block) end();
    for (const child of node.shadowRoot?.childNodes ?? []) if (!read(child)) return false;
    for (const child of node.childNodes) if (!read(child)) return false;
    if (block) end();
    return true;
  };
  read(element);
  end();
  return withoutSecretsAcross(lines);
}

/**
 * What of the lines is content, and what only names, dates and the like.
 *
 * @param least words of a line that is content
 * @param heading a line that is content however short it is
 */
export function contentOf(
  lines: string[],
  least = SENTENCE,
  heading = '',
): { text: string; details: string[] } {
  const isContent = (line: string) => wordsIn(line) >= least || line === heading;
  const content = lines.filter(isContent);
  const details = lines.filter((line) => wordsIn(line) > 0 && !isContent(line));
  // Where nothing is a sentence, the names are what there is.
  if (content.length === 0) return { text: details.join(' ').slice(0, LONGEST), details: [] };
  return { text: content.join(' ').slice(0, LONGEST), details };
}

export function wordsIn(text: string): number {
  return text.split(' ').filter((word) => /\p{L}/u.test(word)).length;
}

/** Whether an element says something besides its controls; read no further than is of use. */
export function hasWords(element: Element, labels: ReadonlySet<string>): boolean {
  return wordsIn(linesOf(element, labels, 200).join(' ')) >= SENTENCE;
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
