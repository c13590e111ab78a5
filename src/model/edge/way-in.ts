/**
 * The way in: client → internet → mitigation device → edge device → load balancer → front ends. New connections cross it
 * hop by hop; each hop counts what came, went and ended there, and nobody behind a hop can see what ended before it.
 * Left out: connections that are open already (they cross unharmed), the way back, and single packets after the handshake.
 */

import type { Action } from "../../engine/action.js";
import type { Calendar } from "../../engine/calendar.js";
import { type DistributionSpec, makeDistribution } from "../../engine/distribution/index.js";
import type { Random, Stream } from "../../engine/random.js";
import type { Level } from "../../metrics/level.js";
import type { Meter } from "../../metrics/meter.js";
import type { Seconds } from "../../schema/quantity.js";
import { ScenarioError } from "../../schema/scenario-error.js";
import type { Law } from "../law.js";
import type { Session } from "../session.js";
import type { AttackTraffic } from "./attack/attack-traffic.js";
import { attacks } from "./attack/index.js";
import { Attack } from "./attack.js";
import { Hops } from "./hops.js";
import { MitigationDevice, type Rule } from "./mitigation-device.js";
import type { AttackOptions, EdgeOptions, FailoverOrder, MitigationOrder } from "./options.js";
import { type Capacities, Pool } from "./pool.js";
import { Pools } from "./pools.js";

export interface EdgeWorld {
  readonly calendar: Calendar;
  readonly random: Random;
  readonly meter: Meter;
  /** Capacities and attacks are divided by it. */
  readonly scale: number;
}

/** What a hop does to a connection: `lost`, a packet, and the next one may pass; `tcp` and `tls`, for good. */
export type Fate = "arrives" | "lost" | "tcp" | "tls";

const RESOURCES = ["bandwidth", "packets", "requests", "connections"] as const;

export class WayIn {
  readonly pools: Pools;
  readonly device: MitigationDevice;
  private readonly hops: Hops;
  private readonly packets: Stream;
  private readonly people: Stream;
  private readonly active: Level;
  private readonly sent: Level;
  private readonly passed: Level;
  private readonly underway: Attack[] = [];
  /** What people and device still have in hand, by number. */
  private readonly reactions: (() => void)[] = [];
  private readonly goesOn: Action<number>;

  /** @param rules the device's profiles, their points in seconds from the start of the run */
  constructor(
    private readonly world: EdgeWorld,
    private readonly options: EdgeOptions,
    rules: ReadonlyMap<string, readonly Rule[]>,
  ) {
    const { random, meter } = world;
    const all = options.pools.map((pool) => new Pool(pool, capacities(options, pool.share / world.scale)));
    for (const pool of all) pool.guarded = options.mitigation.enabled;
    this.pools = new Pools(all);
    this.hops = new Hops(meter);
    this.device = new MitigationDevice(rules, options.mitigation.profile, random);
    this.packets = random.stream("edge.packets");
    this.goesOn = world.calendar.indexed("mitigation goes on", (reaction) => this.reactions[reaction]?.());
    this.people = random.stream("edge.mitigation.people");
    this.active = meter.level("mitigation.active", { title: "pools behind the mitigation device", unit: "1" });
    this.sent = meter.level("attack.sent", { title: "attack traffic, of what the hop can take", unit: "fraction" });
    this.passed = meter.level("attack.passed", { title: "attack traffic past the device", unit: "fraction" });
    this.measure();
  }

  /** A new connection sets out. */
  enter(session: Session): void {
    const { now } = this.world.calendar;
    session.pool = this.pools.of(session.address, now, session.nth);
    this.poolOf(session).meter(now, session.bytes);
    this.hops.enter(session);
  }

  /** A message crosses on a connection that is open already: hops see it, and let it pass. */
  pass(session: Session): void {
    this.enter(session);
    while (session.hop !== "intake") this.hops.passOn(session);
  }

  /** The connection goes on from where it is, as far as it gets. */
  cross(session: Session): Fate {
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
   * The chance that a new connection of this source does not get in now: the device harms it, or all of the SYNs that a
   * client sends in that time get lost.
   */
  risk(source: number, patience: Seconds): number {
    const { now } = this.world.calendar;
    const pool = this.pools.all[this.pools.of(source, now)] as Pool;
    const losses = RESOURCES.map((resource) => pool.loss(resource, now));
    const lost = 1 - [this.options.internet.loss, ...losses].reduce((rest, loss) => rest * (1 - loss), 1);
    const syns = 1 + Math.floor(Math.log2(Math.max(1, patience + 1)));
    const harmed = pool.guarded ? this.device.risk(source, now) : 0;
    return 1 - (1 - harmed) * (1 - lost ** syns);
  }

  /** The share of good connections that the device harms where it stands in the way. */
  get harm(): number {
    return this.pools.all.some(({ guarded }) => guarded) ? this.device.harm(this.world.calendar.now) : 0;
  }

  /** Throws a ScenarioError when it names a pool that is not there. */
  targets(names: readonly string[], path: string): Pool[] {
    return names.length === 0 ? [...this.pools.all] : this.pools.named(names, path);
  }

  beginAttack(name: string, { traffic, targets, signature, rise }: AttackOptions): void {
    const { calendar, meter } = this.world;
    const attack = new Attack(
      name,
      String(traffic.kind),
      scaled(attacks.make(traffic), this.world.scale),
      this.targets(targets, "targets"),
      rise,
      calendar.now,
      (kind) => this.device.stopped(kind),
    );
    for (const pool of attack.targets) pool.attacks.push(attack);
    this.underway.push(attack);
    meter.mark("attack.begins", name);
    const { automatic, identify, deploy } = this.options.mitigation;
    if (signature === "known") this.later(automatic, () => this.recognise(attack));
    else
      this.later(identify, () => {
        meter.mark("mitigation.identified", name);
        this.later(deploy, () => this.recognise(attack));
      });
    this.follow(attack, rise);
  }

  endAttack(name: string): void {
    const attack = this.underway.find((one) => one.name === name);
    if (attack === undefined) return;
    this.underway.splice(this.underway.indexOf(attack), 1);
    for (const pool of attack.targets) pool.attacks.splice(pool.attacks.indexOf(attack), 1);
    this.world.meter.mark("attack.ends", name);
    this.measure();
    this.later(this.options.mitigation.stays, () => {
      for (const pool of attack.guarding) pool.guarded = false;
      this.measure();
    });
  }

  /** Throws a ScenarioError for a profile that the device does not have. */
  checkProfile(profile: string | undefined): void {
    const { names } = this.device;
    if (profile !== undefined && !names.includes(profile))
      throw new ScenarioError([
        { path: "profile", found: `no profile "${profile}"`, expected: `one of ${names.join(", ")}` },
      ]);
  }

  order({ turn, profile }: MitigationOrder): void {
    if (profile !== undefined) this.device.use(profile);
    if (turn !== undefined) for (const pool of this.pools.all) pool.guarded = turn === "on";
    if (turn === "off") for (const { guarding } of this.underway) guarding.length = 0;
    if (turn !== undefined) this.world.meter.mark(`mitigation.${turn}`);
    this.measure();
  }

  /** The order that would bring about the device's state of now. */
  get state(): Record<string, unknown> {
    const on = this.pools.all.some(({ guarded }) => guarded);
    return { turn: on ? "on" : "off", profile: this.device.profile };
  }

  beginFailover(order: FailoverOrder): void {
    this.pools.beginFailover(order, this.world.calendar.now);
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
    const { now } = this.world.calendar;
    const pool = this.poolOf(session);
    switch (session.hop) {
      case "internet":
        return this.loses(this.options.internet.loss);
      case "mitigation":
        return pool.guarded ? this.device.judge(session, now) : "passes";
      case "edge":
        return this.loses(Math.max(pool.loss("bandwidth", now), pool.loss("packets", now)));
      default:
        return this.loses(Math.max(pool.loss("requests", now), pool.loss("connections", now)));
    }
  }

  private loses(share: number): "lost" | "passes" {
    return this.packets.uniform() < share ? "lost" : "passes";
  }

  /** The device knows the attack, and stands in its way from now on. */
  private recognise(attack: Attack): void {
    if (!this.underway.includes(attack)) return;
    attack.recognised = true;
    for (const pool of attack.targets) {
      if (pool.guarded) continue;
      pool.guarded = true;
      attack.guarding.push(pool);
    }
    this.world.meter.mark("mitigation.deployed", attack.name);
    this.measure();
  }

  /** While an attack grows its traffic is noted every ten seconds; then it is level. */
  private follow(attack: Attack, rise: Seconds): void {
    this.measure();
    const step = Math.min(rise, 10);
    if (step > 0 && this.underway.includes(attack)) this.later(step, () => this.follow(attack, rise - step));
  }

  private later(delay: Seconds | DistributionSpec, then: () => void): void {
    const { calendar } = this.world;
    const seconds = typeof delay === "number" ? delay : makeDistribution(delay).sample(this.people);
    calendar.after(seconds, this.goesOn, this.reactions.push(then) - 1);
  }

  private measure(): void {
    const { now } = this.world.calendar;
    let [sent, passed] = [0, 0];
    for (const attack of this.underway)
      for (const pool of attack.targets) {
        const capacity = pool.capacity(attack.traffic.resource);
        sent += attack.sentAt(pool, now) / capacity;
        passed += attack.loadOn(attack.traffic.resource, pool, now) / capacity;
      }
    this.active.set(this.pools.all.filter(({ guarded }) => guarded).length);
    this.sent.set(sent);
    this.passed.set(passed);
  }
}

function scaled(traffic: AttackTraffic, scale: number): AttackTraffic {
  return { ...traffic, load: traffic.load / scale };
}

/** A pool's part of every capacity. */
function capacities({ device, balancer }: EdgeOptions, share: number): Capacities {
  const part = (whole: number | "unlimited") => (whole === "unlimited" ? Number.POSITIVE_INFINITY : whole * share);
  return {
    bandwidth: part(device.bandwidth),
    packets: part(device.packets),
    requests: part(balancer.requests),
    connections: part(balancer.connections),
  };
}
