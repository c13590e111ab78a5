/**
 * Customers who report: one whose attempt nobody answered may open a ticket, after a while, and not twice a day. Many
 * tickets are how a fault shows that no monitoring behind it can see. Left out: what a ticket says, and support's own
 * queue.
 */

import type { Action } from "../../engine/action.js";
import type { Calendar } from "../../engine/calendar.js";
import type { Distribution } from "../../engine/distribution/distribution.js";
import { makeDistribution } from "../../engine/distribution/index.js";
import type { Random, Stream } from "../../engine/random.js";
import type { Counter } from "../../metrics/counter.js";
import type { MarkedEvent } from "../../metrics/marked-event.js";
import type { Meter } from "../../metrics/meter.js";
import type { Seconds } from "../../schema/quantity.js";
import { monitoringEvents, monitoringMetrics } from "./metrics.js";
import type { TicketOptions } from "./options.js";

/** A customer who has reported does not do so again for a day. */
const SILENCE: Seconds = 86_400;

export class Ticketing {
  private readonly stream: Stream;
  private readonly delay: Distribution;
  private readonly filed: Action<void>;
  private readonly tickets: Counter;
  private readonly threshold: MarkedEvent;
  private readonly lastOf = new Map<number, Seconds>();
  /** When the tickets of the last `over` seconds came. */
  private recent: Seconds[] = [];
  private suspected = false;
  private readonly told: (() => void)[] = [];

  constructor(
    private readonly world: { readonly calendar: Calendar; readonly random: Random; readonly meter: Meter },
    private readonly options: TicketOptions,
  ) {
    const { calendar, random, meter } = world;
    this.stream = random.stream("monitoring.tickets");
    this.delay = makeDistribution(options.delay);
    this.filed = calendar.signal("a ticket is opened", () => this.file());
    this.tickets = meter.counter(monitoringMetrics.tickets);
    this.threshold = meter.event(monitoringEvents.ticketsThreshold);
  }

  /** Calls back when the tickets show a pattern. */
  onPattern(react: () => void): void {
    this.told.push(react);
  }

  /** A customer's attempt was not answered. */
  consider(customer: number): void {
    const { now } = this.world.calendar;
    if (!this.stream.chance(this.options.probability)) return;
    if (now - (this.lastOf.get(customer) ?? Number.NEGATIVE_INFINITY) < SILENCE) return;
    this.lastOf.set(customer, now);
    this.world.calendar.after(this.delay.sample(this.stream), this.filed);
  }

  /** The tickets have reached the threshold within the time: the fault must be systemic. */
  private file(): void {
    const { now } = this.world.calendar;
    const { over, threshold } = this.options;
    this.tickets.increment();
    this.recent = [...this.recent.filter((at) => at > now - over), now];
    if (this.suspected || this.recent.length < threshold) return;
    this.suspected = true;
    this.threshold.happened(`${this.recent.length} tickets`);
    for (const react of this.told) react();
  }
}
