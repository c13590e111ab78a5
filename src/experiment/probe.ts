/** The share of testers who see an edge failure when each of them makes some connections. */

import { Random } from "../engine/random.js";
import { wilsonInterval } from "../metrics/confidence.js";
import type { ProbeResult } from "../results/probe-result.js";
import type { ResolvedScenario } from "../scenario/schema.js";
import { instantText } from "../schema/moment.js";
import type { Seconds } from "../schema/quantity.js";
import { buildSystem } from "./build-system.js";

export interface ProbeOptions {
  readonly seed: number;
  readonly at: Seconds;
  readonly tries: number;
  /** From one try to the next. */
  readonly every: Seconds;
  readonly testers: number;
}

/** Testers use addresses that no client has. */
const FIRST_SOURCE = 1_500_000_001;

const LEVEL = 0.95;

export function probe(loaded: ResolvedScenario, options: ProbeOptions): ProbeResult {
  const { seed, at, tries, every, testers } = options;
  const { scenario } = loaded;
  const system = buildSystem(loaded, seed);
  const chance = new Random(seed).stream("probe");
  const failed = new Set<number>();
  let risks = 0;
  for (let i = 0; i < tries; i++) {
    system.calendar.run(at + i * every);
    for (let tester = 0; tester < testers; tester++) {
      const risk = system.riskOf(FIRST_SOURCE + tester);
      risks += risk;
      if (chance.uniform() < risk) failed.add(tester);
    }
  }
  const risk = risks / (tries * testers);
  const { low, high } = wilsonInterval(failed.size, testers, LEVEL);
  return {
    format: "tempfail/probe@1",
    scenario: scenario.name,
    seed,
    start: instantText(scenario.clock.start),
    at,
    tries,
    everySeconds: every,
    testers,
    risk,
    noticed: { share: failed.size / testers, low, high, closedForm: 1 - (1 - risk) ** tries },
    cleanTries: risk > 0 && risk < 1 ? Math.ceil(Math.log(1 - LEVEL) / Math.log(1 - risk)) : null,
  };
}
