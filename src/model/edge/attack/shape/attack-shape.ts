/** How strong an attack is while it lasts. */

import type { Fraction, Seconds } from "../../../../schema/quantity.js";

export interface AttackShape {
  /** Of its full strength, so long after it began. */
  strength(age: Seconds): Fraction;
  /** The age at which it changes next; infinity when it stays as it is. */
  changesAfter(age: Seconds): Seconds;
}
