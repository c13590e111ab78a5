/** Service in random order (SIRO): every waiting customer is equally likely to be next. One draw each time. */
import { log2 } from "../math.js";
import type { Pool } from "../pool.js";
import type { Stream } from "../random.js";
import type { Customer } from "./customer.js";
import type { WaitingLine } from "./waiting-line.js";

export class RandomOrder<T extends Customer> implements WaitingLine<T> {
  length = 0;
  /** Slots of the waiting customers, in no particular order, and where in it each slot stands. */
  private slots = new Int32Array(64);
  private places = new Int32Array(64);

  constructor(
    private readonly pool: Pool<T>,
    private readonly stream: Stream,
  ) {}

  join(customer: T): void {
    const { slot } = customer;
    if (slot >= this.places.length) this.grow(slot);
    this.slots[this.length] = slot;
    this.places[slot] = this.length++;
  }

  rejoin(customer: T): void {
    this.join(customer);
  }

  next(): T | undefined {
    if (this.length === 0) return undefined;
    const customer = this.pool.items[this.slots[this.stream.integer(this.length)]!]!;
    this.leave(customer);
    return customer;
  }

  /** The last takes the place that becomes free. */
  leave(customer: T): void {
    const place = this.places[customer.slot]!;
    const last = this.slots[--this.length]!;
    this.slots[place] = last;
    this.places[last] = place;
  }

  /** No more can wait than there are slots, so both arrays grow by the slot. */
  private grow(slot: number): void {
    const rows = 2 ** Math.ceil(log2(slot + 1));
    const { slots, places } = this;
    this.slots = new Int32Array(rows);
    this.places = new Int32Array(rows);
    this.slots.set(slots);
    this.places.set(places);
  }
}
