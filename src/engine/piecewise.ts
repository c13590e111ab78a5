/** A value that goes straight from point to point, level before the first and after the last. */

import type { Seconds } from "../schema/quantity.js";

export interface Point {
  readonly at: Seconds;
  readonly value: number;
}

/** @param points in the order of time, at least one */
export function valueAt(points: readonly Point[], now: Seconds): number {
  const after = points.findIndex(({ at }) => at > now);
  const last = points.at(after < 0 ? -1 : after - 1);
  const next = points[after];
  if (after === 0 || last === undefined) return points[0]?.value ?? Number.NaN;
  if (next === undefined) return last.value;
  return last.value + ((next.value - last.value) * (now - last.at)) / (next.at - last.at);
}
