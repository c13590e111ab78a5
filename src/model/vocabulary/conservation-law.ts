/** Conservation laws: sums that must balance at the end of every run. A law that does not hold is a bug of ours. */

export interface Law {
  /** The law in words: "messages offered = accepted + waiting + given up + lost". */
  readonly name: string;
  readonly left: number;
  readonly right: number;
  /** The largest difference between the sides: 0 for counts, rounding for sums of fractions. */
  readonly tolerance: number;
}

/** The law that two amounts are equal. */
export function difference(name: string, left: number, right: number, tolerance = 0): Law {
  return { name, left, right, tolerance };
}

export function holds({ left, right, tolerance }: Law): boolean {
  return Math.abs(left - right) <= tolerance;
}
