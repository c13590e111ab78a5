/** The result that a command looks at: a stored one, or that of a new run. */
import { statSync } from "node:fs";
import { runScenario } from "../../experiment/run.js";
import type { RunResult } from "../../results/run-result.js";
import type { Changes } from "../../scenario/scenario.js";
import { UsageError } from "../options/usage-error.js";
import { resultAt } from "./result-at.js";
import { runSource } from "./run-source.js";

/**
 * A stored run is read as it is; with a seed or a change it is simulated again.
 * Throws a UsageError for a study without a seed: it holds no single run.
 */
export async function runResultOf(place: string, seed: number | undefined, changes: Changes): Promise<RunResult> {
  const isChanged = [changes.sets, changes.patches].some((some = []) => some.length > 0);
  if (seed === undefined && !isChanged && statSync(place, { throwIfNoEntry: false })?.isDirectory()) {
    const stored = resultAt(place);
    if (stored.format === "tempfail/run@1") return stored;
    throw new UsageError(`${place} holds a study of several seeds: choose one with --seed`);
  }
  const source = runSource(place, seed, changes);
  return runScenario(source.loaded, source.seed);
}
