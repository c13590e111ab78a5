/**
 * What becomes of accepted mail. It is read from the store at once and delivered after a while. The remote server may
 * defer it, and it is read again. In the end it is deleted, which leaves a tombstone. One event per message, and one
 * per deferral.
 */

import { z } from "zod";
import type { Action } from "../../engine/action.js";
import type { Calendar } from "../../engine/calendar.js";
import type { Distribution } from "../../engine/distribution/distribution.js";
import { distributionOf, makeDistribution } from "../../engine/distribution/index.js";
import type { Random, Stream } from "../../engine/random.js";
import type { Counter } from "../../metrics/counter.js";
import type { Level } from "../../metrics/level.js";
import type { Meter } from "../../metrics/meter.js";
import { each } from "../../schema/per-system.js";
import { duration, fraction, positive } from "../../schema/quantity.js";
import { difference, type Law } from "../vocabulary/conservation-law.js";
import { deliveryMetrics } from "./metrics.js";

export const deliveryOptions = z.strictObject({
  /** From acceptance to the end of the delivery, deferrals aside. Guess: most mail leaves within seconds. */
  residence: distributionOf(duration).prefault({ shape: "exponential", mean: "600s" }),
  /** Share of delivery attempts that the remote server defers. */
  deferred: fraction.default(0),
  /** How long a deferred delivery waits for its next attempt. */
  retryAfter: positive(duration).prefault("10min"),
  /** Delivery attempts before the message bounces. */
  attempts: each(z.number().int().positive()).default(50),
});

export type DeliveryOptions = z.output<typeof deliveryOptions>;

/** What delivery needs of the store. */
export interface DeliveryNeeds {
  read(): void;
  delete(): void;
}

export class Delivery {
  private readonly delivered: Counter;
  private readonly deferrals: Counter;
  private readonly bounced: Counter;
  private readonly waiting: Level;
  private readonly residence: Distribution;
  private readonly stream: Stream;
  private readonly attempt: Action<number>;
  private accepted = 0;

  constructor(
    private readonly calendar: Calendar,
    random: Random,
    meter: Meter,
    private readonly store: DeliveryNeeds,
    private readonly options: DeliveryOptions,
  ) {
    this.residence = makeDistribution(options.residence);
    this.stream = random.stream("delivery");
    this.delivered = meter.counter(deliveryMetrics.delivered);
    this.deferrals = meter.counter(deliveryMetrics.deferrals);
    this.bounced = meter.counter(deliveryMetrics.bounced);
    this.waiting = meter.level(deliveryMetrics.waiting);
    this.attempt = calendar.indexed("remote delivery", (attempts) => this.deliver(attempts));
  }

  /** A message has been accepted: it is read and its delivery begins. */
  accept(): void {
    this.accepted++;
    this.waiting.add(1);
    this.store.read();
    this.calendar.after(this.residence.sample(this.stream), this.attempt, 1);
  }

  laws(): Law[] {
    const ended = this.delivered.total + this.bounced.total;
    return [difference("mail for delivery = delivered + bounced + waiting", this.accepted, ended + this.waiting.value)];
  }

  private deliver(attempts: number): void {
    if (this.stream.chance(this.options.deferred)) return this.defer(attempts);
    this.delivered.increment();
    this.forget();
  }

  private defer(attempts: number): void {
    this.deferrals.increment();
    if (attempts >= this.options.attempts) {
      this.bounced.increment();
      return this.forget();
    }
    this.store.read();
    this.calendar.after(this.options.retryAfter, this.attempt, attempts + 1);
  }

  private forget(): void {
    this.waiting.add(-1);
    this.store.delete();
  }
}
