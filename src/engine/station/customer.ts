/** What a station serves. Records of a model extend it, or have the same fields. */
import type { Seconds } from "../../schema/quantity.js";
import type { Ticket } from "../calendar.js";
import type { Pooled } from "../pool.js";

export class Customer implements Pooled {
  /** Service still needed, set by the caller before arrival; a station that interrupts counts it down. */
  work: Seconds = 0;
  /** Class for stations that serve by priority: 0 goes first. */
  priority = 0;
  /** When it came to the station. Set by the station. */
  arrivedAt: Seconds = 0;
  /** When its present stretch of service began. Set by the station. */
  startedAt: Seconds = 0;
  /** Its pending event at the station: end of patience or of service. Kept by the station. */
  ticket: Ticket = 0;

  constructor(readonly slot: number) {}
}

/** What a station reports. Called when the station's own state is settled, so that it may send customers back in. */
export interface StationHandler<T extends Customer> {
  /** A server begins with the customer, or goes on after an interruption. */
  started?(customer: T): void;
  /** The customer leaves, served. */
  served(customer: T): void;
  /** The customer leaves the line, out of patience. */
  abandoned?(customer: T): void;
}
