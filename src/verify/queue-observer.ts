/** Watches a queue and writes down, batch by batch, what its figures are computed from. */
import type { Calendar } from "../engine/calendar.js";
import { RealColumn } from "../engine/column.js";
import type { Customer } from "../engine/station/customer.js";
import type { Occupancy } from "../engine/station/occupancy.js";
import { BatchedSamples } from "../metrics/batches/batched-samples.js";
import { LEVEL } from "./family.js";

/** Enough to merge twice and still have 20. */
export const BATCHES = 80;

/** What there is to watch. */
export interface Watched {
  readonly present: Occupancy;
  readonly busy: Occupancy;
}

/** The mean of something that each served customer has, by metric; NaN is not counted. */
export type CustomerFigure = (customer: Customer, sojourn: number) => number;

/** What is wanted beyond the means. */
export interface Wanted {
  /** Thresholds t for P(wait > t). */
  readonly thresholds: readonly number[];
  readonly sojournQuantiles: boolean;
  readonly waitQuantiles: boolean;
  readonly figures: Readonly<Record<string, CustomerFigure>>;
}

/** Integrals over time, up to now or within one batch. */
export interface Integrals {
  time: number;
  present: number;
  busy: number;
  /** Of the square of the number present. */
  square: number;
  /** Time with nobody present. */
  empty: number;
}

export class QueueObserver {
  readonly sojourns: BatchedSamples;
  readonly waits: BatchedSamples;
  readonly figures: { readonly metric: string; readonly of: CustomerFigure; readonly samples: BatchedSamples }[];
  /** Customers refused and served in each batch. */
  readonly refusals = new RealColumn(BATCHES);
  readonly services = new RealColumn(BATCHES);
  /** Customers who left the line in each batch; their waits count as waits. */
  readonly departures = new RealColumn(BATCHES);
  readonly batches: Integrals[] = [];

  /** The batch that runs; -1 in the warm-up. */
  private batch = -1;
  /** Customers left in it. */
  private left: number;
  private readonly perBatch: number;
  private square = 0;
  private empty = 0;
  private count = 0;
  private countedAt = 0;
  private opened: Integrals;

  /** @param size customers after the warm-up, which takes a twentieth of them but no fewer than 10,000 */
  constructor(
    private readonly calendar: Calendar,
    private readonly queue: Watched,
    size: number,
    { thresholds, sojournQuantiles, waitQuantiles, figures }: Wanted,
  ) {
    this.perBatch = Math.ceil(size / BATCHES);
    this.left = Math.max(10_000, Math.ceil(size / 20));
    this.opened = this.integrals();
    this.sojourns = new BatchedSamples(BATCHES, [], sojournQuantiles, LEVEL);
    this.waits = new BatchedSamples(BATCHES, thresholds, waitQuantiles, LEVEL);
    this.figures = Object.entries(figures).map(([metric, of]) => {
      return { metric, of, samples: new BatchedSamples(BATCHES, [], false, LEVEL) };
    });
  }

  arrived(): void {
    this.account();
  }

  refused(): void {
    if (this.batch >= 0) this.refusals.add(this.batch, 1);
    this.finish();
  }

  served(customer: Customer): void {
    this.account();
    if (this.batch >= 0) this.record(customer, this.batch);
    this.finish();
  }

  abandoned({ arrivedAt }: Customer): void {
    this.account();
    if (this.batch >= 0) {
      this.departures.add(this.batch, 1);
      this.waits.record(this.calendar.now - arrivedAt, this.batch);
    }
    this.finish();
  }

  private record(customer: Customer, batch: number): void {
    const sojourn = this.calendar.now - customer.arrivedAt;
    this.services.add(batch, 1);
    this.sojourns.record(sojourn, batch);
    this.waits.record(customer.startedAt - customer.arrivedAt, batch);
    for (const { of, samples } of this.figures) {
      const value = of(customer, sojourn);
      if (!Number.isNaN(value)) samples.record(value, batch);
    }
  }

  /** The number present has changed: accounts for the time that the old one stood. */
  private account(): void {
    const { now } = this.calendar;
    const span = now - this.countedAt;
    this.square += this.count * this.count * span;
    if (this.count === 0) this.empty += span;
    this.countedAt = now;
    this.count = this.queue.present.count;
  }

  /** One more customer is done with. Closes the batch after its last one, and the run after the last batch. */
  private finish(): void {
    if (--this.left > 0) return;
    this.account();
    const now = this.integrals();
    if (this.batch >= 0) this.batches.push(difference(now, this.opened));
    this.opened = now;
    this.batch++;
    this.left = this.perBatch;
    if (this.batch === BATCHES) this.calendar.stop();
  }

  private integrals(): Integrals {
    const { square, empty } = this;
    const { now } = this.calendar;
    const { present, busy } = this.queue;
    return { time: now, present: present.integral(now), busy: busy.integral(now), square, empty };
  }
}

function difference(later: Integrals, earlier: Integrals): Integrals {
  return {
    time: later.time - earlier.time,
    present: later.present - earlier.present,
    busy: later.busy - earlier.busy,
    square: later.square - earlier.square,
    empty: later.empty - earlier.empty,
  };
}
