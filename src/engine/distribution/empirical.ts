/**
 * As measured: a table of values with their weights, or points of the cumulative distribution with straight lines
 * between them. One draw for a table, one for a curve.
 */
import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { fraction } from "../../schema/quantity.js";
import type { Stream } from "../random.js";
import type { Distribution, QuantitySchema } from "./distribution.js";
import { oneWayOf } from "./limits.js";
import { Odds } from "./odds.js";

/** Values that occur with given weights. */
export class EmpiricalTable implements Distribution {
  readonly mean: number;
  readonly variance: number;
  private readonly odds: Odds;
  private readonly values: readonly number[];

  constructor(entries: readonly { value: number; weight: number }[]) {
    this.odds = new Odds(entries.map(({ weight }) => weight));
    this.values = entries.map(({ value }) => value);
    this.mean = this.odds.average((i) => this.values[i]!);
    this.variance = this.odds.average((i) => (this.values[i]! - this.mean) ** 2);
  }

  sample(stream: Stream): number {
    return this.values[this.odds.pick(stream.precise())]!;
  }
}

/** A point of a cumulative distribution: `upTo` of all values do not exceed `value`. */
export interface CurvePoint {
  readonly value: number;
  readonly upTo: number;
}

/** A cumulative distribution through given points. If the first point has `upTo` above 0, that part has its value. */
export class EmpiricalCurve implements Distribution {
  readonly mean: number;
  readonly variance: number;
  private readonly values: Float64Array;
  private readonly upTo: Float64Array;

  /** @param points ascending in both, the last with `upTo` 1 */
  constructor(points: readonly CurvePoint[]) {
    this.values = Float64Array.from(points, ({ value }) => value);
    this.upTo = Float64Array.from(points, ({ upTo }) => upTo);
    this.mean = this.moment((a, b) => (a + b) / 2);
    this.variance = this.moment(
      (a, b) => ((a - this.mean) ** 2 + (a - this.mean) * (b - this.mean) + (b - this.mean) ** 2) / 3,
    );
  }

  sample(stream: Stream): number {
    const { values, upTo } = this;
    const u = stream.precise();
    let low = 0;
    let high = upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (u < upTo[middle]!) high = middle;
      else low = middle + 1;
    }
    if (low === 0) return values[0]!;
    const from = upTo[low - 1]!;
    const part = (u - from) / (upTo[low]! - from);
    return values[low - 1]! + part * (values[low]! - values[low - 1]!);
  }

  /** Sums over the stretches, given the mean of something over a stretch from a to b. */
  private moment(over: (a: number, b: number) => number): number {
    const { values, upTo } = this;
    let sum = upTo[0]! * over(values[0]!, values[0]!);
    for (let i = 1; i < values.length; i++) sum += (upTo[i]! - upTo[i - 1]!) * over(values[i - 1]!, values[i]!);
    return sum;
  }
}

export const empirical = (quantity: QuantitySchema) =>
  choice({
    name: "empirical",
    summary: "as measured: a `table` of `value` and `weight`, or a `curve` through points of `value` and `upTo`",
    options: oneWayOf(
      z.strictObject({
        table: z
          .array(z.strictObject({ value: quantity, weight: z.number().positive() }))
          .min(1)
          .optional(),
        curve: z
          .array(z.strictObject({ value: quantity, upTo: fraction }))
          .min(2)
          .refine(isCurve, { error: CURVE })
          .optional(),
      }),
      [["table"], ["curve"]],
    ),
    create: ({ table, curve }): Distribution => (table ? new EmpiricalTable(table) : new EmpiricalCurve(curve ?? [])),
  });

const CURVE = "the points of a curve ascend in `value` and `upTo`, and the last has `upTo: 100%`";

function isCurve(points: readonly CurvePoint[]): boolean {
  if (points.at(-1)?.upTo !== 1) return false;
  return points.every(({ value, upTo }, i) => {
    const before = points[i - 1];
    return before === undefined || (before.value <= value && before.upTo < upTo);
  });
}
