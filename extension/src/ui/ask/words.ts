/** What a page says to a person, as text: hidden parts left out, blocks on lines of their own. */
import { Tree, isInline, type Snapshot } from '../../page/snapshot';

const UNREAD = /^(script|style|noscript|template|nav|header|footer|aside|select|svg)$/;

/** Characters; a teacher is not shown more of a page. */
export const LONGEST = 10_000;

export function wordsOf(snapshot: Snapshot): string {
  const tree = new Tree(snapshot);
  let text = '';
  for (let node = 0; node < tree.size; node++) {
    if (tree.isText(node)) {
      text += snapshot.nodes[node]?.[2] as string;
    } else if (tree.isHidden(node) || UNREAD.test(tree.tag(node))) {
      text += '\n';
      node = tree.end(node) - 1;
    } else if (!isInline(tree.tag(node))) {
      text += '\n';
    }
  }
  return text
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
    .slice(0, LONGEST);
}
