/** The run that `qshape`, `trace`, `explain` and `probe` simulate again: a stored one, or a scenario with a seed. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { rehearse } from "../../experiment/run.js";
import { loadScenario } from "../../scenario/load.js";
import type { Changes } from "../../scenario/scenario.js";
import { type LoadedScenario, scenarioSchema } from "../../scenario/schema.js";
import { UsageError } from "../options/usage-error.js";
import { resultAt } from "./result-at.js";

export interface RunSource {
  readonly loaded: LoadedScenario;
  readonly seed: number;
}

/**
 * @param place a run directory, a scenario file, or the name of a shipped one
 * @param seed by default that of the run, or 1. Throws a UsageError for a study, which has no single seed.
 */
export function runSource(place: string, seed: number | undefined, changes: Changes): RunSource {
  if (!statSync(place, { throwIfNoEntry: false })?.isDirectory())
    return { loaded: fitting(loadScenario(place, scenarioSchema, changes)), seed: seed ?? 1 };
  const result = resultAt(place);
  if (result.format !== "tempfail/run@1" && seed === undefined)
    throw new UsageError(`${place} holds a study of several seeds: choose one with --seed`);
  const file = join(place, "scenario.resolved.yaml");
  const own = result.format === "tempfail/run@1" ? result.seed : 1;
  return { loaded: fitting(loadScenario(file, scenarioSchema, changes)), seed: seed ?? own };
}

/** Throws a ScenarioError for a scale at which no run would be made. */
function fitting(loaded: LoadedScenario): LoadedScenario {
  if (loaded.scenario.clock.scale !== 1) rehearse(loaded);
  return loaded;
}
