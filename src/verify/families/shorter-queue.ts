/**
 * Two exponential servers with queues of their own; an arrival joins the shorter one, a fair coin deciding ties: JSQ2.
 */
import { z } from "zod";
import { PoissonArrivals } from "../../engine/arrival/poisson.js";
import type { Calendar } from "../../engine/calendar.js";
import { Exponential } from "../../engine/distribution/exponential.js";
import type { Pool } from "../../engine/pool.js";
import type { Random, Stream } from "../../engine/random.js";
import type { Customer, StationHandler } from "../../engine/station/customer.js";
import { Occupancy } from "../../engine/station/occupancy.js";
import { Station } from "../../engine/station.js";
import type { MakeFamily } from "../family.js";
import { positiveNumber } from "../laws.js";
import { type Queue, simulateQueue } from "../queue-run.js";
import { assertSettles } from "./queue-family.js";

const parameters = z.strictObject({ lam: positiveNumber, mu: positiveNumber });

export const shorterQueue: MakeFamily = (params) => {
  const { lam, mu } = parameters.parse(params);
  const rho = lam / (2 * mu);
  assertSettles(rho);
  const exact: Record<string, number> = {
    rho,
    // Each server alone with half of the arrivals, and both with one queue.
    W_random_split: 1 / (mu - lam / 2),
    W_shared_queue_MM2: 1 / (mu * (1 - rho ** 2)),
  };
  return {
    exact: (metric) => exact[metric],
    simulate(plan) {
      const renamed = plan.metrics.map((metric) => (metric === "P_both_idle" ? "P_empty" : metric));
      const found = simulateQueue(
        {
          arrivals: new PoissonArrivals(lam),
          service: new Exponential(1 / mu),
          servers: 2,
          open: (calendar, pool, handler, random) => new ShorterOfTwo(calendar, pool, handler, random),
        },
        { ...plan, metrics: renamed },
      );
      return new Map([...found].map(([metric, value]) => [metric === "P_empty" ? "P_both_idle" : metric, value]));
    },
  };
};

class ShorterOfTwo implements Queue {
  readonly present = new Occupancy();
  readonly busy = new Occupancy();
  private readonly stations: Station<Customer>[];
  private readonly coin: Stream;

  constructor(
    private readonly calendar: Calendar,
    pool: Pool<Customer>,
    handler: StationHandler<Customer>,
    random: Random,
  ) {
    this.coin = random.stream("ties");
    const served = (customer: Customer): void => {
      this.count();
      handler.served(customer);
    };
    this.stations = [1, 2].map((i) => new Station(calendar, pool, { served }, { name: `station ${i}`, servers: 1 }));
  }

  arrive(customer: Customer): boolean {
    const [first, second] = this.stations as [Station<Customer>, Station<Customer>];
    const difference = first.present.count - second.present.count;
    const tie = this.coin.uniform() < 0.5;
    const station = difference < 0 || (difference === 0 && tie) ? first : second;
    station.arrive(customer);
    this.count();
    return true;
  }

  private count(): void {
    const counts = this.stations.map(({ present }) => present.count);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const working = counts.filter((count) => count > 0).length;
    this.present.change(total - this.present.count, this.calendar.now);
    this.busy.change(working - this.busy.count, this.calendar.now);
  }
}
