/** One run of a scenario with a memory limit, progress, and the place of a failure. */
import { runScenario } from "../../experiment/run.js";
import type { RunResult } from "../../results/run-result.js";
import type { ResolvedScenario } from "../../scenario/schema.js";
import { MemoryWatch } from "./memory-watch.js";
import { RunFailure } from "./run-failure.js";

export interface SeedRunOptions {
  readonly signal: AbortSignal;
  /** Bytes that the process may use; undefined for most of what the machine has. */
  readonly memory: number | undefined;
  /** Called with the done part of the run, 0 to 1. */
  onFraction(fraction: number): void;
}

/** Throws a UsageError when the run outgrows the machine, and a `RunFailure` for a bug of ours. */
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
