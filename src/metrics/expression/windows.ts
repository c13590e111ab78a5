/**
 * Turns the windows of an expression into stretches of simulated time. Stretches are rounded to whole buckets when
 * read.
 */

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

/**
 * The stretches that a window stands for, inside the run, in order and apart: one, or one for each time that a repeated
 * operation was carried out (`x`, and `x+5min..x.end`, both ends of which name it). None when it never was.
 */
export function stretches(range: Range, times: Times): Stretch[] {
  return united(everyStretch(range, times), times.end);
}

function everyStretch(range: Range, times: Times): Stretch[] {
  if (range.kind === "operation")
    return carriedOut(range.name, times).map(({ start, end }) => ({ from: start, to: end }));
  const { from, to } = range;
  if (from.kind !== "operation" || to.kind !== "operation" || from.name !== to.name)
    return [oneStretch(from, to, times)];
  return carriedOut(from.name, times).map((one) => ({ from: one[from.edge] + from.plus, to: one[to.edge] + to.plus }));
}

/** 23:00..01:00 reaches into the next day. */
export function oneStretch(first: Point, last: Point, times: Times): Stretch {
  const [from, to] = [timeOf(first, times), timeOf(last, times)];
  return { from, to: last.kind === "clock" && to < from ? to + DAY : to };
}

/** The time of a point; of a repeated operation, the first. NaN for an operation that was never carried out. */
export function timeOf(point: Point, times: Times): Seconds {
  switch (point.kind) {
    case "clock":
      return ((((point.secondOfDay - times.clockStart) % DAY) + DAY) % DAY) + point.plus;
    case "offset":
      return point.plus;
    case "end":
      return times.end + point.plus;
    case "operation":
      return (carriedOut(point.name, times)[0]?.[point.edge] ?? Number.NaN) + point.plus;
  }
}

function carriedOut(name: string, { operations }: Times): readonly Window[] {
  return operations.filter((one) => one.name === name);
}

function united(all: readonly Stretch[], end: Seconds): Stretch[] {
  const found: { from: Seconds; to: Seconds }[] = [];
  const inside = all
    .map(({ from, to }) => ({ from: Math.max(0, from), to: Math.min(to, end) }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
  for (const { from, to } of inside) {
    const last = found.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else found.push({ from, to });
  }
  return found;
}
