/** The page's own link to its next page. It is only shown: nobody goes there but the person. */
import type { Tree } from './snapshot';

/** What links to the next page say, in the languages of most pages. */
const WORDS = new RegExp(
  '^(' +
    [
      'next( page)?|older( posts)?|more results|show more',
      'weiter|nächste( seite)?|vor',
      'suivant|suivante|page suivante',
      'siguiente|página siguiente|próxima|próximo|próxima página|seguinte',
      'avanti|successiva|successivo|pagina successiva|prossima',
      'volgende|volgende pagina|nästa|nästa sida|næste|næste side|neste|neste side|seuraava',
      'następna|następna strona|dalej|další|další strana|következő|sonraki|sonraki sayfa',
      'следующая|далее|вперёд|вперед|наступна|далі|επόμενη',
      '次へ|次のページ|下一页|下一頁|다음',
      '»|›|→|>|>>',
    ].join('|') +
    ')$',
  'iu',
);

/** Pages are counted in addresses and on links, no further than this. */
const NUMBER = /^\d{1,4}$/;

export interface NextPage {
  node: number;
  href: string;
}

/**
 * The link that leads on, of the same origin as the page; null where there is none.
 *
 * @param address the page's, whole
 */
export function nextPage(tree: Tree, address: string): NextPage | null {
  let best: (NextPage & { score: number }) | null = null;
  for (let node = 0; node < tree.size; node++) {
    if (tree.tag(node) !== 'a' && tree.tag(node) !== 'link') continue;
    const href = within(tree.attribute(node, 'href'), address);
    if (href === null || href === address.replace(/#.*$/, '')) continue;
    const score = Math.max(scoreOf(tree, node), isNumberedAfter(tree, node, href, address) ? 1 : 0);
    if (score > (best?.score ?? 0)) best = { node, href, score };
  }
  return best && { node: best.node, href: best.href };
}

function scoreOf(tree: Tree, node: number): number {
  if (/(^|\s)next(\s|$)/i.test(tree.attribute(node, 'rel'))) return 3;
  if (tree.tag(node) !== 'a' || tree.isHidden(node)) return 0;
  const says = [tree.text(node), tree.attribute(node, 'aria-label'), tree.attribute(node, 'title')];
  const words = says.map((text) => text.replace(/\s*[›»→]$/u, '').trim() || text);
  return words.some((text) => WORDS.test(text.trim())) ? 2 : 0;
}

/** Whether a link says a number, and its address is the page's with that number for the one before. */
function isNumberedAfter(tree: Tree, node: number, href: string, address: string): boolean {
  const says = tree.text(node).trim();
  if (!NUMBER.test(says) || tree.isHidden(node)) return false;
  const here = address.replace(/#.*$/, '');
  for (let at = href.indexOf(says); at >= 0; at = href.indexOf(says, at + 1)) {
    const before = href.slice(0, at);
    const behind = href.slice(at + says.length);
    // Within a longer number it is none.
    if (/\d$/.test(before) || /^\d/.test(behind)) continue;
    if (here === `${before}${Number(says) - 1}${behind}`) return true;
    // The first page often has no number.
    const added = says === '2' && behind === '' ? without(before, here) : '';
    if (/^[/?&]?[\w-]*[=/-]$/.test(added)) return true;
  }
  return false;
}

/** What an address has more than another, or something that is no beginning of a number. */
function without(address: string, beginning: string): string {
  const plain = beginning.replace(/\/$/, '');
  return address.startsWith(plain) ? address.slice(plain.length) : ' ';
}

/** The absolute address, where it is one of the web and of the page's own origin. */
function within(href: string, base: string): string | null {
  try {
    const url = new URL(href, base);
    if (!/^https?:$/.test(url.protocol) || url.origin !== new URL(base).origin) return null;
    url.hash = '';
    return url.href;
  } catch {
    return null;
  }
}
