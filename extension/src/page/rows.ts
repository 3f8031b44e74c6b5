/** Puts the values of several fields into rows: what stands in one item of a list belongs together. */
import type { Tree } from './snapshot';

/** Whether a page is one record, or holds one in each item of a list. */
export type Shape = 'page' | 'items';

/** One row: for each field the nodes of its values, none where the row has none. */
export type Row = number[][];

/** The likelier shape: one list alone, or several lists side by side, are items. */
export function likelyShape(fields: number[][]): Shape {
  const filled = fields.filter((nodes) => nodes.length > 0);
  const lists = filled.filter((nodes) => nodes.length > 1);
  if (lists.length === 0) return 'page';
  return lists.length > 1 || filled.length === 1 ? 'items' : 'page';
}

export function rowsOf(tree: Tree, fields: number[][], shape: Shape): Row[] {
  if (fields.every((nodes) => nodes.length === 0)) return [];
  if (shape === 'page') return [fields.map((nodes) => [...nodes])];
  const best = bestItems(tree, fields);
  if (isFlat(tree, best, fields)) return inTurn(fields);
  const items = withOrphans(tree, best, fields.flat());
  const rows: Row[] = items.map(() => fields.map(() => []));
  fields.forEach((nodes, field) => {
    for (const node of nodes) {
      const row = rowOf(tree, items, node);
      // What stands before and outside of all items holds for each of them.
      if (row < 0) rows.forEach((one) => one[field]?.push(node));
      else rows[row]?.[field]?.push(node);
    }
  });
  return rows.filter((row) => row.some((nodes) => nodes.length > 0));
}

/** Whether each item holds one value alone, as in lists of terms and descriptions. */
function isFlat(tree: Tree, items: number[], fields: number[][]): boolean {
  const lists = fields.filter((nodes) => nodes.length > 1);
  return (
    lists.length > 1 &&
    items.every((item) => fields.flat().filter((node) => tree.contains(item, node)).length === 1)
  );
}

/**
 * Rows of a flat list: the field that comes first begins them; where it has fewer values than
 * another, a field that comes again begins one, too.
 */
function inTurn(fields: number[][]): Row[] {
  const order = fields
    .flatMap((nodes, field) => nodes.map((node) => ({ node, field })))
    .sort((a, b) => a.node - b.node);
  const lead = order.find(({ field }) => (fields[field]?.length ?? 0) > 1)?.field ?? 0;
  const leads = fields[lead]?.length ?? 0;
  const rows: Row[] = [];
  const shared: Row = fields.map((nodes) => (nodes.length === 1 ? nodes : []));
  for (const { node, field } of order) {
    if (fields[field]?.length === 1) continue;
    const last = rows.at(-1);
    const again = (last?.[field]?.length ?? 0) > 0;
    const begins = field === lead || (again && (fields[field]?.length ?? 0) > leads);
    if (!last || begins) rows.push(fields.map((_, i) => (i === field ? [node] : [])));
    else last[field]?.push(node);
  }
  return rows.map((row) => row.map((nodes, i) => (nodes.length > 0 ? nodes : (shared[i] ?? []))));
}

/** The items of the field that bring most values together; of equal ones the longer, the first. */
function bestItems(tree: Tree, fields: number[][]): number[] {
  const lists = fields.filter((nodes) => nodes.length > 1);
  const all = fields.flat();
  let best = { items: itemsOf(tree, lists[0] ?? all.slice(0, 1)), held: -1, start: Infinity };
  for (const nodes of lists) {
    const items = itemsOf(tree, nodes);
    const held =
      all.filter((node) => items.some((item) => tree.contains(item, node))).length +
      nodes.length / (all.length + 1);
    const start = nodes[0] as number;
    if (held > best.held || (held === best.held && start < best.start)) {
      best = { items, held, start };
    }
  }
  return best.items;
}

/** The largest part of the page around each node that holds no other of them. */
export function itemsOf(tree: Tree, nodes: number[]): number[] {
  return nodes.map((node, i) => {
    const before = nodes[i - 1];
    const after = nodes[i + 1];
    // The nearer neighbour bounds the item.
    const bound = Math.max(
      before === undefined ? -1 : tree.commonAncestor(node, before),
      after === undefined ? -1 : tree.commonAncestor(node, after),
    );
    let item = node;
    while (tree.parent(item) >= 0 && tree.parent(item) !== bound && item !== bound) {
      item = tree.parent(item);
    }
    return item;
  });
}

/** Items that lack the leading field show themselves by the other fields' values in them. */
function withOrphans(tree: Tree, items: number[], nodes: number[]): number[] {
  const parent = items.length > 0 ? tree.parent(items[0] as number) : -1;
  const [first] = items;
  if (first === undefined || items.some((item) => tree.parent(item) !== parent)) return items;
  const all = new Set(items);
  for (const node of nodes) {
    if (!tree.contains(parent, node) || items.some((item) => tree.contains(item, node))) continue;
    const own = tree.ancestry(node).find((at) => tree.parent(at) === parent);
    if (own !== undefined && tree.tag(own) === tree.tag(first)) all.add(own);
  }
  return [...all].sort((a, b) => a - b);
}

function rowOf(tree: Tree, items: number[], node: number): number {
  const within = items.findIndex((item) => tree.contains(item, node));
  if (within >= 0) return within;
  // In flat lists (a term, its descriptions) the item goes on until the next one begins.
  const parent = tree.parent(items[0] ?? -1);
  if (!tree.contains(parent, node)) return -1;
  return items.findLastIndex((item) => item <= node);
}
