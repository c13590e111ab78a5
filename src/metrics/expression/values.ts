/**
 * Evaluates operands to one number. What cannot be observed is NaN with a reason; a time that never came is infinity.
 */

import type { Instrument, Recording } from "../recording.js";
import type { Tally } from "../tally.js";
import { calculate, compare } from "./arithmetic.js";
import type { Call, Condition, Operand, Range } from "./ast.js";
import { partsOf } from "./call-check.js";
import { COUNTS, percentileOf, RANKS, STEADY, TIMES, VERDICTS } from "./functions.js";
import { collapses, outages, STAYS, successOf } from "./health.js";
import { peaks, perBucket } from "./per-bucket.js";
import { namedPoint } from "./points.js";
import { correlationOf, trendOf } from "./ranks.js";
import { conditionSeries, episodes, minutesOf, sumOver } from "./stretches.js";
import { type Stretch, stretches, type Times, timeOf } from "./windows.js";

type HistogramInstrument = Extract<Instrument, { kind: "histogram" }>;

export class Values {
  /** Why the first value that is missing is missing. */
  missing: string | undefined;

  constructor(
    readonly recording: Recording,
    private readonly times: Times,
    private readonly control?: Recording,
  ) {}

  of(operand: Operand, during: Range | undefined): number {
    switch (operand.kind) {
      case "literal":
        return operand.value;
      case "time":
        return timeOf(operand.point, this.times);
      case "name":
        return this.named(operand.name);
      case "call":
        return this.call(operand, operand.during ?? during);
      case "condition":
        return this.none("a condition has no value");
      case "arithmetic":
        return this.arithmetic(operand, during);
      case "versus":
        return this.of(operand.left, during) - this.inControl(operand.left, during);
    }
  }

  /** Where something holds of an operand, bucket by bucket; NaN outside of the window and where there is no data. */
  holding(
    operand: Operand,
    holds: (value: number, bucket: number) => boolean | undefined,
    during: Range | undefined,
  ): Float64Array {
    return conditionSeries(this.series(operand), holds, this.recording.span, this.windows(during));
  }

  /** The same for a condition inside a function: both sides are read bucket by bucket. */
  private condition({ left, is, right }: Condition, during: Range | undefined): Float64Array {
    const bounds = this.series(right);
    const holds = (value: number, bucket: number) =>
      Number.isNaN(bounds[bucket]!) ? undefined : compare(value, is, bounds[bucket]!);
    return this.holding(left, holds, during);
  }

  series(operand: Operand): Float64Array {
    return perBucket(operand, this.recording, this.control);
  }

  /** @param steady leave the warm-up out, when no window is written */
  windows(during: Range | undefined, steady = false): Stretch[] {
    const { warmUp, end } = this.recording.span;
    if (during === undefined) return [{ from: steady ? warmUp : 0, to: end }];
    const found = stretches(during, this.times);
    if (found.length === 0)
      this.none("the window is empty: outside of the run, or of an operation that was not carried out");
    return found;
  }

  /** An operation's time; metrics alone have no one value. */
  private named(name: string): number {
    if (this.recording.named(name) !== undefined) return this.none(`${name} alone has no one value`);
    const time = timeOf(namedPoint({ text: name, column: 1 }), this.times);
    return Number.isNaN(time) ? this.none(`${name} was not carried out`) : time;
  }

  private arithmetic(
    { sign, left, right }: Extract<Operand, { kind: "arithmetic" }>,
    during: Range | undefined,
  ): number {
    const [a, b] = [this.of(left, during), this.of(right, during)];
    return sign === "/" && b === 0 ? this.none("a division by 0") : calculate(sign, a, b);
  }

  private inControl(operand: Operand, during: Range | undefined): number {
    if (this.control === undefined) return this.none("there is no control run");
    const there = new Values(this.control, { ...this.times, end: this.control.span.end });
    const value = there.of(operand, during);
    return Number.isNaN(value) ? this.none(`in the control run, ${there.missing}`) : value;
  }

  private call(call: Call, during: Range | undefined): number {
    const { name, of, extras } = call;
    if (TIMES.has(name)) return this.time(call, during);
    if (VERDICTS.has(name)) return this.collapse(of, during);
    if (COUNTS.has(name)) {
      if (of.kind !== "condition") return this.none(`${name}(…) of no condition`);
      const condition = this.condition(of, during);
      if (condition.every(Number.isNaN)) return this.none("nothing was observed in the window");
      return name === "minutes"
        ? minutesOf(condition, this.recording.span)
        : episodes(condition, this.recording.span, extras[0]?.value ?? this.recording.span.bucket);
    }
    if (RANKS.has(name)) return this.ranked(call, during);
    const instrument = of.kind === "name" ? this.recording.named(of.name) : undefined;
    const windows = this.windows(during, STEADY.has(name) || instrument?.kind === "histogram");
    if (instrument?.kind === "histogram") return this.pooled(name, instrument, windows);
    return percentileOf(name) === undefined
      ? this.figure(name, of, windows)
      : this.none("the recording has no such histogram");
  }

  private ranked({ of, beside, extras }: Call, during: Range | undefined): number {
    const { span } = this.recording;
    const asked = { span, windows: this.windows(during), every: extras[0]?.value ?? span.bucket };
    if (asked.every < span.bucket) return this.none("its stretches are shorter than a bucket");
    const found =
      beside === undefined
        ? trendOf(this.series(of), asked)
        : correlationOf(this.series(of), this.series(beside), asked);
    return typeof found === "number" ? found : this.none(found.missing);
  }

  /** A figure over the buckets that begin in the windows. */
  private figure(name: string, of: Operand, windows: readonly Stretch[]): number {
    const { recording } = this;
    const series = name === "max" ? peaks(of, recording, this.control) : this.series(of);
    const sums = sumOver(series, recording.span, windows);
    if (sums.buckets === 0) return this.none("nothing was observed in the window: no bucket with data begins in it");
    switch (name) {
      case "count":
        return sums.sum;
      case "rate":
        return sums.sum / sums.seconds;
      case "share":
        return this.share(of, sums.sum, windows);
      case "mean":
        return sums.area / sums.seconds;
      case "max":
        return sums.max;
      case "min":
        return sums.min;
      default:
        return sums.last;
    }
  }

  private share(of: Operand, part: number, windows: readonly Stretch[]): number {
    const metric = of.kind === "name" ? this.recording.named(of.name) : undefined;
    const parent = metric && this.recording.parent(metric);
    if (parent === undefined) return this.none("it is part of no other counter");
    const whole = sumOver(this.recording.series(parent), this.recording.span, windows).sum;
    return whole === 0 ? this.none(`${parent.name} is 0 in the window`) : part / whole;
  }

  /** A figure of all values of a histogram in the windows. */
  private pooled(name: string, metric: HistogramInstrument, windows: readonly Stretch[]): number {
    const [tally, ...rest] = windows.map(({ from, to }) => this.recording.tally(metric, from, to));
    for (const one of rest) tally?.merge(one);
    if (tally === undefined) return Number.NaN;
    if (name === "count") return tally.count;
    if (name === "rate") return this.perSecond(tally.count, metric, windows);
    return tally.count === 0 ? this.none("nothing was recorded in the window") : pooledFigure(name, tally);
  }

  private perSecond(count: number, metric: HistogramInstrument, windows: readonly Stretch[]): number {
    const seconds = windows.reduce((sum, { from, to }) => sum + this.recording.covered(metric, from, to), 0);
    return seconds > 0 ? count / seconds : this.none("no bucket begins in the window");
  }

  /** When something happened first in the window; infinity if it did not, NaN if it could not. */
  private time({ name, of, extras }: Call, during: Range | undefined): number {
    const windows = this.windows(during);
    if (windows.length === 0) return Number.NaN;
    if (name === "recovered") return this.recovery(of, extras[0]?.value ?? 0.99, extras[1]?.value ?? STAYS, windows);
    if (of.kind === "condition") {
      const index = this.condition(of, during).indexOf(1);
      return index < 0 ? Number.POSITIVE_INFINITY : index * this.recording.span.bucket;
    }
    if (of.kind !== "name") return this.none("first(…) of a value");
    const { name: event } = of;
    const named = this.recording.named(event);
    const what = named?.kind === "counter" ? named : ({ kind: "event", name: event } as const);
    const found = windows.map(({ from, to }) =>
      this.recording.first(what, from, to === this.times.end ? Number.POSITIVE_INFINITY : to),
    );
    return found.find((time) => time !== Number.POSITIVE_INFINITY) ?? Number.POSITIVE_INFINITY;
  }

  /** The end of the first outage that reaches into the windows. */
  private recovery(of: Operand, share: number, stays: number, windows: readonly Stretch[]): number {
    const found = outages(this.success(of), this.recording, share, stays);
    const met = found.find(({ start, end }) => windows.some(({ from, to }) => start < to && end > from));
    if (met === undefined)
      return this.none("there was nothing to recover from: success was never below for long enough");
    return windows.some(({ to }) => met.end <= to) ? met.end : Number.POSITIVE_INFINITY;
  }

  private collapse(of: Operand, during: Range | undefined): number {
    const found = collapses(this.success(of), this.recording, this.windows(during));
    return found === undefined ? this.none("nothing was offered in the window") : Number(found);
  }

  private success(of: Operand): Float64Array {
    const parts = partsOf(this.recording.metrics);
    const name = of.kind === "name" ? of.name : "all";
    return successOf(this.recording, name === "all" ? parts : parts.filter((one) => one === name));
  }

  private none(reason: string): number {
    this.missing ??= reason;
    return Number.NaN;
  }
}

function pooledFigure(name: string, tally: Tally): number {
  const p = name === "min" ? 0 : percentileOf(name);
  if (p !== undefined) return tally.quantile(p);
  return name === "max" ? tally.max : tally.mean;
}
