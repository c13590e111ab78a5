/** The strength of an attack over time. */

import type { Fraction, Seconds } from "../../../../schema/quantity.js";

export interface AttackShape {
  /** Share of its full strength, `age` seconds after it began. */
  strength(age: Seconds): Fraction;
  /** The age at which its strength changes next; infinity when it stays as it is. */
  changesAfter(age: Seconds): Seconds;
}
