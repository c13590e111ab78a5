/**
 * Which pool a client goes to. Each client resolves a pool of its own, by a number that belongs to its address, until
 * failovers move it elsewhere. A client whose new pool fails over as well moves on, to a pool that none of its
 * failovers leads away from.
 */

import type { Seconds } from "../../schema/quantity.js";
import { ScenarioError } from "../../schema/scenario-error.js";
import { suggest } from "../../schema/suggest.js";
import type { FailoverOrder } from "../vocabulary/orders.js";
import { hashed } from "./false-positives/pattern.js";
import type { Pool } from "./pool.js";

/** The golden ratio: its multiples modulo 1 cover the line from 0 to 1 more evenly than random numbers do. */
const GOLDEN = 0.618_033_988_749_894_9;

/**
 * Salts of a client's hashes: its place among the pools that are left (1, 0, −1 …), and the time at which it follows.
 */
const PLACE = 1;
const FOLLOWS = 2;

interface Failover extends FailoverOrder {
  /** The pools that clients leave. */
  readonly away: readonly string[];
  readonly since: Seconds;
}

export class Pools {
  private readonly failovers: Failover[] = [];

  constructor(readonly all: readonly Pool[]) {}

  /** The number of the client's pool. Its further addresses, from 1 on, are those of the other pools in turn. */
  of(address: number, now: Seconds, addressIndex = 0): number {
    const own = this.after(
      this.pick((address * GOLDEN) % 1, () => true),
      addressIndex,
    );
    return this.failovers.length === 0 ? own : this.led(own, address, now);
  }

  /**
   * The pools with those names; a data centre stands for all of its pools. Throws a ScenarioError for an unknown name.
   */
  named(names: readonly string[], path: string): Pool[] {
    const found = names.flatMap((name) => {
      const pool = this.all.find(({ options }) => options.name === name);
      const inside = pool ? [pool] : this.all.filter(({ options }) => options.dataCentre === name);
      return inside.length > 0 ? inside : this.unknown(name, path);
    });
    return [...new Set(found)];
  }

  /** The pools with those names; every pool when none is named. */
  targets(names: readonly string[], path: string): readonly Pool[] {
    return names.length === 0 ? this.all : this.named(names, path);
  }

  beginFailover(order: FailoverOrder, now: Seconds): void {
    const away = this.named(order.from, "from").map(({ options }) => options.name);
    this.failovers.push({ ...order, away, since: now });
  }

  private unknown(name: string, path: string): never {
    const known = [...new Set(this.all.flatMap(({ options }) => [options.name, options.dataCentre]))];
    const meant = suggest(name, known);
    const expected = `one of ${known.join(", ")}`;
    throw new ScenarioError([{ path, found: `no pool "${name}"`, expected, ...(meant && { suggestion: meant }) }]);
  }

  endFailover(order: FailoverOrder): void {
    const index = this.failovers.findIndex(({ from }) => from.join() === order.from.join());
    if (index >= 0) this.failovers.splice(index, 1);
  }

  /** The pool to which the client's failovers lead it, one after the other. Each draws the client's place anew. */
  private led(own: number, address: number, now: Seconds): number {
    const away: string[] = [];
    let pool = own;
    for (let moves = 0; ; moves++) {
      const failover = this.failovers.find((one) => this.leads(one, pool, address, now));
      if (failover === undefined) return pool;
      away.push(...failover.away);
      pool = this.pick(hashed(address, PLACE - moves), ({ options }) => !away.includes(options.name));
      // No plan that was checked leads here (check-failovers.ts).
      if (away.includes(this.all[pool]?.options.name ?? "")) return own;
    }
  }

  /** The failover has reached this client. Clients follow evenly over the lifetime of their DNS records. */
  private leads({ away, over, since }: Failover, own: number, address: number, now: Seconds): boolean {
    if (!away.includes(this.all[own]?.options.name ?? "")) return false;
    return now - since >= over * hashed(address, FOLLOWS);
  }

  /** The pool `steps` further on, not counting pools without clients of their own. */
  private after(pool: number, steps: number): number {
    let [at, left] = [pool, steps];
    while (left > 0) {
      at = (at + 1) % this.all.length;
      if ((this.all[at]?.options.share ?? 0) > 0) left--;
    }
    return at;
  }

  /** The pool at that place, from 0 to 1, of a line on which each pool has its share. */
  private pick(place: number, takes: (pool: Pool) => boolean): number {
    const total = this.all.reduce((sum, pool) => sum + (takes(pool) ? pool.options.share : 0), 0);
    let [rest, last] = [place * total, 0];
    for (const [index, pool] of this.all.entries()) {
      if (!takes(pool)) continue;
      last = index;
      rest -= pool.options.share;
      if (rest < 0) break;
    }
    return last;
  }
}
