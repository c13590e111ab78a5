/**
 * What becomes of accepted mail. It is read from the store at once and delivered after a while. The remote server may
 * defer it, and it is read again. In the end it is deleted, which leaves a tombstone. Deliveries happen in ticks: one
 * event for all messages of a tick, and one for those of them that the remote server defers.
 */

import { z } from "zod";
import type { Action } from "../../engine/action.js";
import type { Calendar } from "../../engine/calendar.js";
import type { Distribution } from "../../engine/distribution/distribution.js";
import { distributionOf, makeDistribution } from "../../engine/distribution/index.js";
import { Pool, type Pooled } from "../../engine/pool.js";
import type { Random, Stream } from "../../engine/random.js";
import type { Counter } from "../../metrics/counter.js";
import type { Level } from "../../metrics/level.js";
import type { Meter } from "../../metrics/meter.js";
import { each } from "../../schema/per-system.js";
import { duration, fraction, positive, type Seconds } from "../../schema/quantity.js";
import { difference, type Law } from "../vocabulary/conservation-law.js";
import { deliveryMetrics } from "./metrics.js";
import { Stays, tickFor } from "./stays.js";

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
  /** This number of messages is read. */
  read(count: number): void;
  delete(count: number): void;
}

/** Messages that were deferred in the same tick, and are tried again together. */
class Batch implements Pooled {
  count = 0;
  /** Attempts of each message so far, the next one included. */
  attempts = 0;

  constructor(readonly slot: number) {}
}

export class Delivery {
  private readonly delivered: Counter;
  private readonly deferrals: Counter;
  private readonly bounced: Counter;
  private readonly waiting: Level;
  private readonly residence: Distribution;
  private readonly residenceStream: Stream;
  private readonly deferralStream: Stream;
  private readonly stays: Stays;
  private readonly batches = new Pool("deferred mail", (slot) => new Batch(slot));
  private readonly again: Action<Batch>;
  private accepted = 0;

  /** @param bucket seconds per bucket of the counters, of which a tick is a whole part */
  constructor(
    private readonly calendar: Calendar,
    random: Random,
    meter: Meter,
    bucket: Seconds,
    private readonly store: DeliveryNeeds,
    private readonly options: DeliveryOptions,
  ) {
    this.residence = makeDistribution(options.residence);
    this.residenceStream = random.stream("delivery");
    this.deferralStream = random.stream("delivery.deferrals");
    this.delivered = meter.counter(deliveryMetrics.delivered);
    this.deferrals = meter.counter(deliveryMetrics.deferrals);
    this.bounced = meter.counter(deliveryMetrics.bounced);
    this.waiting = meter.level(deliveryMetrics.waiting);
    const tick = tickFor(this.residence.mean, bucket);
    this.stays = new Stays("remote delivery", calendar, tick, (count) => this.deliver(count, 1));
    this.again = calendar.action("remote delivery again", this.batches, (batch) => this.tryAgain(batch));
  }

  /** A message has been accepted: it is read and its delivery begins. Hot path. */
  accept(): void {
    this.accepted++;
    this.waiting.add(1);
    this.store.read(1);
    this.stays.begin(this.residence.sample(this.residenceStream));
  }

  laws(): Law[] {
    const ended = this.delivered.total + this.bounced.total;
    return [difference("mail for delivery = delivered + bounced + waiting", this.accepted, ended + this.waiting.value)];
  }

  /** This number of messages is tried, each for the same time. */
  private deliver(count: number, attempts: number): void {
    const deferred = this.draw(count);
    if (deferred > 0) this.defer(deferred, attempts);
    if (deferred === count) return;
    this.delivered.add(count - deferred);
    this.forget(count - deferred);
  }

  /** How many of these attempts the remote server defers: each is a matter of chance by itself. */
  private draw(count: number): number {
    const { deferred } = this.options;
    if (deferred === 0) return 0;
    let drawn = 0;
    for (let i = 0; i < count; i++) if (this.deferralStream.chance(deferred)) drawn++;
    return drawn;
  }

  private defer(count: number, attempts: number): void {
    this.deferrals.add(count);
    if (attempts >= this.options.attempts) {
      this.bounced.add(count);
      return this.forget(count);
    }
    const batch = this.batches.acquire();
    if (batch === undefined) throw new Error("the pool of deferred mail has no limit");
    batch.count = count;
    batch.attempts = attempts + 1;
    this.store.read(count);
    this.calendar.after(this.options.retryAfter, this.again, batch);
  }

  private tryAgain(batch: Batch): void {
    const { count, attempts } = batch;
    this.batches.release(batch);
    this.deliver(count, attempts);
  }

  private forget(count: number): void {
    this.waiting.add(-count);
    this.store.delete(count);
  }
}
