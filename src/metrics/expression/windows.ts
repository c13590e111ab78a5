/** Turns the windows of an expression into stretches of simulated time. Stretches are rounded to whole buckets when read. */

import type { Seconds } from "../../schema/quantity.js";
import type { Point, Range } from "./ast.js";

/** An operation with the time it took, seconds from the start of the run. */
export interface Window {
  readonly name: string;
  readonly start: Seconds;
  readonly end: Seconds;
}

export interface Stretch {
  readonly from: Seconds;
  readonly to: Seconds;
}

export interface Times {
  readonly operations: readonly Window[];
  /** The UTC second at which the run starts. */
  readonly clockStart: number;
  /** The end of the run, or how far it has come. */
  readonly end: Seconds;
}

const DAY: Seconds = 86_400;

/** The stretches that a window stands for: one, or one for each time that a repeated operation was carried out. */
export function stretches(range: Range, times: Times): Stretch[] {
  if (range.kind === "between") return [{ from: timeOf(range.from, times), to: timeOf(range.to, times) }];
  return times.operations.filter(({ name }) => name === range.name).map(({ start, end }) => ({ from: start, to: end }));
}

/** NaN for an operation that was never carried out. */
export function timeOf(point: Point, { operations, clockStart, end }: Times): Seconds {
  switch (point.kind) {
    case "clock":
      return ((((point.secondOfDay - clockStart) % DAY) + DAY) % DAY) + point.plus;
    case "offset":
      return point.plus;
    case "end":
      return end + point.plus;
    case "operation": {
      const found = operations.find(({ name }) => name === point.name);
      return found === undefined ? Number.NaN : found[point.edge] + point.plus;
    }
  }
}
