/** Every value of a resolved scenario with who wrote it and why: what `inspect` shows and what provenance counts. */
import type { Path } from "./path.js";
import { type Label, labelFor, type PlacedLabel } from "./provenance.js";
import { childOf, childrenOf, type Origin, plainValue, type Tree } from "./tree.js";

export interface ResolvedLeaf {
  readonly path: Path;
  /** In the notation of the file: "30s". */
  readonly value: unknown;
  readonly origin: Origin;
  /** Undefined when nobody said where the value comes from. */
  readonly label?: Label;
}

/** Of values that no file, patch or `--set` gave. */
export const DEFAULT_ORIGIN: Origin = { kind: "default", place: "default", layer: 0 };

/** The leaves of the resolved tree in its order, each with the origin of what was written for it. */
export function resolvedLeaves(resolved: Tree, written: Tree, labels: readonly PlacedLabel[]): ResolvedLeaf[] {
  const leaves: ResolvedLeaf[] = [];
  const visit = (branch: Tree, source: Tree | undefined, path: Path): void => {
    const children = childrenOf(branch);
    if (children.length === 0) leaves.push(leafOf(branch, source?.origin ?? DEFAULT_ORIGIN, path, labels));
    const shorthand = source?.kind === "leaf" ? spelledOut(children, source.value) : undefined;
    for (const [step, child] of children) {
      const below = step === shorthand ? source : source && childOf(source, step);
      visit(child, below, [...path, step]);
    }
  };
  visit(resolved, written, []);
  return leaves;
}

function leafOf(leaf: Tree, origin: Origin, path: Path, labels: readonly PlacedLabel[]): ResolvedLeaf {
  const label = origin.kind === "default" ? DEFAULT_LABEL : labelFor(path, origin.layer, labels);
  return { path, value: plainValue(leaf), origin, ...(label && { label }) };
}

const DEFAULT_LABEL: Label = { default: "not written" };

/** Where a name that stands for a whole map (`retry: postfix`) went: to the child equal to it, or else to the first. */
function spelledOut(children: readonly [string | number, Tree][], value: unknown): string | number | undefined {
  const equal = children.find(([, child]) => child.kind === "leaf" && child.value === value);
  return (equal ?? children[0])?.[0];
}
