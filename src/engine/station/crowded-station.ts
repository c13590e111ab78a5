/**
 * A station without a line: all present are served at once, and the more there are, the slower. How long a service
 * takes is settled when it begins, by the number then present, the new one included: the cost of coordination among
 * many at work. Leaves out: services that speed up again when others leave (see `ProcessorSharing`).
 */
import type { Seconds } from "../../schema/quantity.js";
import type { Action } from "../action.js";
import type { Calendar } from "../calendar.js";
import type { Pool } from "../pool.js";
import type { Customer, StationHandler } from "./customer.js";
import { Occupancy } from "./occupancy.js";

export interface CrowdedOptions {
  /** Unique in the calendar. */
  name: string;
  /** Added to every service for each customer present. */
  slowdown: Seconds;
}

export class CrowdedStation<T extends Customer> {
  /** All present are in service. */
  readonly present = new Occupancy();
  private readonly slowdown: Seconds;
  private readonly ended: Action<T>;

  constructor(
    private readonly calendar: Calendar,
    pool: Pool<T>,
    private readonly handler: StationHandler<T>,
    { name, slowdown }: CrowdedOptions,
  ) {
    this.slowdown = slowdown;
    this.ended = calendar.action(`${name} served`, pool, (customer) => this.end(customer));
  }

  /** A customer comes, with its `work` set: the service it would have alone, less one slowdown. */
  arrive(customer: T): void {
    const { now } = this.calendar;
    customer.arrivedAt = now;
    customer.startedAt = now;
    this.present.change(1, now);
    this.calendar.after(customer.work + this.slowdown * this.present.count, this.ended, customer);
    if (this.handler.started !== undefined) this.handler.started(customer);
  }

  private end(customer: T): void {
    this.present.change(-1, this.calendar.now);
    this.handler.served(customer);
  }
}
