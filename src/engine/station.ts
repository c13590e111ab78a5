/**
 * A service station: customers come, wait in line when all servers are busy, are served, and leave.
 *
 *     arrive ──► [ waiting line ] ──► ( servers ) ──► served
 *        │ bound reached     │ out of patience
 *        ▼ refused           ▼ abandoned
 *
 * Services once begun run to their end; see `InterruptibleStation` and `ProcessorSharing` for the others. At one
 * instant, what was scheduled first happens first: an end of patience comes before an end of service that was scheduled
 * after the customer had joined the line.
 */
import type { Action } from "./action.js";
import type { Calendar } from "./calendar.js";
import type { Pool } from "./pool.js";
import type { Customer, StationHandler } from "./station/customer.js";
import { FirstCome } from "./station/first-come.js";
import { Occupancy } from "./station/occupancy.js";
import { type Patience, PatienceTimers } from "./station/patience.js";
import type { Rest } from "./station/rest.js";
import type { WaitingLine } from "./station/waiting-line.js";

export interface StationOptions<T extends Customer> {
  /** Unique in the calendar. */
  name: string;
  servers: number;
  /** Most customers in the station, waiting and in service. Default: no bound. */
  bound?: number;
  /** Who is next. Default: first come, first served. */
  line?: WaitingLine<T>;
  /** How long customers wait before they give up. Default: until they are served. */
  patience?: Patience;
  /** What servers do when nobody waits. Default: they stand ready. */
  rest?: Rest;
}

export class Station<T extends Customer> {
  readonly name: string;
  readonly servers: number;
  readonly bound: number;
  /** Customers refused because the bound was reached. */
  refused = 0;
  /** Waiting and in service. */
  readonly present = new Occupancy();
  /** In service. */
  readonly busy = new Occupancy();

  /** Servers that stand ready. */
  protected idle = 0;
  protected readonly line: WaitingLine<T>;
  private readonly patience: PatienceTimers<T> | undefined;
  private readonly rest: Rest | undefined;
  protected readonly ended: Action<T>;

  constructor(
    protected readonly calendar: Calendar,
    pool: Pool<T>,
    protected readonly handler: StationHandler<T>,
    { name, servers, bound = Number.POSITIVE_INFINITY, line, patience, rest }: StationOptions<T>,
  ) {
    if (!(Number.isInteger(servers) && servers > 0)) throw new RangeError(`${name}: ${servers} servers`);
    this.name = name;
    this.servers = servers;
    this.bound = bound;
    this.line = line ?? new FirstCome(pool);
    this.ended = calendar.action(`${name} served`, pool, (customer) => this.end(customer));
    if (patience !== undefined) {
      const giveUp = calendar.action(`${name} abandoned`, pool, (customer: T) => this.abandon(customer));
      this.patience = new PatienceTimers(calendar, giveUp, patience);
    }
    this.rest = rest;
    rest?.attach(this);
    if (rest === undefined) this.idle = servers;
    else for (let server = 0; server < servers; server++) rest.rest();
  }

  /** Customers in line. */
  get waiting(): number {
    return this.line.length;
  }

  /** A customer comes, with its `work` set. False, and the customer stays the caller's, when the bound is reached. */
  arrive(customer: T): boolean {
    if (this.present.count >= this.bound) {
      this.refused++;
      return false;
    }
    const { now } = this.calendar;
    customer.arrivedAt = now;
    customer.ticket = 0;
    this.present.change(1, now);
    if (this.idle > 0) {
      this.idle--;
      this.begin(customer);
    } else this.wait(customer);
    return true;
  }

  /** For a `Rest`, and after an outage: a server is back. */
  resume(): void {
    const next = this.line.next();
    if (next !== undefined) this.begin(next);
    else if (this.rest !== undefined) this.rest.rest();
    else this.idle++;
  }

  protected wait(customer: T): void {
    this.line.join(customer);
    if (this.patience !== undefined) customer.ticket = this.patience.start(customer);
    if (this.rest !== undefined) this.rest.arrived();
  }

  /** A server, counted out of `idle` before, begins with a customer, counted out of the line before. */
  protected begin(customer: T): void {
    const { now } = this.calendar;
    if (this.patience !== undefined) this.calendar.cancel(customer.ticket);
    this.busy.change(1, now);
    customer.startedAt = now;
    customer.ticket = this.calendar.after(customer.work, this.ended, customer);
    if (this.handler.started !== undefined) this.handler.started(customer);
  }

  protected end(customer: T): void {
    const { now } = this.calendar;
    customer.ticket = 0;
    this.busy.change(-1, now);
    this.present.change(-1, now);
    this.resume();
    this.handler.served(customer);
  }

  private abandon(customer: T): void {
    customer.ticket = 0;
    this.line.leave(customer);
    this.present.change(-1, this.calendar.now);
    this.handler.abandoned?.(customer);
  }
}
