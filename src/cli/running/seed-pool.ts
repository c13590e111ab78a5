/**
 * The seeds of a study on several processors. Each runs in its own thread. Results come back in the order of the seeds,
 * so the number of threads changes only the time.
 */
import { fileURLToPath } from "node:url";
import { Tinypool } from "tinypool";
import type { RunResult } from "../../results/run-result.js";
import type { LoadedScenario } from "../../scenario/schema.js";
import { ScenarioError } from "../../schema/scenario-error.js";
import { UsageError } from "../options/usage-error.js";
import { RunFailure } from "./run-failure.js";
import type { SeedOutcome, SeedTask } from "./seed-worker.js";

export interface SeedStudy {
  readonly loaded: LoadedScenario;
  readonly firstSeed: number;
  readonly seeds: number;
  /** Threads. */
  readonly jobs: number;
  readonly memory: number | undefined;
  readonly signal: AbortSignal;
  /** Called with the done part of all seeds, 0 to 1. */
  onFraction(fraction: number): void;
}

const WORKER = fileURLToPath(new URL("../../../bin/seed-worker.js", import.meta.url));
const LOOK_EVERY = 100;

/** Yields the result of each seed in turn; the consumer may stop at any of them. After an abort they are partial. */
export async function* seedResults(study: SeedStudy): AsyncGenerator<RunResult> {
  const { firstSeed, seeds, jobs, signal } = study;
  const fractions = new Float64Array(new SharedArrayBuffer(8 * seeds));
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const pool = new Tinypool({ filename: WORKER, minThreads: jobs, maxThreads: jobs, isolateWorkers: false });
  const { scenario, leaves, counts } = study.loaded;
  const resolved = { scenario, leaves, counts };
  const onAbort = (): void => void Atomics.store(stop, 0, 1);
  signal.addEventListener("abort", onAbort);
  const watch = setInterval(() => study.onFraction(mean(fractions)), LOOK_EVERY);
  const run = (index: number): Promise<SeedOutcome> => {
    const task: SeedTask = { resolved, seed: firstSeed + index, index, memory: study.memory, fractions, stop };
    return pool.run(task);
  };
  try {
    yield* inOrder(seeds, 2 * jobs, run);
  } finally {
    clearInterval(watch);
    signal.removeEventListener("abort", onAbort);
    await pool.destroy();
  }
}

/** Runs at most `ahead` seeds at a time, so that a study that stops early has not begun all of them. */
async function* inOrder(
  seeds: number,
  ahead: number,
  run: (index: number) => Promise<SeedOutcome>,
): AsyncGenerator<RunResult> {
  const underWay: Promise<SeedOutcome>[] = [];
  for (let index = 0; index < seeds; index++) {
    while (underWay.length < Math.min(ahead, seeds - index)) underWay.push(begun(run(index + underWay.length)));
    const outcome = await underWay.shift();
    if (outcome) yield resultOf(outcome);
  }
}

/** Ignores failures of runs whose results are no longer needed. */
function begun(outcome: Promise<SeedOutcome>): Promise<SeedOutcome> {
  outcome.catch(() => {});
  return outcome;
}

function resultOf(outcome: SeedOutcome): RunResult {
  switch (outcome.ended) {
    case "well":
      return outcome.result;
    case "by the user's fault":
      throw new UsageError(outcome.message);
    case "by the scenario's fault":
      throw new ScenarioError(outcome.problems);
    case "by ours": {
      const cause = new Error(outcome.message);
      cause.stack = outcome.stack;
      throw RunFailure.of(cause, outcome.place);
    }
  }
}

function mean(fractions: Float64Array): number {
  return fractions.reduce((sum, fraction) => sum + fraction, 0) / fractions.length;
}
