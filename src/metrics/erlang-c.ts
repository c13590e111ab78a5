/**
 * The share of customers that wait in an M/M/c queue: Erlang's C formula (A. K. Erlang, 1917), by the stable recursion
 * of his B formula. Depends on the number of servers even at one utilisation: at 0.7 one customer of 4.5 waits before
 * 10 servers, and one of 7.7 before 16.
 */

import type { Fraction } from "../schema/quantity.js";

/** @param load offered, in Erlangs: arrival rate times mean service time. 1 when the servers cannot keep up */
export function erlangC(servers: number, load: number): Fraction {
  if (load >= servers) return 1;
  let blocked = 1;
  for (let n = 1; n <= servers; n++) blocked = (load * blocked) / (n + load * blocked);
  return blocked / (1 - (load / servers) * (1 - blocked));
}
