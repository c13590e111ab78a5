/**
 * Failovers that may be on at the same time must leave a pool to go to. The check is made before the run and errs on
 * the safe side: a failover that people react with may be on at any time.
 */

import type { Seconds } from "../../schema/quantity.js";
import { ScenarioError } from "../../schema/scenario-error.js";
import type { Pools } from "./pools.js";

/** When a failover is on, and which pools or data centres it leads away from. */
export interface FailoverWindow {
  readonly name: string;
  /** Where it stands in the scenario. */
  readonly path: string;
  readonly from: readonly string[];
  /** The beginning of each repetition; none for a reaction, which may begin at any time. */
  readonly starts: readonly Seconds[];
  readonly length: Seconds;
}

/** Throws a ScenarioError when failovers leave no pool at some time, and for pools that are not there. */
export function checkFailovers(windows: readonly FailoverWindow[], pools: Pools): void {
  const all = windows.map((one) => ({ ...one, away: pools.named(one.from, one.path) }));
  for (const moment of [0, ...all.flatMap(({ starts }) => starts)]) {
    const together = all.filter((one) => mayBeOn(one, moment));
    const last = together.at(-1);
    if (last === undefined || new Set(together.flatMap(({ away }) => away)).size < pools.all.length) continue;
    const others = together.filter((one) => one !== last).map(({ name }) => name);
    const found = `every pool, together with ${others.join(" and ")}`;
    throw new ScenarioError([{ path: last.path, found, expected: "failovers at one time that leave a pool to go to" }]);
  }
}

function mayBeOn({ starts, length }: FailoverWindow, moment: Seconds): boolean {
  return starts.length === 0 || starts.some((start) => start <= moment && moment < start + length);
}
