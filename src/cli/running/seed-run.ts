/** One seed of a scenario, watched: for its memory, for its progress, and for where it was when it failed. */
import { runScenario } from "../../experiment/run.js";
import type { RunResult } from "../../results/run-result.js";
import type { ResolvedScenario } from "../../scenario/schema.js";
import { MemoryWatch } from "./memory-watch.js";
import { RunFailure } from "./run-failure.js";

export interface SeedRunOptions {
  readonly signal: AbortSignal;
  /** Bytes that the process may take; undefined for most of what there is. */
  readonly memory: number | undefined;
  /** Told how much of the run is done, 0 to 1. */
  onFraction(fraction: number): void;
}

/** Throws a UsageError when the run outgrows the machine, and a `RunFailure` for what is a bug of ours. */
export async function runSeed(resolved: ResolvedScenario, seed: number, options: SeedRunOptions): Promise<RunResult> {
  const { signal, memory: limit, onFraction } = options;
  const memory = new MemoryWatch(limit);
  let reached = 0;
  try {
    return await runScenario(resolved, seed, {
      signal,
      onProgress(fraction, simulatedSeconds) {
        reached = simulatedSeconds;
        memory.check(fraction);
        onFraction(fraction);
      },
    });
  } catch (error) {
    throw RunFailure.of(error, { scenario: resolved.scenario.name, seed, at: reached });
  }
}
