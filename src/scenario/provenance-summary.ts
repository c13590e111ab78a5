/** Labels put together again: the provenance of a resolved scenario, and the counts that reports print. */
import type { ResolvedLeaf } from "./leaves.js";
import { type Path, pathText } from "./path.js";
import { type Label, labelFor, type Provenance, readLabels } from "./provenance.js";
import { childrenOf, eachLeaf, type Tree } from "./tree.js";

/** How many leaves carry which label; `defaults` are those that nobody wrote. */
export interface ProvenanceCounts {
  readonly stated: number;
  readonly assumed: number;
  readonly calibrated: number;
  readonly unlabelled: number;
  readonly defaults: number;
}

/** Keys that describe the file or judge the run: they state nothing about the mail system, so they are not counted. */
const UNCOUNTED: ReadonlySet<unknown> = new Set([
  "version",
  "name",
  "title",
  "question",
  "seeds",
  "extends",
  "expect",
  "counterfactuals",
  "provenance",
]);

/** The shortest provenance that gives every leaf its label: one entry for each largest branch whose leaves are all alike. */
export function summarise(resolved: Tree, leaves: readonly ResolvedLeaf[]): Provenance {
  const labels = new Map(leaves.map(({ path, label }) => [pathText(path), label]));
  const entries: [string, Label][] = [];
  /** The one label of a whole branch, "none" for unlabelled; undefined when mixed, and then its parts are entered. */
  const collect = (branch: Tree, path: Path): Label | "none" | undefined => {
    const children = childrenOf(branch);
    if (children.length === 0) return labels.get(pathText(path)) ?? "none";
    const parts = children.map(([step, child]) => ({ path: [...path, step], label: collect(child, [...path, step]) }));
    const first = parts[0]?.label;
    if (path.length > 0 && first !== undefined && parts.every(({ label }) => isSame(label, first))) return first;
    for (const part of parts) if (part.label && part.label !== "none") entries.push([pathText(part.path), part.label]);
    return undefined;
  };
  collect(withoutUncounted(resolved), []);
  return Object.fromEntries(entries);
}

/** Counts the leaves of a resolved scenario by the labels of its own `provenance`. */
export function countProvenance(resolved: Tree): ProvenanceCounts {
  const counts = { stated: 0, assumed: 0, calibrated: 0, unlabelled: 0, default: 0 };
  const { labels } = readLabels(resolved, resolved);
  eachLeaf(withoutUncounted(resolved), (path) => {
    const [kind = "unlabelled"] = Object.keys(labelFor(path, 0, labels) ?? {});
    counts[kind as keyof typeof counts]++;
  });
  const { default: defaults, ...written } = counts;
  return { ...written, defaults };
}

function withoutUncounted(resolved: Tree): Tree {
  if (resolved.kind !== "map") return resolved;
  return { ...resolved, entries: new Map([...resolved.entries].filter(([key]) => !UNCOUNTED.has(key))) };
}

function isSame(a: Label | "none" | undefined, b: Label | "none"): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
