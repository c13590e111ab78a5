/**
 * Where the numbers come from. A label speaks for the branch at its path (the longest path wins), and only for values
 * written in its own file or below it in the `extends` chain: what a later file overrides, that file has to label anew.
 */
import { z } from "zod";
import type { Fault, Problem } from "../schema/scenario-error.js";
import { type Path, parsePath, pathText } from "./path.js";
import { nowhere, select } from "./select.js";
import { childOf, plainValue, type Tree } from "./tree.js";

const LABEL_FORM = "expected one of stated, assumed, calibrated with a text, as in { stated: the post-mortem }";

const note = z.string().min(1);

/** Why a value is what it is; `default` appears in resolved scenarios only, for what nobody wrote. */
const label = z.union(
  [
    z.strictObject({ stated: note.meta({ description: "Who says so: the source." }) }),
    z.strictObject({ assumed: note.meta({ description: "Why this value was assumed." }) }),
    z.strictObject({ calibrated: note.meta({ description: "From what it was fitted." }) }),
    z.strictObject({ default: note.meta({ description: "Nobody wrote it (in resolved scenarios)." }) }),
  ],
  { error: LABEL_FORM },
);

export type Label = z.output<typeof label>;
/** `path: { stated: "source" }`. */
export const provenance = z.record(z.string(), label).meta({
  description: "Path of a value or branch → { stated: source }, { assumed: why } or { calibrated: from what }.",
});

export type Provenance = z.output<typeof provenance>;

/** A label of one file, ready to be matched. */
export interface PlacedLabel {
  readonly path: Path;
  readonly label: Label;
  readonly layer: number;
}

export interface ReadLabels {
  readonly labels: readonly PlacedLabel[];
  readonly problems: readonly Problem[];
}

/** The labels that one file gives, matched against all that was written up to its layer. */
export function readLabels(file: Tree, written: Tree): ReadLabels {
  const given = childOf(file, "provenance");
  if (!given) return { labels: [], problems: [] };
  const fault = { found: "no map", expected: "paths and their labels, as in clock.start: { stated: the post-mortem }" };
  if (given.kind !== "map")
    return { labels: [], problems: [{ place: given.origin.place, path: "provenance", ...fault }] };
  const read = Array.from(given.entries, ([path, { place, value }]) => readLabel(path, place, value, written));
  return { labels: read.flatMap(({ labels }) => labels), problems: read.flatMap(({ problems }) => problems) };
}

function readLabel(path: string, place: string, given: Tree, written: Tree): ReadLabels {
  const parsed = label.safeParse(plainValue(given));
  const steps = parsePath(path);
  const chosen = "expected" in steps ? [] : select(written, steps);
  const problems: Problem[] = [];
  const where = pathText(["provenance", path]);
  if (!parsed.success) problems.push({ place: given.origin.place, path: where, expected: LABEL_FORM });
  if (chosen.length === 0) {
    const fault: Fault = "expected" in steps ? steps : nowhere(written, steps);
    problems.push({ ...fault, place, path: where, found: `a label for nothing written: ${fault.found}` });
  }
  const { layer } = given.origin;
  return {
    labels: parsed.success ? chosen.map((match) => ({ path: match, label: parsed.data, layer })) : [],
    problems,
  };
}

/** The label that speaks for a value written in `layer`: the longest path, then the latest file. */
export function labelFor(path: Path, layer: number, labels: readonly PlacedLabel[]): Label | undefined {
  let best: PlacedLabel | undefined;
  for (const one of labels) {
    if (one.layer < layer || !isPrefix(one.path, path)) continue;
    const longer = one.path.length - (best?.path.length ?? -1);
    if (longer > 0 || (longer === 0 && one.layer >= (best?.layer ?? 0))) best = one;
  }
  return best?.label;
}

function isPrefix(prefix: Path, path: Path): boolean {
  return prefix.length <= path.length && prefix.every((step, index) => step === path[index]);
}
