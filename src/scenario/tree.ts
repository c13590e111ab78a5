/**
 * A scenario as it was written: plain maps, lists and values in which every part knows where it came from.
 * Trees are never changed in place, so that aliases, layers and variants may share their branches.
 */
import type { Path } from "./path.js";

/** Who wrote a value. Layers count from the bottom of the `extends` chain upwards; patches and `--set` come last. */
export interface Origin {
  readonly kind: "file" | "patch" | "set" | "default";
  /** `file:line:column`, the text of the `--set`, or "default". */
  readonly place: string;
  readonly layer: number;
}

export type Scalar = string | number | boolean | null;

interface Leaf {
  readonly kind: "leaf";
  readonly value: Scalar;
  readonly origin: Origin;
}

export interface ListTree {
  readonly kind: "list";
  readonly items: readonly Tree[];
  readonly origin: Origin;
}

export interface Entry {
  /** Where the key stands. */
  readonly place: string;
  readonly value: Tree;
}

export interface MapTree {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, Entry>;
  readonly origin: Origin;
}

export type Tree = Leaf | ListTree | MapTree;

/** The branch at a path; undefined when nothing was written there. */
export function treeAt(tree: Tree, path: Path): Tree | undefined {
  let branch: Tree | undefined = tree;
  for (const step of path) branch = branch && childOf(branch, step);
  return branch;
}

export function childOf(tree: Tree, step: string | number): Tree | undefined {
  if (tree.kind === "map") return tree.entries.get(String(step))?.value;
  return tree.kind === "list" && typeof step === "number" ? tree.items[step] : undefined;
}

/** The children of a branch with their steps, in written order. */
export function childrenOf(tree: Tree): [step: string | number, child: Tree][] {
  if (tree.kind === "map") return [...tree.entries].map(([key, { value }]) => [key, value]);
  return tree.kind === "list" ? [...tree.items.entries()] : [];
}

/** The same map with one entry put in its place or at the end, or, without a value, left out. */
export function withEntry(map: MapTree, key: string, value: Tree | undefined, place: string): MapTree {
  const entries = new Map(map.entries);
  if (value === undefined) entries.delete(key);
  else entries.set(key, { place: entries.get(key)?.place ?? place, value });
  return { ...map, entries };
}

/** The same list with one item replaced, or, without a value, left out. */
export function withItem(list: ListTree, index: number, value: Tree | undefined): ListTree {
  return { ...list, items: value === undefined ? list.items.toSpliced(index, 1) : list.items.with(index, value) };
}

/** The value without its origins. */
export function plainValue(tree: Tree): unknown {
  if (tree.kind === "leaf") return tree.value;
  if (tree.kind === "list") return tree.items.map(plainValue);
  // Object.fromEntries defines "__proto__" as a key like any other.
  return Object.fromEntries(Array.from(tree.entries, ([key, { value }]) => [key, plainValue(value)]));
}

/** A tree of plain data, all of one origin. */
export function treeOf(value: unknown, origin: Origin): Tree {
  if (Array.isArray(value)) return { kind: "list", items: value.map((item) => treeOf(item, origin)), origin };
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, one]) => one !== undefined);
    return {
      kind: "map",
      entries: new Map(entries.map(([key, one]) => [key, { place: origin.place, value: treeOf(one, origin) }])),
      origin,
    };
  }
  return { kind: "leaf", value: value as Scalar, origin };
}

/** What a list item is called: its `name`, or its `id`. */
export function itemName(tree: Tree): string | undefined {
  for (const key of ["name", "id"]) {
    const named = childOf(tree, key);
    if (named?.kind === "leaf" && named.value !== null) return String(named.value);
  }
  return undefined;
}

/** Calls `visit` for every leaf; an empty map or list counts as one. */
export function eachLeaf(tree: Tree, visit: (path: Path, leaf: Tree) => void, path: Path = []): void {
  const children = childrenOf(tree);
  if (children.length === 0) visit(path, tree);
  for (const [step, child] of children) eachLeaf(child, visit, [...path, step]);
}
