/** Each arrival forks to two exponential servers with queues of their own, and waits for both: FJ2. */
import { z } from "zod";
import { Arrivals } from "../../engine/arrival/arrivals.js";
import { PoissonArrivals } from "../../engine/arrival/poisson.js";
import { Calendar } from "../../engine/calendar.js";
import { IntegerColumn, RealColumn } from "../../engine/column.js";
import { Pool } from "../../engine/pool.js";
import { Random } from "../../engine/random.js";
import { Customer } from "../../engine/station/customer.js";
import { Station } from "../../engine/station.js";
import { BatchedSamples } from "../../metrics/batches/batched-samples.js";
import { BatchCounter } from "../batch-counter.js";
import { wantedOf } from "../batch-totals.js";
import { LEVEL, type MakeFamily, type Plan } from "../family.js";
import { positiveNumber } from "../laws.js";
import { BATCHES } from "../queue-observer.js";
import { assertSettles } from "./queue-family.js";

const parameters = z.strictObject({ lam: positiveNumber, mu: positiveNumber });

export const forkJoin: MakeFamily = (params) => {
  const { lam, mu } = parameters.parse(params);
  assertSettles(lam / mu);
  return {
    exact: (metric) => (metric === "rho" ? lam / mu : undefined),
    simulate(plan) {
      const times = joinTimes(lam, mu, plan);
      return wantedOf(plan.metrics, (metric) => (metric === "T" ? times.mean() : undefined));
    },
  };
};

/** A half of a job. */
class Task extends Customer {
  job = 0;
}

function joinTimes(lam: number, mu: number, { size, seed }: Plan): BatchedSamples {
  const calendar = new Calendar();
  const random = new Random(seed);
  const samples = new BatchedSamples(BATCHES, [], false, LEVEL);
  const counter = new BatchCounter(size, () => {
    if (counter.isOver) calendar.stop();
  });
  /** Jobs are numbered by the slot of their first task: it is used again only after both are done. */
  const [startedAt, open] = [new RealColumn(), new IntegerColumn()];
  const jobs = new Pool("jobs", (slot) => new Customer(slot));
  const pool = new Pool("tasks", (slot) => new Task(slot));
  const served = (task: Task): void => {
    const { job } = task;
    pool.release(task);
    open.add(job, -1);
    if (open.get(job) > 0) return;
    if (counter.batch >= 0 && !counter.isOver) samples.record(calendar.now - startedAt.get(job), counter.batch);
    jobs.release(jobs.items[job] as Customer);
    counter.next();
  };
  const works = [1, 2].map((i) => random.stream(`service ${i}`));
  const stations = [1, 2].map((i) => new Station(calendar, pool, { served }, { name: `station ${i}`, servers: 1 }));
  new Arrivals(calendar, "arrivals", new PoissonArrivals(lam), random.stream("arrivals"), () => {
    const { slot } = jobs.acquire() as Customer; // the pools have no limit
    startedAt.ensure(slot + 1);
    open.ensure(slot + 1);
    startedAt.set(slot, calendar.now);
    open.set(slot, 2);
    for (const [i, station] of stations.entries()) {
      const task = pool.acquire() as Task;
      task.job = slot;
      task.work = works[i]?.exponential(1 / mu) ?? 0;
      station.arrive(task);
    }
  }).start();
  calendar.run(Number.MAX_VALUE);
  return samples;
}
