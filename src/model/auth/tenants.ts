/**
 * The customers behind the requests. A few make most of them (Zipf's law, exponent 1), so that an outage affects some
 * customers often and many never. Counts the customers that have seen a failure.
 */

import { ByteColumn } from "../../engine/column.js";
import { pow } from "../../engine/math.js";
import type { Random, Stream } from "../../engine/random.js";
import type { Level } from "../../metrics/level.js";
import type { Meter } from "../../metrics/meter.js";
import { authMetrics } from "./metrics.js";

export class Tenants {
  private readonly hit: ByteColumn;
  private readonly stream: Stream;
  private readonly affected: Level;
  private count = 0;

  constructor(
    private readonly size: number,
    random: Random,
    meter: Meter,
  ) {
    this.hit = new ByteColumn(size);
    this.stream = random.stream("auth.tenants");
    this.affected = meter.level(authMetrics.tenantsAffected);
  }

  /** The customer of a new request: number k with probability about 1 / (k ln n), by inversion. */
  draw(): number {
    return Math.min(this.size - 1, Math.floor(pow(this.size, this.stream.uniform())) - 1);
  }

  /** The customer behind a client of the intake. It is always the same one. */
  of(client: number): number {
    return client % this.size;
  }

  failed(tenant: number): void {
    if (this.hit.get(tenant) !== 0) return;
    this.hit.set(tenant, 1);
    this.count++;
    this.affected.set(this.count / this.size);
  }
}
