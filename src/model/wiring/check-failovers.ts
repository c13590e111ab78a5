/**
 * Failovers that may be on at the same time must leave a pool to go to. Looked at before the run, and so with caution: one
 * that somebody reacts with may be on at any time.
 */

import { secondsAt } from "../../schema/moment.js";
import type { Seconds } from "../../schema/quantity.js";
import { ScenarioError } from "../../schema/scenario-error.js";
import type { FailoverOrder } from "../edge/options.js";
import type { Pools } from "../edge/pools.js";
import type { Common } from "../operations/operation.js";
import type { SystemOptions } from "../options.js";

interface Clock {
  readonly start: number;
  readonly duration: Seconds;
}

interface Planned {
  readonly name: string;
  /** Where it stands in the scenario. */
  readonly path: string;
  readonly away: readonly string[];
  /** When it begins, each time; a reaction has no such times. */
  readonly starts: readonly Seconds[];
  readonly length: Seconds;
}

/** Throws a ScenarioError when nobody would know where to go. Pools must be known by those names. */
export function checkFailovers(operations: SystemOptions["operations"], pools: Pools, clock: Clock): void {
  const all = operations.flatMap((one, index) => (one.do === "failover" ? [planned(one, index, pools, clock)] : []));
  for (const moment of [0, ...all.flatMap(({ starts }) => starts)]) {
    const together = all.filter((one) => mayBeOn(one, moment));
    const last = together.at(-1);
    if (last === undefined || new Set(together.flatMap(({ away }) => away)).size < pools.all.length) continue;
    const others = together.filter((one) => one !== last).map(({ name }) => name);
    const found = `every pool, together with ${others.join(" and ")}`;
    throw new ScenarioError([{ path: last.path, found, expected: "failovers at one time that leave a pool to go to" }]);
  }
}

function planned(one: SystemOptions["operations"][number], index: number, pools: Pools, clock: Clock): Planned {
  const { name, at, for: length = Number.POSITIVE_INFINITY, every, from } = one as unknown as Common & FailoverOrder;
  const path = `operations[${index}].from`;
  const away = pools.named(from, path).map(({ options }) => options.name);
  if ("on" in at) return { name, path, away, starts: [], length };
  const first = secondsAt(at, clock);
  const times = every === undefined ? 1 : 1 + Math.max(0, Math.floor((clock.duration - first) / every));
  return { name, path, away, starts: Array.from({ length: times }, (_, i) => first + i * (every ?? 0)), length };
}

function mayBeOn({ starts, length }: Planned, moment: Seconds): boolean {
  return starts.length === 0 || starts.some((start) => start <= moment && moment < start + length);
}
