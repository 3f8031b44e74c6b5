/** Finds a sentence's words in a page, whatever markup and white space stand between them. */

const SPACE = /[\s\u00ad\u200b\ufeff]/;

interface Point {
  node: Text;
  offset: number;
}

/** The range of the first place below `root` that says `text`; null where none does. */
export function find(root: Node, text: string): Range | null {
  const wanted = [...text].filter((c) => !SPACE.test(c)).join('');
  if (wanted === '') return null;
  const points: Point[] = [];
  let letters = '';
  const walker = (root.ownerDocument ?? (root as Document)).createTreeWalker(
    root,
    NodeFilter.SHOW_TEXT,
  );
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { data, parentElement } = node as Text;
    if (parentElement && /^(script|style|noscript|template)$/i.test(parentElement.tagName))
      continue;
    for (let offset = 0; offset < data.length; offset++) {
      const letter = data[offset] as string;
      if (!SPACE.test(letter)) {
        letters += letter;
        points.push({ node: node as Text, offset });
      }
    }
  }
  const at = letters.indexOf(wanted);
  const from = points[at];
  const to = points[at + wanted.length - 1];
  if (at < 0 || !from || !to) return null;
  const range = (root.ownerDocument ?? (root as Document)).createRange();
  range.setStart(from.node, from.offset);
  range.setEnd(to.node, to.offset + 1);
  return range;
}
