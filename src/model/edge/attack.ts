/** One attack while it lasts: a flow at some pools, of which the device takes out its part once it knows what to look for. */

import type { Fraction, Seconds } from "../../schema/quantity.js";
import type { AttackTraffic, Resource } from "./attack/attack-traffic.js";
import type { Pool } from "./pool.js";

export class Attack {
  /** The device knows what to look for. */
  recognised = false;
  /** Pools that the device guards only because of this attack. */
  readonly guarding: Pool[] = [];

  constructor(
    readonly name: string,
    readonly kind: string,
    readonly traffic: AttackTraffic,
    readonly targets: readonly Pool[],
    private readonly rise: Seconds,
    private readonly since: Seconds,
    /** The share that a device with its present profile takes out. */
    private readonly stopped: (kind: string) => Fraction,
  ) {}

  /** Sent at one pool, in the resource's unit: all of it is spread over the targets by their shares. */
  sentAt(pool: Pool, now: Seconds): number {
    const whole = this.targets.reduce((sum, { options }) => sum + options.share, 0);
    const strength = this.rise > 0 ? Math.min(1, (now - this.since) / this.rise) : 1;
    return (this.traffic.load * strength * pool.options.share) / whole;
  }

  /** What of it reaches the resource. */
  loadOn(resource: Resource, pool: Pool, now: Seconds): number {
    if (this.traffic.resource !== resource) return 0;
    const passes = pool.guarded && this.recognised ? 1 - this.stopped(this.kind) : 1;
    return this.sentAt(pool, now) * passes;
  }
}
