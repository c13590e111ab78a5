/**
 * Exponentials, the same bits on every machine. Table-driven after P. T. P. Tang, "Table-driven implementation of the
 * exponential function in IEEE floating-point arithmetic" (ACM TOMS 15, 1989): x = (128 m + i) log(2)/128 + r with |r|
 * <= log(2)/256, and exp x = 2^m 2^(i/128) (1 + (exp r - 1)). The error stays below 0.52 units in the last place, and
 * below one where the result is too small for a full mantissa.
 */
import { EXP_TABLE, STEP_HIGH, STEP_LOW, STEPS } from "./exp-table.js";
import { powerOfTwo } from "./power-of-two.js";

/** 1.5 · 2^52: added and taken away again, it rounds to the nearest whole number. */
const ROUND = 6755399441055744;
/** Beyond it, powers of two reach the ends of the range and are applied in two steps. */
const PLAIN = 708;
const [C3, C4, C5] = [1 / 6, 1 / 24, 1 / 120];
/** exp of more is infinite, of less than the other is 0. */
const MOST = 709.782712893384;
const LEAST = -745.1332191019412;

/** e^x. */
export function exp(x: number): number {
  return expOf(x, 0);
}

/** e^(x + correction) for a correction that is small beside x's last digit times a few thousand. */
export function expOf(x: number, correction: number): number {
  if (!(x > -PLAIN && x < PLAIN)) return atTheEnds(x, correction);
  const k = x * STEPS + ROUND - ROUND;
  const r = x - k * STEP_HIGH - k * STEP_LOW + correction;
  const entry = (k & 127) << 1;
  const power = powerOfTwo(k >> 7);
  const scale = EXP_TABLE[entry]! * power;
  return scale + (scale * grown(r) + EXP_TABLE[entry + 1]! * power);
}

/** e^x as a sum of two doubles, left in `parts`, for |x| < 700: a power of 2^(1/128), and a small part of it. */
export function expParts(x: number): void {
  const k = x * STEPS + ROUND - ROUND;
  const entry = (k & 127) << 1;
  const mantissa = EXP_TABLE[entry]!;
  const power = powerOfTwo(k >> 7);
  parts[0] = mantissa * power;
  parts[1] = (EXP_TABLE[entry + 1]! + mantissa * grown(x - k * STEP_HIGH - k * STEP_LOW)) * power;
}

/** What `expParts` gives. */
export const parts = new Float64Array(2);

/** e^r - 1 for |r| <= log(2)/256: the next term of the Taylor series is below 2^-60 of it. */
function grown(r: number): number {
  const square = r * r;
  return r + square * (0.5 + C3 * r + square * (C4 + C5 * r));
}

/** Where the result may leave the range, or x is no number. */
function atTheEnds(x: number, correction: number): number {
  if (Number.isNaN(x)) return x;
  if (x > MOST) return Number.POSITIVE_INFINITY;
  if (x < LEAST) return 0;
  const k = x * STEPS + ROUND - ROUND;
  const r = x - k * STEP_HIGH - k * STEP_LOW + correction;
  const entry = (k & 127) << 1;
  const mantissa = EXP_TABLE[entry]!;
  return scaledOnce(mantissa, EXP_TABLE[entry + 1]! + mantissa * grown(r), k >> 7);
}

/**
 * (a + b) 2^m, rounded once even where the result is subnormal: an anchor is added whose last digit is worth the
 * smallest number of all after the scaling, and taken away again.
 */
function scaledOnce(a: number, b: number, m: number): number {
  const sum = a + b;
  if (m > -1022 || (m === -1022 && sum >= 1)) return sum * powerOfTwo(m >> 1) * powerOfTwo(m - (m >> 1));
  const anchor = powerOfTwo(-1022 - m);
  const high = anchor + sum;
  const rest = anchor - high + sum + (a - sum + b);
  return (high + rest - anchor) * powerOfTwo(m + 512) * powerOfTwo(-512);
}
