/** The page's own link to its next page. It is only shown: nobody goes there but the person. */
import type { Tree } from './snapshot';

const WORDS =
  /^(next( page)?|older( posts)?|more results|weiter|nächste( seite)?|vor|suivant|siguiente|»|›|→|>|>>)$/i;

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
    const score = scoreOf(tree, node);
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
