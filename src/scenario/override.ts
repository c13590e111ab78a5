/**
 * Changes to a scenario from outside its file: `path=value` sets, null gives a value back to its default, and `without`
 * takes a branch away. A path may lead through parts that the file leaves to their defaults: they are written out as
 * far as needed, so that setting one value of a default part keeps the others.
 */
import { type Fault, faultText } from "../schema/scenario-error.js";
import { readDocument } from "./document.js";
import { type Path, parsePath, type Step } from "./path.js";
import { matches, nowhere, select } from "./select.js";
import { childOf, type ListTree, type MapTree, type Origin, type Tree, treeOf, withEntry, withItem } from "./tree.js";

/** What stands where the file wrote nothing or only a name: the defaults, as far as a path needs them. */
export interface Defaults {
  /** The complete value at a path; undefined when there is none, or the scenario is not valid yet. */
  at(path: Path): unknown;
  /** The key that names the variant at a path: `profile`. */
  discriminator(path: Path): string | undefined;
  /** Whether a path leads to a list. */
  isList(path: Path): boolean;
  /** Whether the map at a path may have a key. */
  knows(path: Path, key: string | number): boolean;
}

/** A path that cannot be followed, with its fault. */
export class PathFault extends Error {
  constructor(readonly fault: Fault) {
    super(faultText(fault));
  }
}

export interface Assignment {
  readonly steps: readonly Step[];
  readonly value: Tree;
}

/**
 * Reads `path=value`; the value is YAML: `senders.shops.rate=400/s`, `edge=off`, `intake.sessions=[1, 2]`. Throws a
 * PathFault.
 */
export function parseAssignment(text: string, layer: number): Assignment {
  const equals = /^((?:\[[^\]]*\]|[^=[])*)=(.*)$/s.exec(text);
  if (!equals)
    throw new PathFault({ found: `no "=" in the assignment`, expected: "path=value, as in senders.shops.rate=400/s" });
  const [, path = "", written = ""] = equals;
  const origin = { kind: "set" as const, layer, place: `--set ${text}` };
  const read = readDocument(`_: ${written}`, { ...origin, place: () => origin.place });
  const [problem] = read.problems;
  if (problem) throw new PathFault(problem);
  const value = read.tree && childOf(read.tree, "_");
  if (!value || written.trim() === "")
    throw new PathFault({ found: "no value after the =", expected: "a value, or null for the default" });
  return { steps: stepsOf(path), value };
}

/** The tree with the value at every place that the path means. Throws a PathFault when it means none. */
export function assign(tree: Tree, { steps, value }: Assignment, defaults: Defaults): Tree {
  return new Assigning(value, defaults).at(tree, steps, []);
}

/** The tree without the branches that the path means. Throws a PathFault when it means none. */
export function without(tree: Tree, path: string): Tree {
  const steps = stepsOf(path);
  const chosen = select(tree, steps);
  if (chosen.length === 0) throw new PathFault(nowhere(tree, steps));
  // From the last to the first, so that the indices still to come stay right.
  return chosen.reverse().reduce((rest, one) => removed(rest, one), tree);
}

function stepsOf(path: string): readonly Step[] {
  const steps = parsePath(path.trim());
  if ("expected" in steps) throw new PathFault(steps);
  return steps;
}

function removed(tree: Tree, path: Path): Tree {
  const [step, ...rest] = path;
  const child = step === undefined ? undefined : childOf(tree, step);
  if (!child || step === undefined) return tree;
  return withChild(tree, step, rest.length === 0 ? undefined : removed(child, rest), child.origin);
}

function withChild(tree: Tree, step: string | number, child: Tree | undefined, origin: Origin): Tree {
  if (tree.kind === "map") return withEntry(tree, String(step), child, origin.place);
  return withItem(tree as ListTree, step as number, child);
}

/** One assignment on its way down the tree. */
class Assigning {
  constructor(
    private readonly value: Tree,
    private readonly defaults: Defaults,
  ) {}

  at(tree: Tree | undefined, steps: readonly Step[], path: Path): Tree {
    const [step, ...rest] = steps;
    if (!step) return this.value;
    const branch = this.opened(tree, path);
    const chosen = step.kind === "key" && branch.kind === "map" ? [step.key] : matches(branch, step);
    if (chosen.length === 0) throw new PathFault(nowhere(branch, steps, path));
    return chosen.reduce((changed: Tree, key) => {
      const child = childOf(branch, key);
      return withChild(changed, key, this.changed(child, rest, [...path, key]), this.value.origin);
    }, branch);
  }

  /** The new child at a path; undefined to take it away. */
  private changed(child: Tree | undefined, rest: readonly Step[], path: Path): Tree | undefined {
    const toDefault = rest.length === 0 && this.value.kind === "leaf" && this.value.value === null;
    if (!toDefault) return this.at(child, rest, path);
    const key = path.at(-1) ?? "";
    if (!child && !this.defaults.knows(path.slice(0, -1), key))
      throw new PathFault({ found: `no ${key} to give its default`, expected: "a key that exists" });
    return undefined;
  }

  /** The branch as a map or list that a step can lead into. */
  private opened(tree: Tree | undefined, path: Path): MapTree | ListTree {
    if (tree && tree.kind !== "leaf") return tree;
    const complete = this.defaults.at(path);
    const origin: Origin = { ...this.value.origin, kind: "default", place: "default" };
    const list = complete ?? (this.defaults.isList(path) ? [] : undefined);
    if (Array.isArray(list)) return treeOf(list, origin) as ListTree;
    const isMap = typeof complete === "object" && complete !== null;
    if (tree && !isMap) throw new PathFault(nowhere(tree, [{ kind: "all" }], path));
    const named = this.defaults.discriminator(path);
    if (!isMap || named === undefined) return treeOf({}, this.value.origin) as MapTree;
    const name = (complete as Record<string, unknown>)[named];
    return treeOf({ [named]: name }, tree?.origin ?? origin) as MapTree;
  }
}
