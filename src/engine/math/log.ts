/**
 * Natural logarithms, the same bits on every machine: V8 and browsers differ in the last bit of theirs, and a run has
 * to give the same bytes everywhere.
 *
 * Table-driven after P. T. P. Tang, "Table-driven implementation of the logarithm function in IEEE floating-point
 * arithmetic" (ACM TOMS 16, 1990). With x = 2^k z and c the entry of z's stretch, log x = k log 2 + log c + log(1 + r)
 * for r = z/c - 1, at most 1/128. As 1/c has few digits, the products of the upper and of the lower half of z with it
 * are exact, and so is the first subtraction of 1; k log 2 + log c has no rounding error either, by the choice of the
 * tables' first parts. The error stays below 0.75 units in the last place, and below 2^-60 of the value for the pair
 * that `logPair` gives.
 */

import { LN2_HIGH, LN2_LOW, LOG_TABLE } from "./log-table.js";
import { powerOfTwo } from "./power-of-two.js";

const real = new Float64Array(1);
const words = new Int32Array(real.buffer);
/** The upper word of a double in memory; every machine that runs Node or a browser is little-endian. */
const HIGH = 1;

/** The upper word of 11/16, where the stretches begin. */
const FIRST = 0x3fe60000;
/** The upper words of normal positive numbers: the least, and how many there are. */
const LEAST_NORMAL = 0x00100000;
const NORMAL = 0x7fe00000;
const SMALLEST_NORMAL = 2 ** -1022;
const SUBNORMAL_SCALE = 2 ** 54;
const SUBNORMAL_LOG = 37.42994775023705;
/** 1.5 · 2^31: added and taken away again, it leaves the 22 leading digits of a number near 1. */
const TO_UPPER = 3221225472;
/** 1.5 · 2^19: the same for a number up to 1/128, to a multiple of 2^-33. */
const TO_HALF = 786432;
const [C3, C5, C6, C7, C9] = [1 / 3, 1 / 5, 1 / 6, 1 / 7, 1 / 9];

/** log x. NaN for x < 0, minus infinity for 0. */
export function log(x: number): number {
  real[0] = x;
  const high = words[HIGH]!;
  if ((high - LEAST_NORMAL) >>> 0 >= NORMAL) return unusual(x);
  const offset = high - FIRST;
  const k = offset >> 20;
  const z = x * powerOfTwo(-k);
  const upper = z + TO_UPPER - TO_UPPER;
  const entry = 3 * ((offset >>> 13) & 127);
  const inverse = LOG_TABLE[entry]!;
  const r = upper * inverse - 1 + (z - upper) * inverse;
  const base = k * LN2_HIGH + LOG_TABLE[entry + 1]!;
  const sum = base + r;
  const rest = base - sum + r + (k * LN2_LOW + LOG_TABLE[entry + 2]!);
  return sum + (rest + r * r * (r * series(r) - 0.5));
}

/** (log(1 + r) - r + r²/2) / r³, by its Taylor series: the next term is below 2^-62 of r. */
function series(r: number): number {
  const square = r * r;
  return C3 - 0.25 * r + square * (C5 - C6 * r + square * (C7 - 0.125 * r + square * C9));
}

function unusual(x: number): number {
  if (x > 0 && x < Number.POSITIVE_INFINITY) return log(x * SUBNORMAL_SCALE) - SUBNORMAL_LOG;
  if (x === 0) return Number.NEGATIVE_INFINITY;
  return x > 0 ? x : Number.NaN;
}

/** What `logPair` gives: the value rounded to a double, and what it lacks. */
export const pair = new Float64Array(2);

/**
 * log(x + correction) in two doubles, left in `pair`. x is positive and normal or subnormal, the correction at most a
 * last digit of it.
 */
export function logPair(x: number, correction: number): void {
  const isTiny = x < SMALLEST_NORMAL;
  const normal = isTiny ? x * SUBNORMAL_SCALE : x;
  real[0] = normal;
  const offset = words[HIGH]! - FIRST;
  const exponent = offset >> 20;
  const k = isTiny ? exponent - 54 : exponent;
  const scale = powerOfTwo(-exponent);
  const z = normal * scale;
  const upper = z + TO_UPPER - TO_UPPER;
  const entry = 3 * ((offset >>> 13) & 127);
  const inverse = LOG_TABLE[entry]!;
  const first = upper * inverse - 1;
  const second = (z - upper) * inverse;
  const r = first + second;
  const rest = first - r + second + correction * scale * inverse;
  const base = k * LN2_HIGH + LOG_TABLE[entry + 1]!;
  const sum = base + r;
  const sumRest = base - sum + r + (rest + k * LN2_LOW + LOG_TABLE[entry + 2]!);
  // r²/2 in two parts: the square of r's upper half is exact.
  const half = r + TO_HALF - TO_HALF;
  const square = 0.5 * half * half;
  const squareRest = 0.5 * (r - half) * (r + half) + r * rest;
  const high = sum - square;
  const highRest = sum - high - square;
  const tail = highRest + sumRest - squareRest + r * r * r * series(r);
  pair[0] = high + tail;
  pair[1] = high - pair[0]! + tail;
}
