/** M/M/1 from n0 customers at time 0, looked at at given times, again and again: TRANS. */
import { z } from "zod";
import { Arrivals } from "../../engine/arrival/arrivals.js";
import { PoissonArrivals } from "../../engine/arrival/poisson.js";
import { Calendar } from "../../engine/calendar.js";
import { Pool } from "../../engine/pool.js";
import { Random, type Stream } from "../../engine/random.js";
import { Customer } from "../../engine/station/customer.js";
import { Station } from "../../engine/station.js";
import { BatchedSamples } from "../../metrics/batches/batched-samples.js";
import { wantedOf } from "../batch-totals.js";
import { LEVEL, type MakeFamily, type Plan } from "../family.js";
import { positiveNumber } from "../laws.js";
import { BATCHES } from "../queue-observer.js";

const parameters = z.strictObject({
  lam: positiveNumber,
  mu: positiveNumber,
  n0: z.int().nonnegative(),
  ts: z.array(positiveNumber).min(1),
});
type Parameters = z.output<typeof parameters>;

export const transient: MakeFamily = (params) => {
  const given = parameters.parse(params);
  return {
    simulate(plan) {
      const looks = new Replications(given, plan).run();
      return wantedOf(plan.metrics, (metric) => {
        const [, figure, time] = /^(EN|P0)_t([\d.]+)$/.exec(metric) ?? [];
        const look = looks.get(Number(time));
        return figure === "EN" ? look?.present.mean() : look?.empty.mean();
      });
    },
  };
};

interface Look {
  readonly present: BatchedSamples;
  readonly empty: BatchedSamples;
}

/** One station, used again for each replication once it has run empty. */
class Replications {
  private readonly calendar = new Calendar();
  private readonly pool = new Pool("customers", (slot) => new Customer(slot));
  private readonly station = new Station(this.calendar, this.pool, this, { name: "station", servers: 1 });
  private readonly services: Stream;
  private readonly arrivals: Arrivals;
  private readonly times: readonly number[];

  constructor(
    private readonly given: Parameters,
    private readonly plan: Plan,
  ) {
    const random = new Random(plan.seed);
    this.services = random.stream("service");
    this.times = given.ts.toSorted((a, b) => a - b);
    const process = new PoissonArrivals(given.lam);
    this.arrivals = new Arrivals(this.calendar, "arrivals", process, random.stream("arrivals"), () => this.arrive());
  }

  served(customer: Customer): void {
    this.pool.release(customer);
    if (this.station.present.count === 0) this.calendar.stop();
  }

  run(): ReadonlyMap<number, Look> {
    const samples = () => new BatchedSamples(BATCHES, [], false, LEVEL);
    const looks = new Map(this.times.map((time) => [time, { present: samples(), empty: samples() }]));
    const { size } = this.plan;
    for (let i = 0; i < size; i++) this.replicate(looks, Math.floor((i * BATCHES) / size));
    return looks;
  }

  private replicate(looks: ReadonlyMap<number, Look>, batch: number): void {
    const { calendar, station } = this;
    const start = calendar.now;
    for (let i = 0; i < this.given.n0; i++) this.arrive();
    this.arrivals.start();
    for (const time of this.times) {
      // The station stops the calendar whenever it is empty; then the run goes on.
      while (calendar.now < start + time) calendar.run(start + time);
      const { count } = station.present;
      looks.get(time)?.present.record(count, batch);
      looks.get(time)?.empty.record(count === 0 ? 1 : 0, batch);
    }
    this.arrivals.stop();
    while (station.present.count > 0) calendar.run(Number.MAX_VALUE);
  }

  private arrive(): void {
    const customer = this.pool.acquire() as Customer; // the pool has no limit
    customer.work = this.services.exponential(1 / this.given.mu);
    this.station.arrive(customer);
  }
}
