/**
 * One long run of a single queue through the engine's parts (arrivals, service times, a station), cut into batches of
 * equally many customers, from which every figure gets its estimate and interval. Each run ends with Little's law,
 * which holds exactly when those still present are counted in.
 */
import type { ArrivalProcess } from "../engine/arrival/arrival-process.js";
import { Arrivals } from "../engine/arrival/arrivals.js";
import { Calendar } from "../engine/calendar.js";
import type { Distribution } from "../engine/distribution/index.js";
import { Pool } from "../engine/pool.js";
import { Random, type Stream } from "../engine/random.js";
import { Customer, type StationHandler } from "../engine/station/customer.js";
import type { Interval } from "../metrics/confidence.js";
import type { Plan } from "./family.js";
import { queueFigure } from "./queue-figures.js";
import { type CustomerFigure, QueueObserver, type Watched } from "./queue-observer.js";

/** A station of whatever kind, as a run sees it. */
export interface Queue extends Watched {
  arrive(customer: Customer): boolean;
}

export interface QueueSystem {
  readonly arrivals: ArrivalProcess;
  readonly service: Distribution;
  /** Builds the station. */
  open(calendar: Calendar, pool: Pool<Customer>, handler: StationHandler<Customer>, random: Random): Queue;
  /** For the utilisation; 1 unless given. */
  readonly servers?: number;
  /** The threshold t when a metric is some P(wait > t). */
  exceeding?(metric: string): number | undefined;
  /** Control variates of variances, by metric: per customer, with mean 0. */
  readonly controls?: Readonly<Record<string, CustomerFigure>>;
  /** What a metric is the mean of, when it is of something further that customers have. */
  figures?(metric: string): CustomerFigure | undefined;
}

class QueueRun implements StationHandler<Customer> {
  readonly observer: QueueObserver;
  private readonly calendar = new Calendar();
  private readonly pool = new Pool("customers", (slot) => new Customer(slot));
  private readonly queue: Queue;
  private readonly service: Distribution;
  private readonly serviceTimes: Stream;
  /** Sojourn times of all served, less the arrival times of all present. */
  private customerTime = 0;

  constructor(system: QueueSystem, { size, seed, metrics }: Plan) {
    const { calendar } = this;
    const random = new Random(seed);
    this.service = system.service;
    this.serviceTimes = random.stream("service");
    this.queue = system.open(calendar, this.pool, this, random);
    this.observer = new QueueObserver(calendar, this.queue, size, {
      thresholds: [0, ...metrics.flatMap((metric) => system.exceeding?.(metric) ?? [])],
      sojournQuantiles: metrics.some((metric) => /^W_.*p\d+$/.test(metric)),
      waitQuantiles: metrics.some((metric) => /^Wq_.*p\d+$/.test(metric)),
      figures: { ...figuresOf(system, metrics), ...system.controls },
    });
    new Arrivals(calendar, "arrivals", system.arrivals, random.stream("arrivals"), () => this.arrive()).start();
  }

  run(): void {
    this.calendar.run(Number.MAX_VALUE);
    this.assertLittle();
  }

  served(customer: Customer): void {
    this.customerTime += this.calendar.now;
    this.observer.served(customer);
    this.pool.release(customer);
  }

  abandoned(customer: Customer): void {
    this.customerTime += this.calendar.now;
    this.observer.abandoned(customer);
    this.pool.release(customer);
  }

  private arrive(): void {
    const customer = this.pool.acquire() as Customer; // the pool has no limit
    customer.work = this.service.sample(this.serviceTimes);
    if (this.queue.arrive(customer)) {
      this.customerTime -= this.calendar.now;
      this.observer.arrived();
    } else {
      this.observer.refused();
      this.pool.release(customer);
    }
  }

  private assertLittle(): void {
    const { now } = this.calendar;
    const { present } = this.queue;
    const integral = present.integral(now);
    const sum = this.customerTime + present.count * now;
    if (Math.abs(sum - integral) <= 1e-9 * integral) return;
    throw new Error(`Little's law is broken: customers were present for ${sum} s, the queue counted ${integral} s`);
  }
}

function figuresOf(system: QueueSystem, metrics: readonly string[]): Record<string, CustomerFigure> {
  const all = metrics.map((metric) => [metric, system.figures?.(metric)] as const);
  return Object.fromEntries(all.filter((one): one is [string, CustomerFigure] => one[1] !== undefined));
}

/** The estimates, of the metrics wanted, that a queue can give. */
export function simulateQueue(system: QueueSystem, plan: Plan): Map<string, Interval> {
  const run = new QueueRun(system, plan);
  run.run();
  const found = new Map<string, Interval>();
  for (const metric of plan.metrics) {
    const threshold = system.exceeding?.(metric);
    const interval =
      threshold === undefined
        ? queueFigure(run.observer, metric, system.servers)
        : run.observer.waits.exceeding(threshold);
    if (interval !== undefined) found.set(metric, interval);
  }
  return found;
}
