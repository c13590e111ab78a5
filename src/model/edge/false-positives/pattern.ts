/** Which good connections a countermeasure takes for an attack. */

import type { Fraction, Seconds } from "../../../schema/quantity.js";

export interface Pattern {
  /** The largest share of good connections that it can harm in the long run. Default: all. */
  readonly most?: Fraction;
  /**
   * The probability that a connection of this source is harmed now.
   * @param rate the share of good connections that is harmed in the long run
   * @param salt a whole number below 2^32 that differs between rules, and between runs
   */
  risk(source: number, rate: Fraction, now: Seconds, salt: number): Fraction;
}

/** Keeps the hash of two zeros from being exactly 0. The first digits of π. */
const START = 0x243f6a88;

/** A hash of two whole numbers, from 0 to below 1: the finaliser of MurmurHash3. It is no random draw. */
export function hashed(a: number, b: number): number {
  let h = Math.imul(START ^ a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}
