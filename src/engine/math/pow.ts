/**
 * Powers, the same bits on every machine: x^y = exp(y log x), with the logarithm and the product in two doubles each.
 * The error stays below 0.6 units in the last place, below one for subnormal results.
 */
import { expOf } from "./exp.js";
import { logPair, pair } from "./log.js";
import { productRest } from "./product.js";

/** x^y, with the special cases of ECMAScript. */
export function pow(x: number, y: number): number {
  if (x > 0 && x < Number.POSITIVE_INFINITY && Math.abs(y) < Number.POSITIVE_INFINITY) return positive(x, y);
  return unusual(x, y);
}

/** For a positive, finite x and a finite y. */
function positive(x: number, y: number): number {
  logPair(x, 0);
  const high = pair[0]!;
  const product = y * high;
  if (!(Math.abs(product) < 746)) return product > 0 ? Number.POSITIVE_INFINITY : 0;
  return expOf(product, productRest(y, high, product) + y * pair[1]!);
}

function unusual(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (!Number.isFinite(y)) return ofInfinite(Math.abs(x), y > 0);
  const isOdd = Math.abs(y % 2) === 1;
  const isNegative = x < 0 || Object.is(x, -0);
  const size = Math.abs(x);
  if (size > 0 && size < Number.POSITIVE_INFINITY) {
    if (!Number.isInteger(y)) return Number.NaN;
    return isOdd ? -positive(size, y) : positive(size, y);
  }
  const result = (size === 0) === y > 0 ? 0 : Number.POSITIVE_INFINITY;
  return isNegative && isOdd ? -result : result;
}

/** |x| to plus or minus infinity. */
function ofInfinite(size: number, isUp: boolean): number {
  if (size === 1) return Number.NaN;
  return size > 1 === isUp ? Number.POSITIVE_INFINITY : 0;
}
