/**
 * No waiting room: who finds every server taken tries again after an exponential time, as often as it takes (RET1,
 * RETG, RETC), with a probability each time (RETH), or at most R times (RETR).
 */
import { z } from "zod";
import { Arrivals } from "../../engine/arrival/arrivals.js";
import { PoissonArrivals } from "../../engine/arrival/poisson.js";
import { Calendar } from "../../engine/calendar.js";
import { Exponential } from "../../engine/distribution/exponential.js";
import type { Distribution } from "../../engine/distribution/index.js";
import { Pool } from "../../engine/pool.js";
import { Random } from "../../engine/random.js";
import { Customer } from "../../engine/station/customer.js";
import { Occupancy } from "../../engine/station/occupancy.js";
import { Station } from "../../engine/station.js";
import type { Interval } from "../../metrics/confidence.js";
import { BatchCounter } from "../batch-counter.js";
import { Totals, wantedOf } from "../batch-totals.js";
import type { MakeFamily, Plan } from "../family.js";
import { law, positiveNumber, wholeNumber } from "../laws.js";
import { assertSettles } from "./queue-family.js";

const persistence = {
  H: z.number().min(0).max(1).default(1),
  R: z.int().nonnegative().default(Number.MAX_SAFE_INTEGER),
};
const general = z
  .strictObject({ lam: positiveNumber, S: law, theta: positiveNumber })
  .transform(({ lam, S, theta }) => ({
    c: 1,
    lam,
    service: S as Distribution,
    theta,
    H: 1,
    R: Number.MAX_SAFE_INTEGER,
  }));
const exponential = z
  .strictObject({
    c: wholeNumber.default(1),
    lam: positiveNumber,
    mu: positiveNumber,
    theta: positiveNumber,
    ...persistence,
  })
  .transform(({ mu, ...rest }) => ({ ...rest, service: new Exponential(1 / mu) as Distribution }));

const parameters = z.union([general, exponential]);
type Parameters = z.output<typeof parameters>;

export const retrial: MakeFamily = (params) => {
  const given = parameters.parse(params);
  const isPersistent = given.H === 1 && given.R === Number.MAX_SAFE_INTEGER;
  if (isPersistent) assertSettles((given.lam * given.service.mean) / given.c);
  return { simulate: (plan) => new Retrials(given, plan).figures(plan) };
};

type Count = "time" | "orbit" | "busy" | "fresh" | "blockedFresh" | "attempts" | "blocked" | "retries" | "lost";

const ratios: Readonly<Record<string, readonly [Count, Count]>> = {
  P_blocked_fresh: ["blockedFresh", "fresh"],
  P_blocked_any_attempt: ["blocked", "attempts"],
  P_lost: ["lost", "fresh"],
  orbit_mean: ["orbit", "time"],
  orbit_time: ["orbit", "fresh"],
  mean_busy: ["busy", "time"],
  retries_per_customer: ["retries", "fresh"],
  attempts_per_customer: ["attempts", "fresh"],
};

/** A customer with the attempts that have failed. */
class Caller extends Customer {
  failures = 0;
}

class Retrials {
  private readonly calendar = new Calendar();
  private readonly pool = new Pool("callers", (slot) => new Caller(slot));
  private readonly station: Station<Caller>;
  private readonly orbit = new Occupancy();
  private readonly totals = new Totals<Count>();
  private readonly counter: BatchCounter;
  private fresh = 0;
  private blockedFresh = 0;
  private blocked = 0;
  private retries = 0;
  private lost = 0;

  constructor(given: Parameters, { size, seed }: Plan) {
    const { calendar, pool } = this;
    const random = new Random(seed);
    const { c, lam, service, theta } = given;
    const work = random.stream("service");
    const delays = random.stream("retry");
    const chances = random.stream("persistence");
    this.station = new Station(calendar, pool, this, { name: "station", servers: c, bound: c });
    this.counter = new BatchCounter(size, (ended) => this.close(ended));
    const retry = calendar.action("retry", pool, (caller: Caller) => {
      this.orbit.change(-1, calendar.now);
      this.retries++;
      attempt(caller);
    });
    const attempt = (caller: Caller): void => {
      caller.work = service.sample(work);
      if (this.station.arrive(caller)) return;
      this.blocked++;
      caller.failures++;
      if (caller.failures > given.R || !chances.chance(given.H)) {
        this.lost++;
        pool.release(caller);
        return;
      }
      this.orbit.change(1, calendar.now);
      calendar.after(delays.exponential(1 / theta), retry, caller);
    };
    new Arrivals(calendar, "arrivals", new PoissonArrivals(lam), random.stream("arrivals"), () => {
      const caller = pool.acquire() as Caller; // the pool has no limit
      caller.failures = 0;
      const before = this.blocked;
      this.fresh++;
      attempt(caller);
      this.blockedFresh += this.blocked - before;
      this.counter.next();
    }).start();
  }

  served(caller: Caller): void {
    this.pool.release(caller);
  }

  figures({ metrics }: Plan): Map<string, Interval> {
    this.calendar.run(Number.MAX_VALUE);
    return wantedOf(metrics, (metric) => {
      const ratio = ratios[metric];
      return ratio && this.totals.ratio(...ratio);
    });
  }

  private close(ended: number): void {
    const { now } = this.calendar;
    const { fresh, blockedFresh, blocked, retries, lost } = this;
    this.totals.close(ended, {
      time: now,
      orbit: this.orbit.integral(now),
      busy: this.station.busy.integral(now),
      fresh,
      blockedFresh,
      attempts: fresh + retries,
      blocked,
      retries,
      lost,
    });
    if (this.counter.isOver) this.calendar.stop();
  }
}
