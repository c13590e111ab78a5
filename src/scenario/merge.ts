/**
 * Laying one written scenario over another (`extends`, `--patch`): maps merge key by key; lists of named items merge
 * item by item, new names at the end; every other value replaces what was there; null takes an inherited key away.
 */
import { type Entry, itemName, type ListTree, type MapTree, type Tree } from "./tree.js";

/** `upper` over `lower`. */
export function merge(lower: Tree, upper: Tree): Tree {
  if (lower.kind === "map" && upper.kind === "map") return mergeMaps(lower, upper);
  if (lower.kind === "list" && upper.kind === "list" && isNamed(lower) && isNamed(upper))
    return mergeLists(lower, upper);
  return upper;
}

function mergeMaps(lower: MapTree, upper: MapTree): MapTree {
  const entries = new Map<string, Entry>(lower.entries);
  for (const [key, entry] of upper.entries) {
    const below = entries.get(key);
    if (below && isNull(entry.value)) entries.delete(key);
    else entries.set(key, below ? { place: entry.place, value: merge(below.value, entry.value) } : entry);
  }
  return { ...upper, entries };
}

function mergeLists(lower: ListTree, upper: ListTree): ListTree {
  const items = [...lower.items];
  for (const item of upper.items) {
    const index = items.findIndex((one) => itemName(one) === itemName(item));
    const below = items[index];
    if (below) items[index] = merge(below, item);
    else items.push(item);
  }
  return { ...upper, items };
}

/** Whether every item of a list has a name to merge by; an empty list has none and replaces. */
function isNamed(list: ListTree): boolean {
  return list.items.length > 0 && list.items.every((item) => itemName(item) !== undefined);
}

function isNull(tree: Tree): boolean {
  return tree.kind === "leaf" && tree.value === null;
}
