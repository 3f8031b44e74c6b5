/** Snapshots written down by hand, for tests. */
import { HIDDEN, Tree, type Snapshot } from '../src/page/snapshot';

export type Part = string | [tag: string, attributes: Record<string, string>, ...parts: Part[]];

export function tree(...parts: Part[]): Tree {
  const snapshot: Snapshot = {
    page: 1,
    url: 'https://shop.example/list',
    title: 'List',
    cut: false,
    nodes: [[-1, 'html']],
  };
  const add = (part: Part, parent: number) => {
    if (typeof part === 'string') {
      snapshot.nodes.push([parent, '#text', part]);
      return;
    }
    const [tag, { hidden, ...attributes }, ...kids] = part;
    const index =
      snapshot.nodes.push([parent, tag, { ...attributes, ...(hidden && { [HIDDEN]: '' }) }]) - 1;
    for (const kid of kids) add(kid, index);
  };
  snapshot.nodes.push([0, 'body']);
  for (const part of parts) add(part, 1);
  return new Tree(snapshot);
}

/** The elements whose text is this, innermost first. */
export function find(of: Tree, text: string): number {
  let found = -1;
  for (let i = 0; i < of.size; i++) if (!of.isText(i) && of.text(i) === text) found = i;
  if (found < 0) throw new Error(`no element says ${text}`);
  return found;
}

export function texts(of: Tree, nodes: number[]): string[] {
  return nodes.map((node) => of.text(node));
}
