/**
 * Everything that a scale would change besides the size of the system, found before a run. `--rough` runs it all the
 * same.
 */

import { type Find, parseExpression, type Window } from "../../metrics/expression/index.js";
import { offeredLoads } from "../../model/wiring/offered-load.js";
import { sizesIn } from "../../model/wiring/scaling.js";
import type { ResolvedScenario, Scenario } from "../../scenario/schema.js";
import type { Moment } from "../../schema/moment.js";
import { secondsAt } from "../../schema/moment.js";
import type { Problem } from "../../schema/scenario-error.js";
import { countProblems, lengthsBeforeRun } from "./counts.js";
import { placed, sizeProblems } from "./sizes.js";

/** @param find the metrics of the system. Expectations and alerts can be read: they have been checked */
export function scalingProblems({ scenario, placeOf }: ResolvedScenario, find: Find): Problem[] {
  const { clock, expect, monitoring } = scenario;
  const { scale } = clock;
  if (scale === 1) return [];
  const lengths = lengthsBeforeRun(windowsOf(scenario), clock);
  const problems = [
    ...sizeProblems(sizesIn(scenario), offeredLoads(scenario), scale),
    ...monitoring.alerts.flatMap(({ when, over }, index) => {
      const expression = parseExpression(when);
      return countProblems({ path: ["monitoring", "alerts", index, "when"], expression }, scale, find, () => over);
    }),
    ...expect.flatMap(({ id, that }, index) =>
      countProblems({ path: ["expect", index, "that"], expression: parseExpression(that) }, scale, find, lengths).map(
        (problem) => ({ ...problem, found: `${id}: ${problem.found}` }),
      ),
    ),
  ];
  return problems.map((problem) => placed(problem, placeOf));
}

/** The operations whose times a scenario states. */
function windowsOf({ operations, clock }: Scenario): Window[] {
  return operations.flatMap(({ name, at, for: length }) => {
    const moment = at as Moment | { readonly on: string };
    if ("on" in moment) return [];
    const start = secondsAt(moment, clock);
    return [{ name: String(name), start, end: typeof length === "number" ? start + length : Number.NaN }];
  });
}
