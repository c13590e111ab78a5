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

/** Whether a value says something about the mail system, so that its origin matters. */
export function isParameter([key]: Path): boolean {
  return !UNCOUNTED.has(key);
}

/**
 * The shortest provenance that gives every leaf its label: one entry for each largest branch whose leaves are all
 * alike.
 */
export function summarise(resolved: Tree, leaves: readonly ResolvedLeaf[]): Provenance {
  const labels = new Map(leaves.map(({ path, label }) => [pathText(path), label]));
  const summary = summaryOf(withoutUncounted(resolved), [], labels);
  return Object.fromEntries("entries" in summary ? summary.entries : []);
}

/** A branch whose leaves all bear one label (or none), or the entries for its parts. */
type Summary = { readonly alike: Label | undefined } | { readonly entries: readonly [string, Label][] };

function summaryOf(branch: Tree, path: Path, labels: ReadonlyMap<string, Label | undefined>): Summary {
  const children = childrenOf(branch);
  if (children.length === 0) return { alike: labels.get(pathText(path)) };
  const parts = children.map(([step, child]): [Path, Summary] => {
    const below = [...path, step];
    return [below, summaryOf(child, below, labels)];
  });
  const [[, first] = []] = parts;
  const isAlike = path.length > 0 && parts.every(([, part]) => JSON.stringify(part) === JSON.stringify(first));
  if (first && "alike" in first && isAlike) return first;
  return { entries: parts.flatMap(([below, part]) => entriesOf(below, part)) };
}

function entriesOf(path: Path, part: Summary): readonly [string, Label][] {
  if ("entries" in part) return part.entries;
  return part.alike === undefined ? [] : [[pathText(path), part.alike]];
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
