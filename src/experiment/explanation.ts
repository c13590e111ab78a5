/** Whether a run is trapped at one moment, what it does then, and what would free it: simulation beside closed form. */

import { authMetrics } from "../model/auth/metrics.js";
import { holds } from "../model/vocabulary/conservation-law.js";
import type { LoadedScenario } from "../scenario/schema.js";
import type { Seconds } from "../schema/quantity.js";
import { buildSystem } from "./build-system.js";
import { type TrapLoad, type TrapState, trapSentences, trapState } from "./trap-conditions.js";

export interface Explanation {
  readonly at: Seconds;
  /** Seconds before `at` over which rates are taken. */
  readonly window: Seconds;
  readonly offered: number;
  /** By callers: those that calls make themselves are not among them. */
  readonly calls: number;
  readonly answered: number;
  readonly served: number;
  /** The part of what was served whose callers had left. */
  readonly wasted: number;
  readonly queue: number;
  readonly load: TrapLoad;
  readonly state: TrapState;
  /** Less than a tenth of what is offered is answered, though the load alone would fit. */
  readonly isTrapped: boolean;
  readonly conditions: readonly string[];
}

const WINDOW: Seconds = 300;

/** Runs the scenario up to `at`. Undefined when it has no authentication service to be trapped. */
export function explainAt(loaded: LoadedScenario, seed: number, at: Seconds): Explanation | undefined {
  const system = buildSystem(loaded, seed);
  if (system.authLoad === undefined) return undefined;
  const window = Math.min(WINDOW, at);
  const totals = () => {
    const recording = system.meter.recording();
    const { offered, goodput, calls, served, wasted } = authMetrics;
    return [
      recording.total(offered),
      recording.total(goodput),
      recording.total(calls) - system.nestedAuthCalls,
      recording.total(served),
      recording.total(wasted),
    ];
  };
  system.calendar.run(at - window);
  const before = totals();
  system.calendar.run(at);
  const [offered = 0, answered = 0, calls = 0, served = 0, wasted = 0] = totals().map(
    (total, i) => (total - (before[i] ?? 0)) / Math.max(window, 1),
  );
  if (!system.laws().every(holds)) throw new Error("a conservation law is broken");
  const load = system.authLoad;
  const state = trapState(load);
  return {
    at,
    window,
    offered,
    calls,
    answered,
    served,
    wasted: served === 0 ? 0 : wasted / served,
    queue: system.authQueue,
    load,
    state,
    isTrapped: offered > 0 && answered < 0.1 * offered && state === "vulnerable",
    conditions: trapSentences(load),
  };
}
