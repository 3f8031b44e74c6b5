/** What a form is filled from: a page's words without what is told there in confidence. */
import type { Look } from '../page/look';
import { withoutSecrets } from '../page/secrets';
import { Tree } from '../page/snapshot';
import { discreet } from '../pick/discreet';
import type { PageText } from './messages';

/** Characters of what is marked. */
const LONGEST = 20_000;

/**
 * A page as a source. What a form was filled from becomes an example, so that no card number and no
 * code may stand in it; nodes keep their places, by which they are shown.
 */
export function pageText({ snapshot, nodes }: Look, selection: string): PageText {
  const typedIn = nodes.flatMap((node, i) =>
    (node as Partial<HTMLElement>).isContentEditable ? i : [],
  );
  return {
    page: discreet(new Tree(snapshot), [], typedIn),
    selection: withoutSecrets(selection.slice(0, LONGEST)),
  };
}
