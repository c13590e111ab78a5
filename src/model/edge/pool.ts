/** One pool of front ends as the way in sees it: its clients, its part of every capacity, and what wears it down. */

import type { Seconds } from "../../schema/quantity.js";
import type { Resource } from "./attack/attack-traffic.js";
import type { PoolOptions } from "./options.js";

export type Capacities = Record<Resource, number>;

/** Good traffic is measured over whole windows of so many seconds. */
const WINDOW = 10;

/** A connection is about so many packets. Guess: handshakes, a small message, and the end. */
const PACKETS = 30;

/** An attack under way, as the pools that it is aimed at see it. */
export interface Hostile {
  /** What of its traffic reaches the resource, in the resource's unit. */
  loadOn(resource: Resource, pool: Pool, now: Seconds): number;
  /** The mitigation device stops good traffic of this source together with the attack. */
  takesAlong(source: number): boolean;
}

export class Pool {
  readonly attacks: Hostile[] = [];
  /** Why the mitigation device stands in its way, if it does: somebody said so, or because of an attack. */
  guard: "ordered" | Hostile | undefined;
  private window = 0;
  private count = 0;
  private bytes = 0;
  /** Connections and bytes per second in the last whole window. */
  private rate = 0;
  private throughput = 0;

  constructor(
    readonly options: PoolOptions,
    /** Its own part. */
    private readonly capacities: Capacities,
  ) {}

  get guarded(): boolean {
    return this.guard !== undefined;
  }

  /** Good traffic that sets out for this pool. */
  meter(now: Seconds, bytes: number): void {
    const window = Math.floor(now / WINDOW);
    if (window !== this.window) {
      const follows = window === this.window + 1;
      this.rate = follows ? this.count / WINDOW : 0;
      this.throughput = follows ? this.bytes / WINDOW : 0;
      this.window = window;
      this.count = 0;
      this.bytes = 0;
    }
    this.count++;
    this.bytes += bytes;
  }

  /** The share of packets that a full resource drops, whoever sent them: 1 − capacity / load. */
  loss(resource: Resource, now: Seconds): number {
    const capacity = this.capacities[resource];
    if (capacity === Number.POSITIVE_INFINITY) return 0;
    const load = this.good(resource) + this.hostile(resource, now);
    return load > capacity ? 1 - capacity / load : 0;
  }

  capacity(resource: Resource): number {
    return this.capacities[resource];
  }

  /** The device stops good traffic of this source together with an attack. */
  takesAlong(source: number): boolean {
    for (let i = 0; i < this.attacks.length; i++) if (this.attacks[i]?.takesAlong(source)) return true;
    return false;
  }

  /** What good traffic takes. None of the open connections: the way in sees them come, but not go. */
  private good(resource: Resource): number {
    if (resource === "bandwidth") return this.throughput;
    if (resource === "packets") return this.rate * PACKETS;
    return resource === "requests" ? this.rate : 0;
  }

  /** Attacks that get past the device. */
  private hostile(resource: Resource, now: Seconds): number {
    let load = 0;
    for (let i = 0; i < this.attacks.length; i++) load += this.attacks[i]?.loadOn(resource, this, now) ?? 0;
    return load;
  }
}
