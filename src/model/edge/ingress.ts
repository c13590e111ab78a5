/**
 * The ingress: client → internet → mitigation device → edge device → load balancer → front ends. A new connection
 * crosses it hop by hop. Each hop counts the connections that reach it, pass it and end there; later hops never learn
 * of the last kind.
 * A SYN that is sent again begins at the internet and may be lost on any hop. A connection is counted once per hop, and
 * is attributed to the furthest hop that any of its SYNs reached. The mitigation device judges it once.
 * Left out: connections that are open already (they pass unharmed), the way back, and single packets after the
 * handshake.
 */

import { pow } from "../../engine/math.js";
import type { Stream } from "../../engine/random.js";
import type { Fraction, Seconds } from "../../schema/quantity.js";
import { ScenarioError } from "../../schema/scenario-error.js";
import type { Law } from "../vocabulary/conservation-law.js";
import type { FailoverOrder } from "../vocabulary/orders.js";
import { HOPS, type Session } from "../vocabulary/session.js";
import { synsWithin } from "../vocabulary/syn-retransmission.js";
import { Hops } from "./hops.js";
import { MitigationDevice, type Rule } from "./mitigation-device.js";
import type { EdgeNeeds } from "./needs.js";
import type { EdgeOptions } from "./options.js";
import { type Capacities, Pool } from "./pool.js";
import { Pools } from "./pools.js";
import { Protection } from "./protection.js";

/**
 * What a hop does to a connection. `lost`: a SYN is lost, and the next one may pass. `tcp` and `tls`: it ends here for
 * good.
 */
export type Fate = "arrives" | "lost" | "tcp" | "tls";

/** The hops that lose packets. */
const LOSSY = ["internet", "edge", "balancer"] as const;

type Lossy = (typeof LOSSY)[number];

export class Ingress {
  readonly pools: Pools;
  readonly device: MitigationDevice;
  readonly protection: Protection;
  private readonly hops: Hops;
  private readonly packets: Stream;

  /** @param rules the device's profiles, their points in seconds from the start of the run */
  constructor(
    private readonly needs: EdgeNeeds,
    private readonly options: EdgeOptions,
    rules: ReadonlyMap<string, readonly Rule[]>,
  ) {
    const { random, meter } = needs;
    const all = options.pools.map((pool) => new Pool(pool, capacities(options, pool.share)));
    for (const pool of all) pool.guard = options.mitigation.enabled ? "ordered" : undefined;
    this.pools = new Pools(all);
    this.hops = new Hops(meter);
    this.device = new MitigationDevice(rules, options.mitigation.profile, random);
    this.packets = random.stream("edge.packets");
    this.protection = new Protection(needs, options.mitigation, this.pools, this.device);
  }

  /** A new connection sets out. */
  enter(session: Session): void {
    const { now } = this.needs.calendar;
    session.pool = this.pools.of(session.address, now, session.addressIndex);
    this.poolOf(session).meter(now, session.bytes);
    this.hops.enter(session);
  }

  /** A message crosses on a connection that is open already: the hops count it and let it pass. */
  pass(session: Session): void {
    this.enter(session);
    while (session.hop !== "intake") this.hops.passOn(session);
  }

  /** The first SYN of a connection, or another one of a connection that is held, goes as far as it gets. */
  cross(session: Session): Fate {
    if (session.held && this.losesAgain(session)) return "lost";
    this.hops.letGo(session);
    while (session.hop !== "intake") {
      const fate = this.fateAt(session);
      if (fate !== "passes") {
        this.hops.hold(session);
        return fate;
      }
      this.hops.passOn(session);
    }
    return "arrives";
  }

  /** The client has given up a connection that is held. */
  drop(session: Session): void {
    this.hops.drop(session);
  }

  /**
   * The probability that a new connection of this source does not get in now: the device harms it, or every SYN that a
   * client sends within its patience is lost.
   */
  risk(source: number, patience: Seconds): number {
    const { now } = this.needs.calendar;
    const pool = this.pools.all[this.pools.of(source, now)] as Pool;
    const lost = 1 - LOSSY.reduce((rest, hop) => rest * (1 - this.lossAt(hop, pool, now)), 1);
    const harmed = pool.guarded ? (pool.takesAlong(source) ? 1 : this.device.risk(source, now)) : 0;
    return 1 - (1 - harmed) * (1 - pow(lost, synsWithin(patience)));
  }

  /** The share of good connections that the device harms now; 0 where it protects no pool. */
  get harm(): number {
    return this.pools.all.some(({ guarded }) => guarded) ? this.device.harm(this.needs.calendar.now) : 0;
  }

  /** Throws a ScenarioError for a profile that the device does not have. */
  checkProfile(profile: string | undefined): void {
    const { names } = this.device;
    if (profile !== undefined && !names.includes(profile))
      throw new ScenarioError([
        { path: "profile", found: `no profile "${profile}"`, expected: `one of ${names.join(", ")}` },
      ]);
  }

  beginFailover(order: FailoverOrder): void {
    this.pools.beginFailover(order, this.needs.calendar.now);
  }

  endFailover(order: FailoverOrder): void {
    this.pools.endFailover(order);
  }

  laws(): Law[] {
    return this.hops.laws();
  }

  poolOf(session: Session): Pool {
    return this.pools.all[session.pool] as Pool;
  }

  private fateAt(session: Session): Exclude<Fate, "arrives"> | "passes" {
    const { now } = this.needs.calendar;
    const pool = this.poolOf(session);
    if (session.hop === "mitigation") return pool.guarded ? this.atDevice(session, pool, now) : "passes";
    return this.loses(this.lossAt(session.hop as Lossy, pool, now));
  }

  /** A further SYN is lost before it reaches the hop that the connection has reached already. */
  private losesAgain(session: Session): boolean {
    const { now } = this.needs.calendar;
    const pool = this.poolOf(session);
    for (let i = 0; i < LOSSY.length; i++) {
      const hop = LOSSY[i] as Lossy;
      if (HOPS.indexOf(hop) >= HOPS.indexOf(session.hop)) return false;
      if (this.loses(this.lossAt(hop, pool, now)) === "lost") return true;
    }
    return false;
  }

  /** The share of packets that a hop loses now. Of two full resources, the fuller one decides. */
  private lossAt(hop: Lossy, pool: Pool, now: Seconds): Fraction {
    if (hop === "internet") return this.options.internet.loss;
    if (hop === "edge") return Math.max(pool.loss("bandwidth", now), pool.loss("packets", now));
    return Math.max(pool.loss("requests", now), pool.loss("connections", now));
  }

  /** What the device does to a good connection: its rules come first, then what it stops along with an attack. */
  private atDevice(session: Session, pool: Pool, now: Seconds): "passes" | "tcp" | "tls" {
    const judged = this.device.judge(session, now);
    return judged === "passes" && pool.takesAlong(session.address) ? "tcp" : judged;
  }

  private loses(share: number): "lost" | "passes" {
    return this.packets.uniform() < share ? "lost" : "passes";
  }
}

/** A pool's share of every capacity. */
function capacities({ device, balancer }: EdgeOptions, share: number): Capacities {
  const part = (whole: number | "unlimited") => (whole === "unlimited" ? Number.POSITIVE_INFINITY : whole * share);
  return {
    bandwidth: part(device.bandwidth),
    packets: part(device.packets),
    requests: part(balancer.requests),
    connections: part(balancer.connections),
  };
}
