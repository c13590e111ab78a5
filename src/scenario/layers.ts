/** A scenario file and everything it extends, read and laid over one another from the bottom up. */
import { type Problem, ScenarioError } from "../schema/scenario-error.js";
import { readDocument } from "./document.js";
import { merge } from "./merge.js";
import { PathFault, without } from "./override.js";
import { type PlacedLabel, readLabels } from "./provenance.js";
import { readSource, type Source } from "./source.js";
import { childOf, type MapTree, type Origin, plainValue, type Tree, withEntry } from "./tree.js";

const FILES_AT_MOST = 10;

/** What was written so far, and who says where it comes from. */
export interface Layers {
  readonly tree: MapTree;
  readonly labels: readonly PlacedLabel[];
  readonly problems: readonly Problem[];
  /** The number of the topmost layer. */
  readonly top: number;
}

/** These belong to one file and are never inherited. */
const OWN_KEYS = ["extends", "name", "title", "question", "provenance"];

/** Reads a file and its `extends` chain. Throws a ScenarioError for what cannot be read at all. */
export function readLayers(source: Source): Layers {
  const [bottom, ...upper] = readChain(source).reverse();
  if (!bottom) throw new Error("a chain without files");
  return upper.reduce((below, file) => laid(below, file, OWN_KEYS), bottomLayers(bottom));
}

/** Lays a patch over what was written. */
export function patched(below: Layers, source: Source): Layers {
  const patch = readFile(source, "patch", below.top + 1);
  const layers = laid(below, patch, ["provenance"]);
  const extended = patch.tree.entries.get("extends");
  if (!extended) return layers;
  const problem = {
    place: extended.place,
    path: "extends",
    found: "`extends` in a patch",
    expected: "only what changes",
  };
  return { ...layers, problems: [...layers.problems, problem] };
}

/** One file, read. */
interface LayerFile {
  readonly tree: MapTree;
  readonly problems: readonly Problem[];
  readonly extended?: Extended;
}

/** What a file says about the scenario below it. */
interface Extended {
  readonly scenario: string;
  readonly without: readonly string[];
  readonly origin: Origin;
}

/** The file as layer 0, what it extends as layer -1, and so on down. */
function readChain(source: Source): LayerFile[] {
  const sources = [source];
  const files: LayerFile[] = [];
  for (let current: Source | undefined = source; current; current = sources[files.length]) {
    const read = readFile(current, "file", -files.length);
    const extended = extendedBy(read.tree);
    files.push({ ...read, ...(extended && { extended }) });
    if (extended) sources.push(nextSource(extended, current, sources));
  }
  return files;
}

function nextSource(extended: Extended, current: Source, above: readonly Source[]): Source {
  const { place } = extended.origin;
  const next = readSource(extended.scenario, { ...current, place, path: "extends" });
  const names = [...above, next].map(({ name }) => name).join(" → ");
  const refuse = (found: string, expected: string) => new ScenarioError([{ place, path: "extends", found, expected }]);
  if (above.some(({ file }) => file === next.file)) throw refuse(`a cycle: ${names}`, "a chain that ends");
  if (above.length >= FILES_AT_MOST) throw refuse(`a chain of more than ${FILES_AT_MOST} files`, "fewer");
  return next;
}

function extendedBy(tree: MapTree): Extended | undefined {
  const written = childOf(tree, "extends");
  if (!written) return undefined;
  const value = plainValue(written) as string | { scenario?: unknown; without?: unknown } | null;
  const origin = written.origin;
  if (typeof value === "string") return { scenario: value, without: [], origin };
  const { scenario, without: left = [], ...others } = value ?? {};
  const isList = Array.isArray(left) && left.every((path) => typeof path === "string");
  if (typeof scenario === "string" && isList && Object.keys(others).length === 0)
    return { scenario, without: left, origin };
  const expected = "a file or a shipped scenario, or { scenario: …, without: [paths] }";
  throw new ScenarioError([{ place: origin.place, path: "extends", found: "no scenario to extend", expected }]);
}

function readFile(source: Source, kind: "file" | "patch", layer: number): LayerFile {
  const place = (line: number, column: number) => `${source.name}:${line}:${column}`;
  const { tree, problems } = readDocument(source.text, { kind, layer, place });
  if (tree?.kind === "map") return { tree, problems };
  if (problems.length > 0) throw new ScenarioError(problems);
  const fault = { found: "a single value or a list", expected: "a scenario: a map that starts with version: 1" };
  throw new ScenarioError([{ place: place(1, 1), path: "", ...fault }]);
}

function bottomLayers({ tree, problems }: LayerFile): Layers {
  const given = readLabels(tree, tree);
  return { tree, labels: given.labels, problems: [...problems, ...given.problems], top: tree.origin.layer };
}

/** A file over the layers below it, of which it does not inherit the keys in `own`. */
function laid(below: Layers, file: LayerFile, own: readonly string[]): Layers {
  const problems = [...below.problems, ...file.problems];
  const inherited = own.reduce((rest, key) => withEntry(rest, key, undefined, ""), below.tree);
  const tree = merge(leftOut(inherited, file.extended, problems), file.tree) as MapTree;
  const given = readLabels(file.tree, tree);
  return {
    tree,
    labels: [...below.labels, ...given.labels],
    problems: [...problems, ...given.problems],
    top: file.tree.origin.layer,
  };
}

/** The inherited tree without what the extending file does not want; paths that lead nowhere go to `problems`. */
function leftOut(inherited: MapTree, extended: Extended | undefined, problems: Problem[]): Tree {
  let tree: Tree = inherited;
  for (const path of extended?.without ?? []) {
    try {
      tree = without(tree, path);
    } catch (error) {
      if (!(error instanceof PathFault)) throw error;
      problems.push({ place: extended?.origin.place ?? "", path: "extends.without", ...error.fault });
    }
  }
  return tree;
}
