/** The waiting customers and the next of them: a station's discipline. Holds a customer once at most. */
import type { Customer } from "./customer.js";

export interface WaitingLine<T extends Customer> {
  readonly length: number;
  /** Adds a customer who has just come. */
  join(customer: T): void;
  /** Takes back a customer whose service was interrupted, to be served again before equals. */
  rejoin(customer: T): void;
  /** Takes out the one to serve next; none when nobody waits. */
  next(): T | undefined;
  /** Takes out one that waits, wherever it stands. */
  leave(customer: T): void;
}
