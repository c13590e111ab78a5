/**
 * Powers of two from a table: a double's exponent changes by a product. To write it into the double's upper word and
 * read the whole again would cost ten times as much, because a processor cannot forward half a store to a whole load.
 */

const LEAST = -1074;
const MOST = 1023;

const POWERS = new Float64Array(MOST - LEAST + 1);
for (let exponent = LEAST, power = Number.MIN_VALUE; exponent <= MOST; exponent++, power *= 2)
  POWERS[exponent - LEAST] = power;

/** 2^exponent for a whole exponent from -1074 to 1023, exactly. */
export function powerOfTwo(exponent: number): number {
  return POWERS[exponent - LEAST]!;
}
