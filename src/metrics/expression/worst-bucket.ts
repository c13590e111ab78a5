/** Finds the bucket in which an expectation is farthest from being met: where to look in a report. */

import type { Seconds } from "../../schema/quantity.js";
import type { Expression } from "./ast.js";
import { isFigure } from "./functions.js";
import { isInside } from "./stretches.js";
import type { Values } from "./values.js";

/** The start of that bucket and the figure of it; undefined when what is observed is no figure of a metric. */
export function worstBucket(
  { left, leftDuring, test }: Expression,
  bounds: readonly number[],
  values: Values,
): { at: Seconds; value: number } | undefined {
  if (left.kind !== "call" || !isFigure(left.name) || bounds.length === 0) return undefined;
  const { bucket } = values.recording.span;
  const windows = values.windows(left.during ?? leftDuring);
  const distance = distanceBy(test.kind === "compare" ? test.is : "within", bounds);
  let worst: { at: Seconds; value: number } | undefined;
  for (const [i, value] of values.series(left).entries()) {
    if (Number.isNaN(value) || !isInside(i * bucket, windows)) continue;
    if (worst === undefined || distance(value) > distance(worst.value)) worst = { at: i * bucket, value };
  }
  return worst;
}

/** How far a value is on the wrong side. */
function distanceBy(is: string, bounds: readonly number[]): (value: number) => number {
  const [low = 0, high = low] = bounds;
  if (is === "<" || is === "<=") return (value) => value - low;
  if (is === ">" || is === ">=") return (value) => low - value;
  return (value) => Math.max(low - value, value - high);
}
