/** Whom a countermeasure takes for an attacker, of those who are none. */

import type { Fraction, Seconds } from "../../../schema/quantity.js";

export interface Pattern {
  /** The largest share of good connections that it can harm in the long run; all, if it says nothing. */
  readonly most?: Fraction;
  /**
   * The chance that a connection of this source is harmed now.
   * @param rate the share of good connections that is harmed in the long run
   * @param salt a whole number below 2^32 that tells one rule from another, and one run from another
   */
  risk(source: number, rate: Fraction, now: Seconds, salt: number): Fraction;
}

/** Without it the pair of two zeros would be exactly 0. The first digits of π. */
const START = 0x243f6a88;

/** A number from 0 to below 1 that belongs to two whole numbers: a hash (the finaliser of MurmurHash3), not chance. */
export function hashed(a: number, b: number): number {
  let h = Math.imul(START ^ a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}
