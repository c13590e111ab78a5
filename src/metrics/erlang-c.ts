/**
 * The share of customers that wait in an M/M/c queue: Erlang's C formula (A. K. Erlang, 1917), by the stable recursion of
 * his B formula. Depends on the number of servers even at one utilisation: 1 of 8 against 1 of 20 at 0.7 with 10 and 16.
 */

import type { Fraction } from "../schema/quantity.js";

/** @param load offered, in Erlangs: arrival rate times mean service time. 1 when the servers cannot keep up */
export function erlangC(servers: number, load: number): Fraction {
  if (load >= servers) return 1;
  let blocked = 1;
  for (let n = 1; n <= servers; n++) blocked = (load * blocked) / (n + load * blocked);
  return blocked / (1 - (load / servers) * (1 - blocked));
}
