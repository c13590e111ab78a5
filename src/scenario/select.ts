/** Which parts of a written tree a path with names and wildcards means. */
import { type Fault, shown } from "../schema/scenario-error.js";
import { suggest } from "../schema/suggest.js";
import { type Path, pathText, type Step } from "./path.js";
import { childOf, childrenOf, itemName, type Tree } from "./tree.js";

/** The paths of all existing branches that `steps` mean, in written order; none when nothing matches. */
export function select(tree: Tree, steps: readonly Step[], above: Path = []): Path[] {
  const [step, ...rest] = steps;
  if (!step) return [above];
  return matches(tree, step).flatMap((key) => {
    const child = childOf(tree, key);
    return child ? select(child, rest, [...above, key]) : [];
  });
}

/** The children of a branch that one step means. */
export function matches(tree: Tree, step: Step): (string | number)[] {
  switch (step.kind) {
    case "all":
      return childrenOf(tree).map(([key]) => key);
    case "index":
      return childOf(tree, step.index) ? [step.index] : [];
    case "where":
      return itemsWhere(tree, (item) => {
        const chosen = childOf(item, step.key);
        return chosen?.kind === "leaf" && String(chosen.value) === step.equals;
      });
    case "key":
      if (tree.kind !== "list") return childOf(tree, step.key) ? [step.key] : [];
      if (/^\d+$/.test(step.key)) return matches(tree, { kind: "index", index: Number(step.key) });
      return itemsWhere(tree, (item) => itemName(item) === step.key);
  }
}

function itemsWhere(tree: Tree, isMeant: (item: Tree) => boolean): number[] {
  if (tree.kind !== "list") return [];
  return [...tree.items.keys()].filter((index) => isMeant(tree.items[index] as Tree));
}

/** Why a path selects nothing: the first step that leads nowhere, and what there is instead. */
export function nowhere(tree: Tree, steps: readonly Step[], above: Path = []): Fault {
  const [step, ...rest] = steps;
  if (!step) return { expected: "an existing path" };
  const [next] = matches(tree, step);
  const child = next === undefined ? undefined : childOf(tree, next);
  return child && next !== undefined ? nowhere(child, rest, [...above, next]) : missing(tree, step, above);
}

function missing(tree: Tree, step: Step, above: Path): Fault {
  const where = above.length === 0 ? "the scenario" : pathText(above);
  if (tree.kind === "leaf") return { found: `nothing below ${where}`, expected: "a path that ends there" };
  const word = stepWord(step);
  const known = childrenOf(tree).map(([key, child]) =>
    tree.kind === "list" ? (itemName(child) ?? String(key)) : String(key),
  );
  if (known.length === 0) return { found: `nothing in ${where}`, expected: "something to choose from" };
  const meant = suggest(word, known);
  return {
    found: `no ${shown(word)} in ${where}`,
    expected: `one of ${known.join(", ")}`,
    ...(meant !== undefined && { suggestion: meant }),
  };
}

function stepWord(step: Step): string {
  switch (step.kind) {
    case "all":
      return "*";
    case "index":
      return String(step.index);
    case "where":
      return step.equals;
    case "key":
      return step.key;
  }
}
