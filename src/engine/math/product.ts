/** Products of two doubles with what their rounding loses, for functions that need more than one double can hold. */

/** 2^32 + 1: splits a double into two halves whose products are exact. Not beyond 2^991. */
const SPLITTER = 4294967297;

/**
 * a b - `product` for the rounded product, but for 2^-106 of it. Exact partial products of upper and lower halves
 * (Dekker 1971).
 */
export function productRest(a: number, b: number, product: number): number {
  const [aHigh, bHigh] = [upperHalf(a), upperHalf(b)];
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/** The 21 leading digits of x (Veltkamp 1968). */
export function upperHalf(x: number): number {
  const large = x * SPLITTER;
  return large - (large - x);
}
