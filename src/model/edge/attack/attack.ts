/** One attack while it lasts: a flow at some pools, of which the device takes out its part once it knows what to look for. */

import type { Fraction, Seconds } from "../../../schema/quantity.js";
import { hashed } from "../false-positives/pattern.js";
import type { Hostile, Pool } from "../pool.js";
import type { AttackTraffic, Resource } from "./attack-traffic.js";
import type { AttackShape } from "./shape/attack-shape.js";

/** While an attack rises its traffic is noted so often. */
const STEP: Seconds = 10;

/** Tells the addresses that attacks share from those that false positives hit. */
const SALT = 0x5eed;

export interface AttackPlan {
  readonly name: string;
  readonly kind: string;
  readonly traffic: AttackTraffic;
  readonly shape: AttackShape;
  readonly targets: readonly Pool[];
  /** From nothing to full strength. */
  readonly rise: Seconds;
  readonly since: Seconds;
  /** Of good clients, those behind an address that attacks as well. */
  readonly shared: Fraction;
}

export class Attack implements Hostile {
  /** The device knows what to look for. */
  recognised = false;
  /** Of all clients, those of its targets. */
  private readonly whole: Fraction;

  constructor(
    readonly plan: AttackPlan,
    /** The share that a device with its present profile takes out. */
    private readonly stopped: (kind: string) => Fraction,
  ) {
    this.whole = plan.targets.reduce((sum, { options }) => sum + options.share, 0);
  }

  /** Sent at one pool, in the resource's unit: all of it is spread over the targets by their shares, evenly if they have none. */
  sentAt(pool: Pool, now: Seconds): number {
    const { traffic, shape, rise, since, targets } = this.plan;
    const age = now - since;
    const risen = rise > 0 ? Math.min(1, age / rise) : 1;
    const part = this.whole > 0 ? pool.options.share / this.whole : 1 / targets.length;
    return traffic.load * risen * shape.strength(age) * part;
  }

  /** What of it reaches the resource. */
  loadOn(resource: Resource, pool: Pool, now: Seconds): number {
    if (this.plan.traffic.resource !== resource) return 0;
    const passes = pool.guarded && this.recognised ? 1 - this.stopped(this.plan.kind) : 1;
    return this.sentAt(pool, now) * passes;
  }

  /** The device stops this source with the attack: it sends both. */
  takesAlong(source: number): boolean {
    return this.recognised && hashed(source, SALT) < this.plan.shared && this.stopped(this.plan.kind) > 0;
  }

  /** When its traffic is another one than now; infinity when it stays as it is. */
  changesAt(now: Seconds): Seconds {
    const { rise, since, shape } = this.plan;
    const age = now - since;
    const rising = age < rise ? Math.min(rise, age + STEP) : Number.POSITIVE_INFINITY;
    return since + Math.min(rising, shape.changesAfter(age));
  }
}
