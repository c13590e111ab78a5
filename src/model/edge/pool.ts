/** One pool of front ends as the edge sees it: its clients, its share of every capacity, and the attacks on it. */

import type { Seconds } from "../../schema/quantity.js";
import type { Resource } from "./attack/attack-traffic.js";
import type { PoolOptions } from "./options.js";

export type Capacities = Record<Resource, number>;

/** Good traffic is measured over whole windows, in seconds. */
const WINDOW = 10;

/** Packets of one connection. Guess: handshakes, a small message, and the end. */
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
  /** Why the mitigation device protects the pool: by an order, or because of an attack. Undefined when it does not. */
  guard: "ordered" | Hostile | undefined;
  private window = 0;
  private count = 0;
  private bytes = 0;
  /** Connections and bytes per second in the last whole window. */
  private rate = 0;
  private throughput = 0;

  constructor(
    readonly options: PoolOptions,
    /** The pool's share of every capacity. */
    private readonly capacities: Capacities,
  ) {}

  get guarded(): boolean {
    return this.guard !== undefined;
  }

  /** Counts good traffic that sets out for this pool. */
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

  /** The share of packets that a full resource drops, good and hostile alike: 1 − capacity / load. */
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

  /** Load of good traffic. It takes none of the open connections: the edge sees connections begin, but not end. */
  private good(resource: Resource): number {
    if (resource === "bandwidth") return this.throughput;
    if (resource === "packets") return this.rate * PACKETS;
    return resource === "requests" ? this.rate : 0;
  }

  /** Load of the attacks that get past the device. */
  private hostile(resource: Resource, now: Seconds): number {
    let load = 0;
    for (let i = 0; i < this.attacks.length; i++) load += this.attacks[i]?.loadOn(resource, this, now) ?? 0;
    return load;
  }
}
