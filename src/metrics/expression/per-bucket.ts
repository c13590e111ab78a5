/** Values of operands in every bucket of a recording: what is inside of a function, and what a condition compares. */

import type { Seconds } from "../../schema/quantity.js";
import type { Instrument, Recording } from "../recording.js";
import { calculate } from "./arithmetic.js";
import type { Call, Operand } from "./ast.js";
import { percentileOf } from "./functions.js";

type HistogramInstrument = Extract<Instrument, { kind: "histogram" }>;

/** NaN where there is no data. A metric alone: a counter's amount, a level's mean, a gauge's reading. */
export function perBucket(operand: Operand, recording: Recording, control?: Recording): Float64Array {
  const series = (one: Operand) => perBucket(one, recording, control);
  switch (operand.kind) {
    case "literal":
      return new Float64Array(recording.buckets).fill(operand.value);
    case "name":
      return metric(recording.named(operand.name), recording);
    case "call":
      return figure(operand, recording, series(operand.of), control);
    case "arithmetic": {
      const right = series(operand.right);
      return series(operand.left).map((value, i) => calculate(operand.sign, value, right[i]!));
    }
    case "versus": {
      const there = control === undefined ? none(recording) : perBucket(operand.left, control);
      return series(operand.left).map((value, i) => value - (there[i] ?? Number.NaN));
    }
    default:
      return none(recording);
  }
}

/** The highest value in each bucket: for levels, however short it lasted. */
export function peaks(operand: Operand, recording: Recording, control?: Recording): Float64Array {
  const level = operand.kind === "name" ? recording.named(operand.name) : undefined;
  if (level?.kind === "level") return recording.peaks(level);
  return perBucket(operand, recording, control);
}

function metric(instrument: Instrument | undefined, recording: Recording): Float64Array {
  if (instrument === undefined || instrument.kind === "histogram") return none(recording);
  return recording.series(instrument);
}

function figure({ name, of }: Call, recording: Recording, inner: Float64Array, control?: Recording): Float64Array {
  const instrument = of.kind === "name" ? recording.named(of.name) : undefined;
  const series = instrument?.kind === "histogram" ? histogramFigure(name, instrument, recording) : inner;
  switch (name) {
    case "rate":
      return series.map((amount, i) => amount / lengthOf(i, recording));
    case "share":
      return shares(series, instrument, recording);
    case "max":
      return instrument?.kind === "level" ? peaks(of, recording, control) : series;
    default:
      return series;
  }
}

function histogramFigure(name: string, metric: HistogramInstrument, recording: Recording): Float64Array {
  const { bucket } = recording.span;
  const p = name === "min" ? 0 : percentileOf(name);
  if (p !== undefined) return recording.quantiles(metric, p);
  if (name === "rate" || name === "count") return recording.tallies(metric, bucket, ({ count }) => count);
  const max = ({ count, max: largest }: { count: number; max: number }) => (count === 0 ? Number.NaN : largest);
  return recording.tallies(metric, bucket, name === "max" ? max : ({ mean }) => mean);
}

function shares(series: Float64Array, part: Instrument | undefined, recording: Recording): Float64Array {
  const parent = part && recording.parent(part);
  if (parent === undefined) return none(recording);
  const whole = recording.series(parent);
  return series.map((amount, i) => calculate("/", amount, whole[i]!));
}

/** Of a bucket; the last may be a partial one. */
function lengthOf(index: number, { span }: Recording): Seconds {
  return Math.min(span.bucket, span.end - index * span.bucket);
}

function none({ buckets }: Recording): Float64Array {
  return new Float64Array(buckets).fill(Number.NaN);
}
