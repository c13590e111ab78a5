/**
 * The worker thread of `seedResults`: runs one seed and returns its result as plain data. Errors lose their class
 * between threads, so errors of the user are returned as data too.
 */
import { setChecks } from "../../engine/checks.js";
import type { RunResult } from "../../results/run-result.js";
import type { ResolvedScenario } from "../../scenario/schema.js";
import { type Problem, ScenarioError } from "../../schema/scenario-error.js";
import { UsageError } from "../options/usage-error.js";
import { RunFailure, type RunPlace } from "./run-failure.js";
import { runSeed } from "./seed-run.js";

/** What every seed of a study shares. */
export interface SeedTask {
  readonly resolved: ResolvedScenario;
  readonly seed: number;
  /** The seed's position in the study, from 0. */
  readonly index: number;
  readonly memory: number | undefined;
  /** The done part of each seed, 0 to 1. Shared memory. */
  readonly fractions: Float64Array;
  /** Not 0 once the study must stop and keep its partial result. Shared memory. */
  readonly stop: Int32Array;
}

export type SeedOutcome =
  | { readonly ended: "well"; readonly result: RunResult }
  | { readonly ended: "by the user's fault"; readonly message: string }
  | { readonly ended: "by the scenario's fault"; readonly problems: readonly Problem[] }
  | { readonly ended: "by ours"; readonly message: string; readonly stack: string; readonly place: RunPlace };

setChecks(false);

export default async function work(task: SeedTask): Promise<SeedOutcome> {
  const { resolved, seed, index, memory, fractions, stop } = task;
  const interruption = new AbortController();
  const onFraction = (fraction: number): void => {
    fractions[index] = fraction;
    if (Atomics.load(stop, 0) !== 0) interruption.abort();
  };
  try {
    const result = await runSeed(resolved, seed, { signal: interruption.signal, memory, onFraction });
    return { ended: "well", result };
  } catch (error) {
    return outcomeOf(error);
  }
}

function outcomeOf(error: unknown): SeedOutcome {
  if (error instanceof UsageError) return { ended: "by the user's fault", message: error.message };
  if (error instanceof ScenarioError) return { ended: "by the scenario's fault", problems: error.problems };
  if (!(error instanceof RunFailure)) throw error;
  const { message, stack = "" } = error.cause;
  return { ended: "by ours", message, stack, place: error.place };
}
