/** From one or two picked elements to all that are like them on the same page. */
import type { Tree } from './snapshot';

/** One step down from an element to a child. */
interface Step {
  tag: string;
  /** Classes that all picked ones have here. */
  classes: string[];
  /** The place among siblings of its name, counted from 0; null where the picked ones differ. */
  place: number | null;
}

/** Elements whose repetition is what they are for. */
const ITEMS: ReadonlySet<string> = new Set(['tr', 'li', 'dd', 'option', 'article']);
const ITEM_ROLES: ReadonlySet<string> = new Set(['row', 'listitem', 'article', 'option']);

/** How many like ones make a repetition where the page does not name it one. */
const FEWEST = 3;

/**
 * All elements like the picked ones, in document order; the picked ones are always among them.
 *
 * @param picked at least two; with one see {@link alikeOne}
 * @param rejected elements that a person took out again: what sets them apart is avoided
 */
export function alike(tree: Tree, picked: number[], rejected: number[] = []): number[] {
  const [first, ...others] = picked;
  if (first === undefined || others.length === 0) return [...picked];
  const root = others.reduce((at, node) => tree.commonAncestor(at, node), first);
  if (root < 0) return sorted(picked);
  // Of picked ones that lie in each other there is no list.
  if (picked.includes(root)) return sorted(picked);
  const steps = others.reduce<Step[] | null>(
    (known, node) => (known ? merge(tree, known, pathTo(tree, root, node)) : null),
    stepsOf(tree, pathTo(tree, root, first)),
  );
  const found = steps ? follow(tree, root, steps) : ofTheSameLook(tree, root, picked);
  const avoided = whatSetsApart(tree, root, picked, rejected);
  return sorted([
    ...picked,
    ...found.filter(
      (node) =>
        !tree.isHidden(node) &&
        !rejected.includes(node) &&
        !marksOf(tree, root, node).some((mark) => avoided.has(mark)),
    ),
  ]);
}

/** What one picked element is repeated with, and whether the page itself calls that a list. */
export interface Repetition {
  nodes: number[];
  obvious: boolean;
}

/** All elements like one picked one, where it stands in something that repeats; else null. */
export function alikeOne(tree: Tree, picked: number): Repetition | null {
  let best: Repetition | null = null;
  const line = tree.ancestry(picked);
  for (let i = 0; i + 1 < line.length; i++) {
    const [item, parent] = [line[i] as number, line[i + 1] as number];
    const tag = tree.tag(item);
    // The cells of one row are not like each other; the rows are.
    if (tag === 'td' || tag === 'th' || tag === 'body' || tag === 'head') continue;
    const below = stepsOf(tree, line.slice(0, i).reverse());
    const items = siblingsLike(tree, parent, item);
    const nodes = items
      .flatMap((one) => (below.length === 0 ? [one] : follow(tree, one, below)))
      .filter((node) => !tree.isHidden(node));
    const named = ITEMS.has(tag) || ITEM_ROLES.has(tree.attribute(item, 'role'));
    if (nodes.length < (named ? 2 : FEWEST) || items.length < 2) continue;
    const isTable = tag === 'tr' && line.slice(0, i).some((node) => tree.tag(node) === 'td');
    const obvious = isTable && nodes.length >= FEWEST;
    // The nearest repetition that the page names; without one, the largest.
    if (named) return { nodes: sorted([picked, ...nodes]), obvious };
    if (!best || nodes.length > best.nodes.length) {
      best = { nodes: sorted([picked, ...nodes]), obvious: false };
    }
  }
  return best;
}

/** Siblings with the same name and, where it has classes, at least one of them. */
function siblingsLike(tree: Tree, parent: number, item: number): number[] {
  const classes = tree.classes(item);
  const kin = tree.children(parent).filter((child) => tree.tag(child) === tree.tag(item));
  const alike = kin.filter((child) => tree.classes(child).some((name) => classes.includes(name)));
  return classes.length > 0 && alike.length > 1 ? alike : kin;
}

/** The nodes below `root` down to `node`, that one included. */
function pathTo(tree: Tree, root: number, node: number): number[] {
  const line = tree.ancestry(node);
  return line.slice(0, line.indexOf(root)).reverse();
}

function stepsOf(tree: Tree, path: number[]): Step[] {
  return path.map((node) => ({
    tag: tree.tag(node),
    classes: tree.classes(node),
    place: placeOf(tree, node),
  }));
}

function placeOf(tree: Tree, node: number): number {
  return tree
    .children(tree.parent(node))
    .filter((child) => tree.tag(child) === tree.tag(node))
    .indexOf(node);
}

/** What two paths have in common; null where they are not of the same build. */
function merge(tree: Tree, steps: Step[], path: number[]): Step[] | null {
  if (steps.length !== path.length) return null;
  const merged: Step[] = [];
  for (const [i, node] of path.entries()) {
    const step = steps[i] as Step;
    if (step.tag !== tree.tag(node)) return null;
    const classes = tree.classes(node);
    merged.push({
      tag: step.tag,
      classes: step.classes.filter((name) => classes.includes(name)),
      place: step.place === placeOf(tree, node) ? step.place : null,
    });
  }
  return merged;
}

function follow(tree: Tree, root: number, steps: Step[]): number[] {
  let at = [root];
  for (const { tag, classes, place } of steps) {
    at = at.flatMap((node) => {
      const kin = tree.children(node).filter((child) => tree.tag(child) === tag);
      const fitting = kin.filter((child) => {
        const its = tree.classes(child);
        return classes.every((name) => its.includes(name));
      });
      if (place === null || (classes.length > 0 && fitting.length === 1)) return fitting;
      // With classes of its own the place counts among those that share them.
      const placed = kin[place];
      return placed !== undefined && fitting.includes(placed) ? [placed] : [];
    });
  }
  return at;
}

/** Where the paths differ: what has the same name and the classes that all share. */
function ofTheSameLook(tree: Tree, root: number, picked: number[]): number[] {
  const [first] = picked as [number];
  const tag = tree.tag(first);
  if (picked.some((node) => tree.tag(node) !== tag)) return [];
  const shared = tree
    .classes(first)
    .filter((name) => picked.every((node) => tree.classes(node).includes(name)));
  const prop = tree.attribute(first, 'itemprop');
  const sameProp = prop !== '' && picked.every((node) => tree.attribute(node, 'itemprop') === prop);
  if (shared.length === 0 && !sameProp) return [];
  const found: number[] = [];
  for (let node = root + 1; node < tree.end(root); node++) {
    if (tree.tag(node) !== tag) continue;
    const its = tree.classes(node);
    if (!shared.every((name) => its.includes(name))) continue;
    if (sameProp && tree.attribute(node, 'itemprop') !== prop) continue;
    found.push(node);
  }
  return found;
}

/** Names and classes on the way to a node, by which it can be told from others. */
function marksOf(tree: Tree, root: number, node: number): string[] {
  return pathTo(tree, root, node).flatMap((at, depth) => [
    ...tree.classes(at).map((name) => `${depth}.${name}`),
    `${depth}@${tree.attribute(at, 'role')}`,
  ]);
}

function whatSetsApart(
  tree: Tree,
  root: number,
  picked: number[],
  rejected: number[],
): Set<string> {
  const wanted = new Set(picked.flatMap((node) => marksOf(tree, root, node)));
  return new Set(
    rejected
      .filter((node) => tree.contains(root, node))
      .flatMap((node) => marksOf(tree, root, node))
      .filter((mark) => !wanted.has(mark)),
  );
}

function sorted(nodes: number[]): number[] {
  return [...new Set(nodes)].sort((a, b) => a - b);
}
