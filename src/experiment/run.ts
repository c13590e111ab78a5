/**
 * One run: a pure function of resolved scenario, seed and engine version. It is computed in chunks, which change
 * nothing.
 */

import type { MailSystem } from "../model/system.js";
import { holds } from "../model/vocabulary/conservation-law.js";
import type { RunResult } from "../results/run-result.js";
import { scenarioHash } from "../scenario/resolved.js";
import type { ResolvedScenario } from "../scenario/schema.js";
import { ScenarioError } from "../schema/scenario-error.js";
import { BrokenLaw } from "./broken-law.js";
import { buildSystem } from "./build-system.js";
import { expectationProblems } from "./expectations.js";
import { scalingProblems } from "./scaling/check.js";
import { summariseRun } from "./summary/run-summary.js";

export interface RunOptions {
  /** Called with the done part of the run, 0 to 1, and with the simulated seconds. */
  onProgress?(fraction: number, simulatedSeconds: number): void;
  /** When aborted, the run stops and its result is marked partial. */
  readonly signal?: AbortSignal;
}

/** Parts into which a run is divided for progress and interruption. */
const CHUNKS = 200;

/**
 * Builds the system and checks every expectation against its metrics, without running an event. Throws a ScenarioError.
 */
export function rehearse(loaded: ResolvedScenario, seed = 1): MailSystem {
  const system = buildSystem(loaded, seed, {
    further: ({ meter }) => expectationProblems(loaded, meter.recording()),
  });
  if (loaded.scenario.clock.rough !== true) refuseRough(loaded, system);
  return system;
}

/** Throws a ScenarioError for what the scale would change besides the size of the system. */
function refuseRough(loaded: ResolvedScenario, { meter }: MailSystem): void {
  const { metrics } = meter.recording();
  const problems = scalingProblems(loaded, (metric) => metrics.get(metric));
  if (problems.length > 0) throw new ScenarioError(problems);
}

/** Runs a scenario with one seed. */
export async function runScenario(
  loaded: ResolvedScenario,
  seed: number,
  options: RunOptions = {},
): Promise<RunResult> {
  const system = rehearse(loaded, seed);
  const { duration } = loaded.scenario.clock;
  for (let chunk = 1; chunk <= CHUNKS; chunk++) {
    system.calendar.run(chunk === CHUNKS ? duration : (duration * chunk) / CHUNKS);
    options.onProgress?.(chunk / CHUNKS, system.calendar.now);
    await letOthersRun();
    if (options.signal?.aborted) break;
  }
  const laws = system.laws();
  const broken = laws.filter((law) => !holds(law));
  if (broken.length > 0) throw new BrokenLaw(broken, loaded.scenario.name, seed, system.calendar.now);
  return summariseRun({
    loaded,
    sha256: scenarioHash(loaded.scenario),
    seed,
    system,
    laws,
    reached: system.calendar.now,
  });
}

/** Lets signals and timers of the process run between two chunks. */
function letOthersRun(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
