/**
 * Processor sharing: nobody waits, all present are served at once, each by one server at most; c servers are divided
 * equally among n > c. Time-slicing with slices of no length.
 *
 * All progress at the same speed, so one number tells everything: the service that a customer present since the start
 * would have had (`attained`). Who arrives when it is a leaves when it reaches a + work, and only the least of these
 * leaving marks has an event.
 * Source: A. G. Greenberg and N. Madras, "How fair is fair queuing", Journal of the ACM 39 (1992) 568-598 (virtual
 * time).
 */
import type { Seconds } from "../../schema/quantity.js";
import type { Action } from "../action.js";
import type { Calendar, Ticket } from "../calendar.js";
import type { Pool } from "../pool.js";
import type { Customer, StationHandler } from "./customer.js";
import { Occupancy } from "./occupancy.js";
import { SlotHeap } from "./slot-heap.js";

export interface SharingOptions {
  /** Unique in the calendar. */
  name: string;
  servers: number;
  /** Most customers in the station. Default: no bound. */
  bound?: number;
}

export class ProcessorSharing<T extends Customer> {
  readonly name: string;
  readonly servers: number;
  readonly bound: number;
  /** Customers refused because the bound was reached. */
  refused = 0;
  /** All present are in service. */
  readonly present = new Occupancy();
  /** Servers at work. */
  readonly busy = new Occupancy();

  private up: number;
  private attained: Seconds = 0;
  private attainedAt: Seconds = 0;
  /** Slots by leaving mark. */
  private readonly leaving = new SlotHeap();
  private readonly ended: Action<void>;
  private ticket: Ticket = 0;

  constructor(
    private readonly calendar: Calendar,
    private readonly pool: Pool<T>,
    private readonly handler: StationHandler<T>,
    { name, servers, bound = Number.POSITIVE_INFINITY }: SharingOptions,
  ) {
    if (!(Number.isInteger(servers) && servers > 0)) throw new RangeError(`${name}: ${servers} servers`);
    this.name = name;
    this.servers = servers;
    this.bound = bound;
    this.up = servers;
    this.ended = calendar.signal(`${name} served`, () => this.end());
  }

  /** A customer comes, with its `work` set. False, and the customer stays the caller's, when the bound is reached. */
  arrive(customer: T): boolean {
    if (this.present.count >= this.bound) {
      this.refused++;
      return false;
    }
    const { now } = this.calendar;
    this.advance(now);
    customer.arrivedAt = now;
    customer.startedAt = now;
    this.leaving.push(this.attained + customer.work, customer.slot);
    this.present.change(1, now);
    this.divide(now);
    if (this.handler.started !== undefined) this.handler.started(customer);
    return true;
  }

  /** Takes a server out; those present go on with the others. */
  withdraw(): void {
    this.setUp(this.up - 1);
  }

  /** Gives back a server that was withdrawn. */
  restore(): void {
    this.setUp(this.up + 1);
  }

  private setUp(servers: number): void {
    const { now } = this.calendar;
    this.advance(now);
    this.up = servers;
    this.divide(now);
  }

  /** What each customer gets of a server now. */
  private get share(): number {
    return Math.min(1, this.up / this.present.count);
  }

  /** Brings the service attained up to now; an empty station starts from 0 again, which keeps the marks precise. */
  private advance(now: Seconds): void {
    if (this.present.count === 0) this.attained = 0;
    else this.attained += this.share * (now - this.attainedAt);
    this.attainedAt = now;
  }

  /** The number present or of servers has changed: schedules the next to leave. */
  private divide(now: Seconds): void {
    const { count } = this.present;
    this.busy.change(Math.min(count, this.up) - this.busy.count, now);
    this.calendar.cancel(this.ticket);
    this.ticket = 0;
    if (count === 0 || this.up === 0) return;
    const wait = Math.max(0, this.leaving.leastKey - this.attained) / this.share;
    this.ticket = this.calendar.after(wait, this.ended);
  }

  private end(): void {
    const { now } = this.calendar;
    this.ticket = 0;
    this.advance(now);
    this.attained = this.leaving.leastKey; // exactly, whatever rounding has left
    const customer = this.pool.items[this.leaving.pop()]!;
    this.present.change(-1, now);
    this.divide(now);
    this.handler.served(customer);
  }
}
