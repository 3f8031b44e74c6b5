/** What of a page becomes an example: all that it says, without what the person did not pick of secrets. */
import { withoutSecrets, withoutSecretsAcross } from '../page/secrets';
import { DATA, type ElementNode, type Snapshot, type Tree } from '../page/snapshot';

/** What stands for something left out: the text stays a node, for places are numbers of nodes. */
const LEFT_OUT = '…';

const TOKEN_NAME = /csrf|xsrf|token/i;

/**
 * A snapshot without what is told in it in confidence.
 *
 * @param picked nodes that stay as they are, with all that is in them
 * @param typedIn nodes whose text is the person's own, as in a field, unless it was picked
 */
export function discreet(tree: Tree, picked: number[], typedIn: number[]): Snapshot {
  const { snapshot } = tree;
  const isPicked = within(tree, picked);
  const isTyped = within(tree, typedIn);
  const said = textsWithoutSecrets(tree, isTyped);
  return {
    ...snapshot,
    title: withoutSecrets(snapshot.title),
    nodes: snapshot.nodes.map((node, i) => {
      if (isPicked[i]) return node;
      const [parent, tag, what] = node;
      if (typeof what === 'string') return [parent, '#text', said.get(i) ?? LEFT_OUT];
      return what ? [parent, tag, attributesOf(tag, what)] : node;
    }),
  };
}

/** By their numbers, texts without secrets; a code may be told in several elements. */
function textsWithoutSecrets(tree: Tree, isTyped: Uint8Array): Map<number, string> {
  const texts = tree.snapshot.nodes.flatMap((node, i): [number, string][] =>
    tree.isText(i) && !isTyped[i] ? [[i, node[2] as string]] : [],
  );
  const said = withoutSecretsAcross(texts.map(([, text]) => text));
  return new Map(texts.map(([i], n) => [i, said[n] as string]));
}

function attributesOf(
  tag: string,
  { ...kept }: NonNullable<ElementNode[2]>,
): NonNullable<ElementNode[2]> {
  const names = `${kept['name'] ?? ''} ${kept['property'] ?? ''} ${kept['id'] ?? ''}`;
  if (tag === 'meta' && TOKEN_NAME.test(names)) delete kept['content'];
  if (kept['content'] !== undefined) kept['content'] = withoutSecrets(kept['content']);
  if (kept[DATA] !== undefined) kept[DATA] = dataWithoutSecrets(kept[DATA]);
  return kept;
}

/** Structured data stays readable: only what its texts say changes. */
function dataWithoutSecrets(data: string): string {
  try {
    let changed = false;
    const value: unknown = JSON.parse(data, (_, one: unknown) => {
      if (typeof one !== 'string') return one;
      const said = withoutSecrets(one);
      changed ||= said !== one;
      return said;
    });
    return changed ? JSON.stringify(value) : data;
  } catch {
    return withoutSecrets(data);
  }
}

function within(tree: Tree, tops: number[]): Uint8Array {
  const inside = new Uint8Array(tree.size);
  for (const top of tops) if (top >= 0) inside.fill(1, top, tree.end(top));
  return inside;
}
