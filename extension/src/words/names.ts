/** Names as a page may show them: what turns a line around or cannot be seen is shown as a mark. */

/** Controls, marks of direction, joiners and other things without a shape of their own. */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029\ufffd]/gu;

export function shownName(name: string): string {
  return name.replace(UNSEEN, '\u25a1');
}
