/**
 * Files → scenario: read, lay over, change, check, fill in. Every problem is found in one go, each at its own place.
 */
import { z } from "zod";
import { type Problem, problemText, ScenarioError } from "../schema/scenario-error.js";
import { type Layers, patched, readLayers } from "./layers.js";
import { resolvedLeaves } from "./leaves.js";
import { assign, type Defaults, PathFault, parseAssignment, without } from "./override.js";
import { type Path, pathText } from "./path.js";
import { placeOf, problemsOf } from "./problems.js";
import { countProvenance, summarise } from "./provenance-summary.js";
import { resolvedTree } from "./resolved.js";
import type { Changes, Loaded, ScenarioSchema } from "./scenario.js";
import { discriminatorAt, isListAt, knownKeys } from "./shape.js";
import { readSource, type Source } from "./source.js";
import { childrenOf, itemName, plainValue, type Tree, withEntry } from "./tree.js";

/** Loads a scenario by path, by shipped name, or from a source at hand. Throws a ScenarioError with all problems. */
export function loadScenario<Schema extends ScenarioSchema>(
  source: string | Source,
  schema: Schema,
  changes: Changes = {},
): Loaded<Schema> {
  const layers = readLayers(typeof source === "string" ? readSource(source) : source);
  return finish(layers, schema, changes);
}

function finish<Schema extends ScenarioSchema>(files: Layers, schema: Schema, changes: Changes): Loaded<Schema> {
  const layers = applied(files, schema, changes);
  const tree = withEntry(withEntry(layers.tree, "extends", undefined, ""), "provenance", undefined, "");
  const value = plainValue(tree);
  const parsed = z.safeDecode(schema, value as z.input<Schema>);
  const problems = [...layers.problems, ...duplicateNames(tree)];
  if (!parsed.success) problems.push(...problemsOf(parsed.error.issues, tree, value, schema));
  if (!parsed.success || problems.length > 0) throw new ScenarioError(inOrder(problems));
  const resolved = resolvedTree(parsed.data, schema);
  const leaves = resolvedLeaves(resolved, tree, layers.labels);
  const scenario = { ...parsed.data, provenance: summarise(resolved, leaves) };
  return {
    scenario,
    leaves,
    counts: countProvenance(resolvedTree(scenario, schema)),
    placeOf: (path) => placeOf(tree, path),
    changed: (further) => finish(layers, schema, further),
  };
}

/** The layers with all changes made; paths that lead nowhere are among the problems. */
function applied(files: Layers, schema: ScenarioSchema, changes: Changes): Layers {
  const layers = (changes.patches ?? []).reduce(
    (below, file) => patched(below, typeof file === "string" ? readSource(file) : file),
    files,
  );
  const problems: Problem[] = [...layers.problems];
  const top = layers.top + 1;
  let tree: Tree = layers.tree;
  const attempt = (place: string, change: (before: Tree) => Tree): void => {
    try {
      tree = change(tree);
    } catch (error) {
      if (!(error instanceof PathFault)) throw error;
      problems.push({ place, path: "", ...error.fault });
    }
  };
  for (const path of changes.without ?? []) attempt(`--without ${path}`, (before) => without(before, path));
  for (const text of changes.sets ?? []) {
    attempt(`--set ${text}`, (before) => assign(before, parseAssignment(text, top), defaultsOf(before, schema)));
  }
  return { ...layers, tree: tree as Layers["tree"], problems, top };
}

/** The defaults of a tree, worked out only when a path needs them. */
function defaultsOf(tree: Tree, schema: ScenarioSchema): Defaults {
  let complete: { readonly value: unknown } | undefined;
  const resolve = () => {
    const parsed = z.safeDecode(schema, withoutExtends(plainValue(tree)) as z.input<ScenarioSchema>);
    return parsed.success ? z.encode(schema, parsed.data) : undefined;
  };
  return {
    at(path) {
      complete ??= { value: resolve() };
      return path.reduce<unknown>(
        (branch, step) => (branch as Record<string | number, unknown> | undefined)?.[step],
        complete.value,
      );
    },
    discriminator: (path) => discriminatorAt(schema, plainValue(tree), path),
    isList: (path) => isListAt(schema, plainValue(tree), path),
    knows: (path, key) => knownKeys(schema, plainValue(tree), path).includes(String(key)),
  };
}

function withoutExtends(value: unknown): unknown {
  const { extends: _, provenance: __, ...rest } = value as Record<string, unknown>;
  return rest;
}

/** Items of one list that go by the same name cannot be told apart by any path. */
function duplicateNames(tree: Tree, path: Path = []): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const [step, child] of childrenOf(tree)) {
    const name = tree.kind === "list" ? itemName(child) : undefined;
    if (name !== undefined && seen.has(name)) {
      const found = `the name "${name}" a second time`;
      problems.push({
        place: child.origin.place,
        path: pathText([...path, step]),
        found,
        expected: "a name of its own",
      });
    }
    if (name !== undefined) seen.add(name);
    problems.push(...duplicateNames(child, [...path, step]));
  }
  return problems;
}

/** Each problem once, those of one file together and in the order of its lines. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const distinct = [...new Map(problems.map((problem) => [problemText(problem), problem])).values()];
  const files = new Map<string, Problem[]>();
  for (const problem of distinct) {
    const { file } = lineOf(problem);
    files.set(file, [...(files.get(file) ?? []), problem]);
  }
  return [...files.values()].flatMap((some) => some.sort((a, b) => lineOf(a).line - lineOf(b).line));
}

function lineOf({ place = "" }: Problem): { file: string; line: number } {
  const [, file = place, line = "0", column = "0"] = /^(.*):(\d+):(\d+)$/.exec(place) ?? [];
  return { file, line: Number(line) + Number(column) / 1e6 };
}
