/**
 * Where the numbers come from. A label speaks for the branch at its path (the longest path wins), and only for values
 * written in its own file or below it in the `extends` chain: what a later file overrides, that file has to label anew.
 */
import { z } from "zod";
import type { Fault, Problem } from "../schema/scenario-error.js";
import { type Path, parsePath, pathText, type Step } from "./path.js";
import { placeOf, problemsOf } from "./problems.js";
import { nowhere, select } from "./select.js";
import { childOf, plainValue, type Tree } from "./tree.js";

const note = z.string().min(1);

/** Why a value is what it is; `default` appears in resolved scenarios only, for what nobody wrote. */
export const label = z.union(
  [
    z.strictObject({ stated: note.meta({ description: "Who says so: the source." }) }),
    z.strictObject({ assumed: note.meta({ description: "Why this value was assumed." }) }),
    z.strictObject({ calibrated: note.meta({ description: "From what it was fitted." }) }),
    z.strictObject({ default: note.meta({ description: "Nobody wrote it (in resolved scenarios)." }) }),
  ],
  { error: "expected one of stated, assumed, calibrated with a text, as in { stated: the post-mortem }" },
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
export function readLabels(layer: Tree, written: Tree): ReadLabels {
  const given = childOf(layer, "provenance");
  if (!given) return { labels: [], problems: [] };
  const parsed = provenance.safeParse(plainValue(given));
  if (!parsed.success) {
    const problems = problemsOf(parsed.error.issues, given, plainValue(given), provenance);
    return { labels: [], problems: problems.map((one) => ({ ...one, path: `provenance.${one.path}` })) };
  }
  const labels: PlacedLabel[] = [];
  const problems: Problem[] = [];
  for (const [path, one] of Object.entries(parsed.data)) {
    const steps = parsePath(path);
    const chosen = "expected" in steps ? [] : select(written, steps);
    labels.push(...chosen.map((match) => ({ path: match, label: one, layer: given.origin.layer })));
    if (chosen.length === 0) problems.push(unmatched(path, steps, given, written));
  }
  return { labels, problems };
}

function unmatched(path: string, steps: readonly Step[] | Fault, given: Tree, written: Tree): Problem {
  const place = placeOf(given, [path]);
  const fault = "expected" in steps ? steps : nowhere(written, steps);
  const cause = fault.found ?? "no such value";
  return {
    ...fault,
    ...(place !== undefined && { place }),
    path: pathText(["provenance", path]),
    found: `a label for nothing written: ${cause}`,
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
