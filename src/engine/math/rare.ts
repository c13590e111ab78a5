/**
 * Functions that a run needs now and then, the same bits on every machine, each within one unit in the last place:
 * logarithms of other bases and of 1 + x, exponentials less 1, cube roots and the hyperbolic tangent. Built from the
 * pairs of `log` and from `exp`.
 */
import { exp, expParts, parts } from "./exp.js";
import { log, logPair, pair } from "./log.js";
import { productRest, upperHalf } from "./product.js";

/** 1/log 2 and 1/log 10, and what the doubles lack. */
const PER_LN2 = Math.LOG2E;
const PER_LN2_REST = 2.0355273740931033e-17;
const PER_LN10 = Math.LOG10E;
const PER_LN10_REST = 1.098319650216765e-17;
/** 1/n. */
const INVERSE = Float64Array.from({ length: 15 }, (_, n) => 1 / n);
/** Below it, 1 + x is 1. */
const TINY = 2 ** -54;
/** Up to here the series of `expm1` is used. */
const SMALL = 0.35;

/** log(1 + x). NaN for x < -1. */
export function log1p(x: number): number {
  if (Math.abs(x) < TINY || x === Number.POSITIVE_INFINITY) return x;
  const sum = 1 + x;
  if (!(sum > 0)) return log(sum);
  const rest = Math.abs(x) < 1 ? 1 - sum + x : x - sum + 1;
  logPair(sum, rest);
  return pair[0]!;
}

/** The logarithm of base 2; exact for powers of 2. */
export function log2(x: number): number {
  return otherBase(x, PER_LN2, PER_LN2_REST);
}

/** The logarithm of base 10; exact for powers of 10. */
export function log10(x: number): number {
  return otherBase(x, PER_LN10, PER_LN10_REST);
}

function otherBase(x: number, factor: number, rest: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return log(x);
  logPair(x, 0);
  const high = pair[0]!;
  const product = high * factor;
  return product + (productRest(high, factor, product) + pair[1]! * factor + high * rest);
}

/** e^x - 1. */
export function expm1(x: number): number {
  if (!(Math.abs(x) < 40)) return x < 0 ? -1 : exp(x);
  if (Math.abs(x) < SMALL) {
    series(x);
    return pair[0]!;
  }
  expParts(x);
  const scale = parts[0]!;
  const sum = scale - 1;
  return sum + ((scale > 1 ? scale - sum - 1 : scale - (sum + 1)) + parts[1]!);
}

/** e^x - 1 for |x| < 40 in two doubles, left in `pair`. */
function expm1Pair(x: number): void {
  if (Math.abs(x) < SMALL) return series(x);
  expParts(x);
  const [scale, small] = [parts[0]!, parts[1]!];
  const sum = scale - 1;
  const rest = (scale > 1 ? scale - sum - 1 : scale - (sum + 1)) + small;
  pair[0] = sum + rest;
  pair[1] = sum - pair[0]! + rest;
}

/** Taylor's series with x²/2 in two parts: the square of x's upper half is exact. */
function series(x: number): void {
  const half = upperHalf(x);
  const square = 0.5 * half * half;
  const squareRest = 0.5 * (x - half) * (x + half);
  let terms = 0;
  for (let n = 14; n >= 3; n--) terms = (terms * x + 1) * INVERSE[n]!;
  const sum = x + square;
  const rest = x - sum + square + (squareRest + (terms * x * x * x) / 2);
  pair[0] = sum + rest;
  pair[1] = sum - pair[0]! + rest;
}

/** The cube root: one step of Halley's method from the first 21 digits, whose square is exact. */
export function cbrt(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  const size = Math.abs(x);
  const near = upperHalf(exp(log(size) / 3));
  const other = size / (near * near);
  const root = near + near * ((other - near) / (2 * near + other));
  return x < 0 ? -root : root;
}

/** The hyperbolic tangent, as (e^2x - 1) / (e^2x + 1). */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size < TINY || Number.isNaN(x)) return x;
  if (size > 22) return x < 0 ? -1 : 1;
  expm1Pair(2 * size);
  const [high, low] = [pair[0]!, pair[1]!];
  const below = high + 2;
  const belowRest = (high > 2 ? high - below + 2 : 2 - below + high) + low;
  const ratio = high / below;
  const lacks = high - ratio * below - productRest(ratio, below, ratio * below) + low - ratio * belowRest;
  const result = ratio + lacks / below;
  return x < 0 ? -result : result;
}
