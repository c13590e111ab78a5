/** Explains one moment of a run: what its authentication service does then, and whether a retry trap holds it. */

import type { AuthLoad } from "../model/auth/auth-system.js";
import { authMetrics } from "../model/auth/metrics.js";
import type { MailSystem } from "../model/system.js";
import { holds } from "../model/vocabulary/conservation-law.js";
import type { Explanation } from "../results/explanation.js";
import type { LoadedScenario } from "../scenario/schema.js";
import { instantText } from "../schema/moment.js";
import type { Seconds } from "../schema/quantity.js";
import { buildSystem } from "./build-system.js";
import { trapSentences, trapState } from "./trap-conditions.js";

/** Beside what `explain` prints: the load from which the closed forms are calculated. */
export interface ExplainedLoad extends Explanation {
  readonly load: AuthLoad;
}

const WINDOW: Seconds = 300;

/** A service that answers a smaller share of its requests has collapsed. */
const COLLAPSE = 0.1;

/** Runs the scenario up to `at`. Undefined when the scenario has no authentication service. */
export function explainAt(loaded: LoadedScenario, seed: number, at: Seconds): ExplainedLoad | undefined {
  const { scenario } = loaded;
  const system = buildSystem(loaded, seed);
  if (system.authLoad === undefined) return undefined;
  const window = Math.min(WINDOW, at);
  const { offered, answered, calls, served, wasted } = ratesUntil(system, at, window);
  if (!system.laws().every(holds)) throw new Error("a conservation law is broken");
  const load = system.authLoad;
  const state = trapState(load);
  const isCollapsed = offered > 0 && answered < COLLAPSE * offered;
  return {
    format: "tempfail/explain@1",
    scenario: scenario.name,
    seed,
    start: instantText(scenario.clock.start),
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
    isCollapsed,
    isTrapped: isCollapsed && state === "vulnerable",
    conditions: trapSentences(load),
  };
}

/** Runs the system up to `at` and counts over the last `window` seconds; per second. */
function ratesUntil(system: MailSystem, at: Seconds, window: Seconds) {
  const totals = () => {
    const recording = system.meter.recording();
    return {
      offered: recording.total(authMetrics.offered),
      answered: recording.total(authMetrics.goodput),
      calls: recording.total(authMetrics.calls) - system.nestedAuthCalls,
      served: recording.total(authMetrics.served),
      wasted: recording.total(authMetrics.wasted),
    };
  };
  system.calendar.run(at - window);
  const before = totals();
  system.calendar.run(at);
  const after = totals();
  const rate = (name: keyof typeof after): number => (after[name] - before[name]) / Math.max(window, 1);
  return {
    offered: rate("offered"),
    answered: rate("answered"),
    calls: rate("calls"),
    served: rate("served"),
    wasted: rate("wasted"),
  };
}
