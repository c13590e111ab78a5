/**
 * Numbers of events that expectations and alerts compare with, at a scale: one may become so small that chance alone
 * decides, or its band narrower than chance. Shares of events are left out: how many events they are of, only the run
 * tells.
 */

import {
  type Expression,
  type Find,
  type Operand,
  type Range,
  type ScaledLiteral,
  scaledExpression,
  stretches,
  type Window,
} from "../../metrics/expression/index.js";
import type { Seconds } from "../../schema/quantity.js";
import { nearestScales } from "./nearest.js";
import { chanceText, cure, digits, FEW_EVENTS, type PlacedProblem } from "./sizes.js";

/** A band is wide enough for chance if its half is at least this many standard deviations (Poisson: √n). */
const DEVIATIONS = 2;

/** How long a window of an expression is. */
export type LengthOf = (during: Range | undefined) => Seconds;

interface Compared {
  readonly path: PlacedProblem["path"];
  readonly expression: Expression;
}

export function countProblems(
  { path, expression }: Compared,
  scale: number,
  find: Find,
  lengthOf: LengthOf,
): PlacedProblem[] {
  const faultAt = (one: number) => faultOf(expression, one, find, lengthOf);
  const found = faultAt(scale);
  if (found === undefined) return [];
  return [{ path, found, expected: cure(nearestScales(scale, (one) => faultAt(one) === undefined)) }];
}

/** What is wrong with the comparisons of an expression at a scale; undefined when nothing is. */
function faultOf(expression: Expression, scale: number, find: Find, lengthOf: LengthOf): string | undefined {
  const { literals, mixed, expression: scaled } = scaledExpression(expression, scale, find);
  if (mixed.length > 0) return `compares what scale ${scale} divides with what it does not`;
  // Larger numbers than at full size only get surer.
  const counted = scale > 1 ? literals.filter(countsEvents) : [];
  for (const literal of counted) {
    const events = Math.abs(literal.value) * secondsOf(literal, lengthOf);
    const text = `${literal.written.text} becomes ${valueText(literal)} at scale ${scale}`;
    if (events < FEW_EVENTS) return `${text}: ${chanceText(events)}`;
  }
  const [first] = counted;
  return first && bandFault(scaled, first, scale, secondsOf(first, lengthOf));
}

/** A band about a number of events that is narrower than chance. `=` is a band without width. */
function bandFault({ test }: Expression, literal: ScaledLiteral, scale: number, seconds: Seconds): string | undefined {
  const bounds =
    test.kind === "within" ? [test.low, test.high] : test.kind === "compare" && test.is === "=" ? [test.right] : [];
  const [low, high = low] = bounds.map((bound) => (bound.kind === "literal" ? bound.value * seconds : Number.NaN));
  if (low === undefined || high === undefined) return undefined;
  const deviation = Math.sqrt(Math.abs(low + high) / 2);
  if (!((high - low) / 2 < DEVIATIONS * deviation)) return undefined;
  const [events, width] = [digits((low + high) / 2), digits((high - low) / 2)];
  return `${literal.written.text} becomes ${valueText(literal)} at scale ${scale}: a band of ± ${width} about ${events} events, which vary by ${digits(deviation)} by chance`;
}

/** Bytes are no events, nor are shares of servers; a mean over time is steadier than the number that it is of. */
function countsEvents({ written, beside }: ScaledLiteral): boolean {
  return (written.unit === "1" || written.unit === "1/s") && !isOf("mean", beside);
}

/** A rate stands for a number of events in its window: its length in seconds. */
function secondsOf({ written, beside, during }: ScaledLiteral, lengthOf: LengthOf): Seconds {
  return written.unit === "1/s" || isOf("rate", beside) ? lengthOf(windowOf(beside) ?? during) : 1;
}

function isOf(name: string, operand: Operand): boolean {
  if (operand.kind === "arithmetic") return isOf(name, operand.left) || isOf(name, operand.right);
  return operand.kind === "call" && operand.name === name;
}

function windowOf(operand: Operand): Range | undefined {
  if (operand.kind === "arithmetic") return windowOf(operand.left) ?? windowOf(operand.right);
  return operand.kind === "call" ? operand.during : undefined;
}

function valueText({ written, value }: ScaledLiteral): string {
  return written.unit === "1" ? digits(value) : `${digits(value)}${written.unit.replace("1/", "/")}`;
}

/** Lengths of windows before the run; the whole run where an operation's time is not known yet. */
export function lengthsBeforeRun(
  operations: readonly Window[],
  { start, duration }: { readonly start: number; readonly duration: Seconds },
): LengthOf {
  return (during) => {
    if (during === undefined) return duration;
    const found = stretches(during, { operations, clockStart: start, end: duration });
    return found.reduce((sum, { from, to }) => sum + to - from, 0) || duration;
  };
}
