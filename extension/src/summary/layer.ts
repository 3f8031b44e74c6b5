/**
 * The text of a PDF that a page draws itself: viewers lay their words, line by line, over the drawn
 * pages so that they can be marked. Lines of one page are put together, parted words joined.
 */
import { withoutSecretsAcross } from '../page/told-secrets';

const LAYER = '.textLayer, [class*="textLayer"]';

/** Characters; a longer one is cut here. */
const LONGEST = 2_000_000;

/** What it says becomes an example: without what is told in it in confidence. */
export function layerText(document: Document): string {
  const pages: string[] = [];
  for (const layer of document.querySelectorAll(LAYER)) {
    if (layer.parentElement?.closest(LAYER)) continue;
    const lines: string[] = [];
    let top = Number.NaN;
    for (const word of layer.querySelectorAll('span, div, br')) {
      if (word.querySelector('span, div')) continue;
      const text = word.textContent ?? '';
      const y = word.getBoundingClientRect().top;
      const sameLine = Math.abs(y - top) < 4 && lines.length > 0;
      if (sameLine) lines[lines.length - 1] += text;
      else if (text.trim() !== '') lines.push(text);
      top = y;
    }
    pages.push(join(lines));
  }
  return withoutSecretsAcross(pages.filter(Boolean)).join('\n\n').slice(0, LONGEST);
}

/** A line that ends in the middle of a word goes on with it in the next. */
export function join(lines: string[]): string {
  let text = '';
  for (const line of lines.map((one) => one.trim()).filter(Boolean)) {
    if (/\p{Ll}[-\u00ad\u2010]$/u.test(text) && /^\p{Ll}/u.test(line))
      text = text.slice(0, -1) + line;
    else text += (text === '' ? '' : ' ') + line;
  }
  return text;
}
