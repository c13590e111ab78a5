/**
 * A look-aside cache in front of the authentication service. A caller looks here first, and stores an answer that
 * arrives in time. Each customer has an entry, valid for a while. An outage therefore empties the cache: late answers
 * fill nothing.
 * Real thing: memcached beside a database (Nishtala et al., NSDI 2013). Left out: a bound on entries, a latency of its
 * own.
 */

import { RealColumn } from "../../engine/column.js";
import type { Counter } from "../../metrics/counter.js";
import type { Meter } from "../../metrics/meter.js";
import type { Seconds } from "../../schema/quantity.js";
import { authMetrics } from "./metrics.js";

export class Cache {
  /** When the customer's entry was stored; 0 for never. */
  private readonly filledAt: RealColumn;
  /** Entries stored up to this time are gone. In the future while the cache is down. */
  private emptyUntil: Seconds = 0;
  private readonly lookups: Counter;
  private readonly hits: Counter;

  constructor(
    private readonly lifetime: Seconds,
    tenants: number,
    meter: Meter,
  ) {
    this.filledAt = new RealColumn(tenants);
    this.lookups = meter.counter(authMetrics.cacheLookups);
    this.hits = meter.counter(authMetrics.cacheHits);
  }

  /** True when the customer has a valid entry. A wrong password is looked up as well, and never found. */
  look(tenant: number, now: Seconds, wrong: boolean): boolean {
    this.lookups.increment();
    const filledAt = this.filledAt.get(tenant);
    if (wrong || filledAt <= this.emptyUntil || filledAt + this.lifetime <= now) return false;
    this.hits.increment();
    return true;
  }

  fill(tenant: number, now: Seconds): void {
    this.filledAt.set(tenant, now);
  }

  /** Loses every entry, and those stored before the cache is up again. */
  flush(upAt: Seconds): void {
    this.emptyUntil = Math.max(this.emptyUntil, upAt);
  }
}
