/**
 * Service stops for S while arrivals go on, then the backlog drains: as a fluid, and through the engine as an M/M/1
 * queue whose only server is withdrawn, from empty or from its stationary state: STALL.
 */
import { z } from "zod";
import { Arrivals } from "../../engine/arrival/arrivals.js";
import { PoissonArrivals } from "../../engine/arrival/poisson.js";
import { Calendar } from "../../engine/calendar.js";
import { Pool } from "../../engine/pool.js";
import { Random, type Stream } from "../../engine/random.js";
import { Customer } from "../../engine/station/customer.js";
import { InterruptibleStation } from "../../engine/station/interruptible-station.js";
import { BatchedSamples } from "../../metrics/batches/batched-samples.js";
import type { Interval } from "../../metrics/confidence.js";
import { LEVEL, type MakeFamily, type Plan } from "../family.js";
import { backlogOf } from "../fluid.js";
import { positiveNumber } from "../laws.js";
import { BATCHES } from "../queue-observer.js";

const parameters = z
  .strictObject({ S: positiveNumber, lam: positiveNumber, mu: positiveNumber })
  .refine(({ lam, mu }) => lam < mu, { error: "the backlog must drain" });

type Parameters = z.output<typeof parameters>;

export const stall: MakeFamily = (params) => {
  const { S, lam, mu } = parameters.parse(params);
  const fluid = backlogOf([{ lasts: S, inflow: lam, outflow: 0 }], { inflow: lam, outflow: mu });
  const exact: Record<string, number> = {
    peak_backlog: fluid.peak,
    drain_time: fluid.duration - S,
    backlog_duration: fluid.duration,
    n_delayed: fluid.inflow,
    mean_delay_of_delayed: fluid.integral / fluid.inflow,
    extra_delay_integral: fluid.integral,
  };
  return { exact: (metric) => exact[metric], groupOf: startOf, simulate: (plan) => simulate({ S, lam, mu }, plan) };
};

/** The state from which a metric's stalls begin: `drain_mean_stoch_from_stationary`. */
function startOf(metric: string): string {
  return /_from_(empty|stationary)$/.exec(metric)?.[1] ?? "";
}

function simulate(parameters: Parameters, { size, seed, metrics }: Plan): Map<string, Interval> {
  const found = new Map<string, Interval>();
  const start = startOf(metrics[0] ?? "");
  if (start === "") return found;
  const drains = new Drains(parameters, new Random(`${seed}/${start}`)).times(size, start === "stationary");
  for (const metric of metrics) {
    if (metric.startsWith("drain_mean_stoch")) found.set(metric, drains.mean());
    if (metric.startsWith("drain_var_stoch")) found.set(metric, drains.variance());
  }
  return found;
}

/** Stall after stall of one station, which is empty in between. */
class Drains {
  private readonly calendar = new Calendar();
  private readonly pool = new Pool("customers", (slot) => new Customer(slot));
  private readonly station = new InterruptibleStation(this.calendar, this.pool, this, { name: "station", servers: 1 });
  private readonly services: Stream;
  private readonly starts: Stream;
  private readonly arrivals: Arrivals;

  constructor(
    private readonly parameters: Parameters,
    random: Random,
  ) {
    this.services = random.stream("service");
    this.starts = random.stream("start");
    const process = new PoissonArrivals(parameters.lam);
    this.arrivals = new Arrivals(this.calendar, "arrivals", process, random.stream("arrivals"), () => this.arrive());
  }

  served(customer: Customer): void {
    this.pool.release(customer);
    if (this.station.present.count === 0) this.calendar.stop();
  }

  /** Times from the end of the stall until the station is empty, one for each stall. */
  times(stalls: number, fromStationary: boolean): BatchedSamples {
    const samples = new BatchedSamples(BATCHES, [], false, LEVEL);
    for (let i = 0; i < stalls; i++) {
      samples.record(this.stall(fromStationary ? this.stationary() : 0), Math.floor((i * BATCHES) / stalls));
    }
    return samples;
  }

  private stall(present: number): number {
    const { calendar, station } = this;
    station.withdraw();
    for (let i = 0; i < present; i++) this.arrive();
    this.arrivals.start();
    calendar.run(calendar.now + this.parameters.S);
    const end = calendar.now;
    station.restore();
    if (station.present.count > 0) calendar.run(Number.MAX_VALUE);
    this.arrivals.stop();
    return calendar.now - end;
  }

  /** A number present drawn from the stationary law of M/M/1: geometric. */
  private stationary(): number {
    const { lam, mu } = this.parameters;
    return Math.floor(Math.log(1 - this.starts.precise()) / Math.log(lam / mu));
  }

  private arrive(): void {
    const customer = this.pool.acquire() as Customer; // the pool has no limit
    customer.work = this.services.exponential(1 / this.parameters.mu);
    this.station.arrive(customer);
  }
}
