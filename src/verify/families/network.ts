/** An open network of stations with exponential servers and random routes: JACK. */
import { z } from "zod";
import { Arrivals } from "../../engine/arrival/arrivals.js";
import { PoissonArrivals } from "../../engine/arrival/poisson.js";
import { Calendar } from "../../engine/calendar.js";
import { Pool } from "../../engine/pool.js";
import { Random, type Stream } from "../../engine/random.js";
import { Customer } from "../../engine/station/customer.js";
import { Station } from "../../engine/station.js";
import type { Interval } from "../../metrics/confidence.js";
import { BatchCounter } from "../batch-counter.js";
import { Totals, wantedOf } from "../batch-totals.js";
import type { MakeFamily, Plan } from "../family.js";
import { positiveNumber, wholeNumber } from "../laws.js";
import { assertSettles } from "./queue-family.js";

const share = z.number().min(0).max(1);
const parameters = z
  .strictObject({
    /** Arrivals from outside, per station. */
    lam0: z.array(z.number().nonnegative()).min(1),
    /** Where a served customer goes: the rest of a row leaves. */
    P: z.array(z.array(share)),
    mu: z.array(positiveNumber),
    c: z.array(wholeNumber),
  })
  .refine(({ lam0, P, mu, c }) => [P.length, mu.length, c.length].every((n) => n === lam0.length), {
    error: "one entry per station in each list",
  });

type Parameters = z.output<typeof parameters>;

export const network: MakeFamily = (params) => {
  const given = parameters.parse(params);
  const rates = traffic(given);
  for (const [i, rate] of rates.entries()) assertSettles(rate / ((given.mu[i] ?? 0) * (given.c[i] ?? 0)));
  const exact = Object.fromEntries(rates.map((rate, i) => [`lambda_${i + 1}`, rate]));
  return { exact: (metric) => exact[metric], simulate: (plan) => new Network(given, plan).figures(plan) };
};

/** The traffic equations, lambda = lambda0 + lambda P, by iteration: each round adds one more hop. */
function traffic({ lam0, P }: Pick<Parameters, "lam0" | "P">): number[] {
  let rates = [...lam0];
  for (let hop = 0; hop < 10_000; hop++)
    rates = lam0.map((own, to) => own + rates.reduce((sum, rate, from) => sum + rate * (P[from]?.[to] ?? 0), 0));
  return rates;
}

class Network {
  private readonly calendar = new Calendar();
  private readonly pool = new Pool("customers", (slot) => new Customer(slot));
  private readonly stations: Station<Customer>[];
  private readonly totals = new Totals<string>();
  private readonly counter: BatchCounter;
  private readonly work: Stream;
  private readonly routes: Stream;
  private arrived = 0;

  constructor(
    private readonly given: Parameters,
    { size, seed }: Plan,
  ) {
    const { calendar, pool } = this;
    const random = new Random(seed);
    this.work = random.stream("service");
    this.routes = random.stream("routes");
    this.counter = new BatchCounter(size, (ended) => this.close(ended));
    this.stations = given.c.map((servers, index) => {
      const handler = { served: (customer: Customer) => this.route(customer, index) };
      return new Station(calendar, pool, handler, { name: `station ${index + 1}`, servers });
    });
    for (const [index, rate] of given.lam0.entries()) {
      if (rate === 0) continue;
      const stream = random.stream(`arrivals ${index + 1}`);
      new Arrivals(calendar, `arrivals ${index + 1}`, new PoissonArrivals(rate), stream, () => {
        this.arrived++;
        this.send(pool.acquire() as Customer, index); // the pool has no limit
        this.counter.next();
      }).start();
    }
  }

  /** `L_1` … per station, `L_total`, and `W_total`, by Little's law for the whole network. */
  figures({ metrics }: Plan): Map<string, Interval> {
    this.calendar.run(Number.MAX_VALUE);
    return wantedOf(metrics, (metric) => {
      if (metric === "W_total") return this.totals.ratio("total", "arrived");
      const place = /^L_(total|\d+)$/.exec(metric)?.[1];
      if (place === undefined || Number(place) > this.stations.length) return undefined;
      return this.totals.ratio(place, "time");
    });
  }

  private route(customer: Customer, from: number): void {
    const row = this.given.P[from] ?? [];
    let point = this.routes.uniform();
    for (let to = 0; to < row.length; to++) {
      point -= row[to] ?? 0;
      if (point < 0) return this.send(customer, to);
    }
    this.pool.release(customer);
  }

  private send(customer: Customer, to: number): void {
    customer.work = this.work.exponential(1 / (this.given.mu[to] ?? 1));
    this.stations[to]?.arrive(customer);
  }

  private close(ended: number): void {
    const { now } = this.calendar;
    const each = this.stations.map(({ present }) => present.integral(now));
    const named = Object.fromEntries(each.map((integral, i) => [String(i + 1), integral]));
    const total = each.reduce((sum, integral) => sum + integral, 0);
    this.totals.close(ended, { ...named, total, time: now, arrived: this.arrived });
    if (this.counter.isOver) this.calendar.stop();
  }
}
