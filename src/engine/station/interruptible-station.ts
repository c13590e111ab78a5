/**
 * A station whose services can be interrupted: by the loss of a server, or by a customer of a better class. The
 * interrupted customer goes back to the front of the line and later resumes where it stopped, on whichever server is
 * free first. When a server is lost and all are busy, the customer of the worst class who began last gives way, so
 * that among equals nobody is overtaken; which of the equal servers fails makes no difference, as work moves freely
 * between them. Patience ends with the first stretch of service. Leaves out: work lost by the interruption.
 */
import type { Calendar } from "../calendar.js";
import type { Pool } from "../pool.js";
import { Station, type StationOptions } from "../station.js";
import type { Customer, StationHandler } from "./customer.js";

export interface InterruptibleOptions<T extends Customer> extends StationOptions<T> {
  /**
   * `preempt`: an arrival of a better class interrupts the worst in service. Needs a line `ByPriority`. Default:
   * `wait`.
   */
  betterClass?: "preempt" | "wait";
}

export class InterruptibleStation<T extends Customer> extends Station<T> {
  /** Interruptions so far. */
  interrupted = 0;
  /** In service, in the order in which they began. */
  private readonly serving: T[] = [];
  /** Servers that are lost as soon as they come back from a rest. */
  private owed = 0;
  private readonly preempts: boolean;

  constructor(calendar: Calendar, pool: Pool<T>, handler: StationHandler<T>, options: InterruptibleOptions<T>) {
    super(calendar, pool, handler, options);
    this.preempts = options.betterClass === "preempt";
  }

  /** Takes a server out: an idle one, else a busy one, else the next that comes back from its rest. */
  withdraw(): void {
    if (this.idle > 0) this.idle--;
    else if (this.serving.length > 0) this.interrupt(this.worst());
    else this.owed++;
  }

  /** Gives back a server that was withdrawn. */
  restore(): void {
    if (this.owed > 0) this.owed--;
    else super.resume();
  }

  override resume(): void {
    if (this.owed > 0) this.owed--;
    else super.resume();
  }

  protected override wait(customer: T): void {
    const worst = this.preempts ? this.worst() : -1;
    if (worst < 0 || this.serving[worst]!.priority <= customer.priority) super.wait(customer);
    else {
      this.interrupt(worst);
      this.begin(customer);
    }
  }

  protected override begin(customer: T): void {
    this.serving.push(customer);
    super.begin(customer);
  }

  protected override end(customer: T): void {
    this.serving.splice(this.serving.indexOf(customer), 1);
    super.end(customer);
  }

  private interrupt(index: number): void {
    const customer = this.serving[index]!;
    const { now } = this.calendar;
    this.serving.splice(index, 1);
    this.calendar.cancel(customer.ticket);
    customer.ticket = 0;
    customer.work = Math.max(0, customer.work - (now - customer.startedAt));
    this.busy.change(-1, now);
    this.interrupted++;
    this.line.rejoin(customer);
  }

  /** Where in `serving` the worst class stands that began last; -1 when nobody is served. */
  private worst(): number {
    let worst = this.serving.length - 1;
    for (let i = worst - 1; i >= 0; i--) {
      if (this.serving[i]!.priority > this.serving[worst]!.priority) worst = i;
    }
    return worst;
  }
}
