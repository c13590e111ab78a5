/** The result that a command looks at: one that is stored, or that of a run made for it. */
import { statSync } from "node:fs";
import { runScenario } from "../experiment/run.js";
import type { RunResult } from "../results/run-result.js";
import type { Changes } from "../scenario/load.js";
import { resultAt } from "./result-at.js";
import { runSource } from "./run-source.js";
import { UsageError } from "./usage-error.js";

/** Throws a UsageError for a study: it holds no single run. */
export async function runResultOf(place: string, seed: number | undefined, changes: Changes): Promise<RunResult> {
  if (statSync(place, { throwIfNoEntry: false })?.isDirectory()) {
    const stored = resultAt(place);
    if (stored.format === "tempfail/run@1") return stored;
    throw new UsageError(`${place} holds a study; name one of its runs, or the scenario`);
  }
  const source = runSource(place, seed, changes);
  return runScenario(source.loaded, source.seed);
}
