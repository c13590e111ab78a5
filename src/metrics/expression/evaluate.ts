/** Evaluates an expression against the recording of a run. What cannot be observed is "no data", and never passes. */

import type { Recording } from "../recording.js";
import type { Call, Comparison, Expression, Operand, Range, Test } from "./ast.js";
import { PERCENTILES, TIMES, VERDICTS } from "./functions.js";
import { collapses, conditionSeries, episodes, longestStretch, type Part, recoveries, sumOver } from "./stretches.js";
import { type Stretch, stretches, type Times, timeOf, type Window } from "./windows.js";

export interface Evaluation {
  readonly recording: Recording;
  /** The control run, for `vs control`. */
  readonly control?: Recording;
  readonly operations: readonly Window[];
  /** The UTC second at which the run starts. */
  readonly clockStart: number;
}

export interface Verdict {
  readonly pass: boolean;
  /** NaN when there is no data. */
  readonly observed: number;
  readonly unit: string;
  readonly text: string;
}

export function evaluateExpression(expression: Expression, evaluation: Evaluation): Verdict {
  return new Evaluator(evaluation.recording, evaluation).verdict(expression);
}

class Evaluator {
  private readonly times: Times;

  constructor(
    private readonly recording: Recording,
    private readonly evaluation: Evaluation,
  ) {
    const { operations, clockStart } = evaluation;
    this.times = { operations, clockStart, end: recording.span.end };
  }

  verdict({ left, test, during, lasting, never }: Expression): Verdict {
    const unit = this.unitOf(left);
    if (lasting !== undefined && test.kind === "compare") {
      const held = longestStretch(this.recording, this.conditionOf(left, test.is, test.right, during));
      return { pass: held >= lasting !== never, observed: held, unit: "s", text: `held for at most ${held} s` };
    }
    const observed = this.value(left, during);
    const holds = this.holds(observed, left, test, during);
    const isYesNo = test.kind === "holds" || never;
    const text = Number.isNaN(observed) && !isYesNo ? "no data" : "";
    return { pass: holds !== never, observed, unit, text };
  }

  private holds(observed: number, left: Operand, test: Test, during: Range | undefined): boolean {
    switch (test.kind) {
      case "compare":
        return compare(observed, test.is, this.value(test.right, during));
      case "within":
        return observed >= this.value(test.low, during) && observed <= this.value(test.high, during);
      case "when": {
        const [from, to] = [timeOf(test.from, this.times), timeOf(test.to, this.times)];
        const time = left.kind === "call" ? this.timeIn(left, { from, to }) : Number.NaN;
        return time >= from && time <= to;
      }
      case "holds":
        return !Number.isNaN(observed) && observed !== 0;
    }
  }

  private value(operand: Operand, during: Range | undefined): number {
    switch (operand.kind) {
      case "literal":
        return operand.value;
      case "metric":
        return this.aggregate("last", operand, this.windows(during, false));
      case "call":
        return this.call(operand, operand.during ?? during);
      case "arithmetic":
        return calculate(operand.sign, this.value(operand.left, during), this.value(operand.right, during));
      case "condition":
        return Number.NaN;
      case "versus": {
        const { control } = this.evaluation;
        if (control === undefined) return Number.NaN;
        const there = new Evaluator(control, this.evaluation).value(operand.left, during);
        return this.value(operand.left, during) - there;
      }
    }
  }

  private call(call: Call, during: Range | undefined): number {
    const { name, of, extra } = call;
    const p = PERCENTILES.get(name);
    if (p !== undefined) return this.percentile(of, p, this.windows(during, true));
    const windows = this.windows(during, false);
    if (TIMES.has(name)) return windows.length === 0 ? Number.NaN : this.timeIn(call, hull(windows));
    if (VERDICTS.has(name)) return collapses(this.recording, this.part(of), windows) ? 1 : 0;
    if (name === "episodes" || name === "minutes") return this.conditionCount(name, of, extra?.value, windows);
    return this.aggregate(name, of, windows);
  }

  private conditionCount(name: string, of: Operand, gap: number | undefined, windows: readonly Stretch[]): number {
    if (of.kind !== "condition") return Number.NaN;
    const { bucket } = this.recording.span;
    const series = conditionSeries(this.seriesOf(of.left), (value) =>
      compare(value, of.is, this.value(of.right, undefined)),
    );
    if (name === "episodes") return episodes(series, bucket, gap ?? bucket, windows);
    const { sum, buckets } = sumOver(series, bucket, windows);
    return sum / buckets;
  }

  /** A time at which something happened, within a window: the first event, or the first recovery. */
  private timeIn({ name, of, extra }: Call, { from, to }: Stretch): number {
    if (name === "recovered") {
      const found = recoveries(this.recording, this.part(of), extra?.value ?? 0.99);
      return found.find((time) => time >= from && time <= to) ?? Number.NaN;
    }
    return of.kind === "metric" ? this.recording.first(of.name, from, to) : Number.NaN;
  }

  private percentile(of: Operand, p: number, windows: readonly Stretch[]): number {
    if (of.kind !== "metric") return Number.NaN;
    const [first, ...rest] = windows.map(({ from, to }) => this.recording.tally(of.name, from, to));
    if (first === undefined) return Number.NaN;
    for (const tally of rest) first.merge(tally);
    return first.quantile(p);
  }

  private aggregate(name: string, of: Operand, windows: readonly Stretch[]): number {
    const { bucket } = this.recording.span;
    const useful = name === "max" && of.kind === "metric" ? this.recording.peaks(of.name) : this.seriesOf(of);
    const { sum, buckets, max, min, last, seconds } = sumOver(useful, bucket, windows, this.recording.span.end);
    if (buckets === 0) return Number.NaN;
    switch (name) {
      case "count":
        return sum;
      case "rate":
        return sum / seconds;
      case "share":
        return this.share(of, sum, windows);
      case "max":
        return max;
      case "min":
        return min;
      case "mean":
        return sum / buckets;
      default:
        return last;
    }
  }

  private share(of: Operand, sum: number, windows: readonly Stretch[]): number {
    if (of.kind !== "metric") return Number.NaN;
    const parent = this.recording.parent(of.name);
    if (parent === undefined) return Number.NaN;
    return sum / sumOver(this.recording.series(parent), this.recording.span.bucket, windows).sum;
  }

  private seriesOf(operand: Operand): Float64Array {
    switch (operand.kind) {
      case "metric":
        return this.recording.series(operand.name);
      case "arithmetic": {
        const [left, right] = [this.seriesOf(operand.left), this.seriesOf(operand.right)];
        return left.map((value, i) => calculate(operand.sign, value, right[i]!));
      }
      default:
        return new Float64Array(this.recording.buckets).fill(this.value(operand, undefined));
    }
  }

  private conditionOf(left: Operand, is: Comparison, right: Operand, during: Range | undefined): Float64Array {
    const { bucket } = this.recording.span;
    const isRate = left.kind === "call" && left.name === "rate";
    const series = this.seriesOf(left.kind === "call" ? left.of : left).map((v) => (isRate ? v / bucket : v));
    const limit = this.value(right, undefined);
    const inside = this.windows(during, false);
    return conditionSeries(series, (value) => compare(value, is, limit)).map((value, i) =>
      inside.some(({ from, to }) => i * bucket >= from && i * bucket < to) ? value : 0,
    );
  }

  private part(of: Operand): Part[] {
    const name = of.kind === "metric" ? of.name : "all";
    const { names } = this.recording;
    const parts = names.filter((one) => one.endsWith(".goodput")).map((one) => one.slice(0, -".goodput".length));
    const chosen = name === "all" ? parts : parts.filter((one) => one === name);
    return chosen.map((one) => ({ goodput: `${one}.goodput`, offered: `${one}.offered` }));
  }

  /** @param steady leave the warm-up out, when no window is written */
  private windows(during: Range | undefined, steady: boolean): Stretch[] {
    const { warmUp, end } = this.recording.span;
    if (during === undefined) return [{ from: steady ? warmUp : 0, to: end }];
    return stretches(during, this.times).filter(({ from, to }) => to > from);
  }

  private unitOf(operand: Operand): string {
    if (operand.kind === "literal") return operand.unit;
    if (operand.kind === "metric") return this.recording.find(operand.name)?.unit ?? "1";
    if (operand.kind === "versus") return this.unitOf(operand.left);
    if (operand.kind === "arithmetic") return "+-".includes(operand.sign) ? this.unitOf(operand.left) : "1";
    if (operand.kind === "condition") return "1";
    if (TIMES.has(operand.name)) return "instant";
    if (operand.name === "rate") return this.unitOf(operand.of) === "B" ? "B/s" : "1/s";
    if (operand.name === "share" || operand.name === "minutes") return "fraction";
    return operand.name === "episodes" ? "1" : this.unitOf(operand.of);
  }
}

function hull(windows: readonly Stretch[]): Stretch {
  return { from: Math.min(...windows.map((one) => one.from)), to: Math.max(...windows.map((one) => one.to)) };
}

function compare(left: number, is: Comparison, right: number): boolean {
  switch (is) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    case "=":
      return left === right;
  }
}

function calculate(sign: "+" | "-" | "*" | "/", left: number, right: number): number {
  switch (sign) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
  }
}
