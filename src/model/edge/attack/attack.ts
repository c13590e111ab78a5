/**
 * One attack while it lasts: a flow to its target pools. The device stops its part of it once it has recognised the
 * attack.
 */

import type { Fraction, Seconds } from "../../../schema/quantity.js";
import { hashed } from "../false-positives/pattern.js";
import type { Hostile, Pool } from "../pool.js";
import type { AttackTraffic, Resource } from "./attack-traffic.js";
import type { AttackShape } from "./shape/attack-shape.js";

/** How often its traffic is measured while an attack rises. */
const STEP: Seconds = 10;

/** Salt that keeps the addresses shared with attackers apart from those hit by false positives. */
const SALT = 0x5eed;

export interface AttackPlan {
  readonly name: string;
  readonly kind: string;
  readonly traffic: AttackTraffic;
  readonly shape: AttackShape;
  readonly targets: readonly Pool[];
  /** How long it takes to reach full strength. */
  readonly rise: Seconds;
  readonly since: Seconds;
  /** The share of good clients behind an address that also attacks. */
  readonly shared: Fraction;
}

export class Attack implements Hostile {
  /** The device has recognised the attack. */
  recognised = false;
  /** Its targets' share of all clients. */
  private readonly whole: Fraction;

  constructor(
    readonly plan: AttackPlan,
    /** The share of such an attack that the device stops with its present profile. */
    private readonly stopped: (kind: string) => Fraction,
  ) {
    this.whole = plan.targets.reduce((sum, { options }) => sum + options.share, 0);
  }

  /**
   * Traffic sent to one pool, in the resource's unit. Targets get it in proportion to their shares, or evenly if they
   * have none.
   */
  sentAt(pool: Pool, now: Seconds): number {
    const { traffic, shape, rise, since, targets } = this.plan;
    const age = now - since;
    const risen = rise > 0 ? Math.min(1, age / rise) : 1;
    const part = this.whole > 0 ? pool.options.share / this.whole : 1 / targets.length;
    return traffic.load * risen * shape.strength(age) * part;
  }

  /** Traffic that reaches the resource. */
  loadOn(resource: Resource, pool: Pool, now: Seconds): number {
    if (this.plan.traffic.resource !== resource) return 0;
    const passes = pool.guarded && this.recognised ? 1 - this.stopped(this.plan.kind) : 1;
    return this.sentAt(pool, now) * passes;
  }

  /** The device stops this source along with the attack, because attack traffic comes from it as well. */
  takesAlong(source: number): boolean {
    return this.recognised && hashed(source, SALT) < this.plan.shared && this.stopped(this.plan.kind) > 0;
  }

  /** When its traffic changes next; infinity when it stays as it is. */
  changesAt(now: Seconds): Seconds {
    const { rise, since, shape } = this.plan;
    const age = now - since;
    const rising = age < rise ? Math.min(rise, age + STEP) : Number.POSITIVE_INFINITY;
    return since + Math.min(rising, shape.changesAfter(age));
  }
}
