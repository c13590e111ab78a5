/**
 * M/M/1 through the public face of the engine: a calendar, a pool, a ring and two actions, written as model code is.
 */
import type { Action } from "../src/engine/action.js";
import { Calendar } from "../src/engine/calendar.js";
import { setChecks } from "../src/engine/checks.js";
import { Pool } from "../src/engine/pool.js";
import { Ring } from "../src/engine/ring.js";
import { measureWarm, readVariates } from "./measure.js";

class Customer {
  arrivedAt = 0;
  constructor(readonly slot: number) {}
}

class Shop {
  served = 0;
  sojourn = 0;
  private wanted = 0;
  private arrived = 0;
  private busy = false;
  private readonly customers = new Pool("customer", (slot) => new Customer(slot));
  private readonly line = new Ring<Customer>();
  private readonly arrival: Action<void>;
  private readonly departure: Action<Customer>;

  constructor(
    private readonly calendar: Calendar,
    private readonly variates: Float64Array,
  ) {
    this.arrival = calendar.signal("arrival", () => this.arrive());
    this.departure = calendar.action("departure", this.customers, (customer) => this.depart(customer));
    calendar.after(this.gap(), this.arrival);
  }

  /** Serves that many more customers. */
  run(customers: number): void {
    this.wanted += customers;
    this.calendar.run(Number.MAX_VALUE);
  }

  get checksum(): number {
    return this.sojourn;
  }

  private arrive(): void {
    const customer = this.customers.acquire()!;
    customer.arrivedAt = this.calendar.now;
    if (this.busy) this.line.push(customer);
    else this.serve(customer);
    this.arrived++;
    this.calendar.after(this.gap(), this.arrival);
  }

  private serve(customer: Customer): void {
    this.busy = true;
    this.calendar.after(this.service(), this.departure, customer);
  }

  private depart(customer: Customer): void {
    this.sojourn += this.calendar.now - customer.arrivedAt;
    this.customers.release(customer);
    if (++this.served === this.wanted) this.calendar.stop();
    const next = this.line.shift();
    if (next) this.serve(next);
    else this.busy = false;
  }

  private gap(): number {
    return this.variates[(2 * this.arrived) & (this.variates.length - 1)]!;
  }

  private service(): number {
    return this.variates[(2 * this.served + 1) & (this.variates.length - 1)]!;
  }
}

const [path = "", customers = "10000000"] = process.argv.slice(2);
setChecks(false);
measureWarm(Number(customers), new Shop(new Calendar(), readVariates(path)));
