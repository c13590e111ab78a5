/**
 * The attacks under way, and the reaction to them. The device recognises a known signature by itself; otherwise people
 * at the provider first identify the attack and then deploy a countermeasure. Real thing: the operations centre of a
 * host with DDoS protection.
 */

import type { Action } from "../../engine/action.js";
import { type DistributionSpec, makeDistribution } from "../../engine/distribution/index.js";
import { type Pooled, Pool as RecordPool } from "../../engine/pool.js";
import type { Stream } from "../../engine/random.js";
import type { Counter } from "../../metrics/counter.js";
import type { Level } from "../../metrics/level.js";
import type { MarkedEvent } from "../../metrics/marked-event.js";
import type { Seconds } from "../../schema/quantity.js";
import type { AttackOrder, MitigationOrder } from "../vocabulary/orders.js";
import { Attack } from "./attack/attack.js";
import type { Resource } from "./attack/attack-traffic.js";
import { attacks } from "./attack/index.js";
import { attackShapes } from "./attack/shape/index.js";
import { edgeEvents, edgeMetrics } from "./metrics.js";
import type { MitigationDevice } from "./mitigation-device.js";
import type { EdgeNeeds } from "./needs.js";
import type { EdgeOptions } from "./options.js";
import type { Pool } from "./pool.js";
import type { Pools } from "./pools.js";

/** A step that device or people take later. */
interface Reaction extends Pooled {
  act: () => void;
}

const NOTHING = () => {};

/** A shortest step, so that rounding cannot make simulated time stand still. */
const SHORTEST: Seconds = 1e-3;

export class Protection {
  private readonly underway: Attack[] = [];
  private readonly people: Stream;
  private readonly active: Level;
  private readonly sent: Level;
  private readonly passed: Level;
  /** The orders in force, oldest first; and the profile without any order. */
  private readonly orders: MitigationOrder[] = [];
  private readonly firstProfile: string;
  /** Steps that have not been taken yet. */
  private readonly reactions = new RecordPool<Reaction>("reaction", (slot) => ({ slot, act: NOTHING }));
  private readonly goesOn: Action<Reaction>;
  /** Times that the device began to protect any pool, or stopped protecting the last one. */
  private readonly changes: Counter;
  private readonly events: Readonly<Record<keyof typeof edgeEvents, MarkedEvent>>;
  private wasOn: boolean;

  constructor(
    private readonly needs: EdgeNeeds,
    private readonly options: EdgeOptions["mitigation"],
    private readonly pools: Pools,
    private readonly device: MitigationDevice,
  ) {
    const { calendar, random, meter } = needs;
    this.goesOn = calendar.action("mitigation goes on", this.reactions, (reaction) => this.goOn(reaction));
    this.people = random.stream("edge.mitigation.people");
    this.firstProfile = device.profile;
    this.active = meter.level(edgeMetrics.mitigationActive);
    this.sent = meter.level(edgeMetrics.attackSent);
    this.passed = meter.level(edgeMetrics.attackPassed);
    this.changes = meter.counter(edgeMetrics.mitigationChanges);
    this.events = meter.events(edgeEvents);
    this.wasOn = this.isOn;
    this.measure();
  }

  beginAttack(name: string, { traffic, shape, targets, signature, sources, rise }: AttackOrder): void {
    const { calendar } = this.needs;
    const plan = {
      name,
      kind: String(traffic.kind),
      traffic: attacks.make(traffic),
      shape: attackShapes.make(shape),
      targets: this.pools.targets(targets, "targets"),
      rise,
      since: calendar.now,
      shared: sources.shared,
    };
    const attack = new Attack(plan, (kind) => this.device.stopped(kind));
    for (const pool of plan.targets) pool.attacks.push(attack);
    this.underway.push(attack);
    this.events.attackBegins.happened(name);
    const { automatic, identify, deploy } = this.options;
    if (signature === "known") this.later(automatic, () => this.recognise(attack));
    else
      this.later(identify, () => {
        if (this.underway.includes(attack)) this.events.identified.happened(name);
        this.later(deploy, () => this.recognise(attack));
      });
    this.follow(attack);
  }

  endAttack(name: string): void {
    const attack = this.underway.find(({ plan }) => plan.name === name);
    if (attack === undefined) return;
    this.underway.splice(this.underway.indexOf(attack), 1);
    for (const pool of attack.plan.targets) pool.attacks.splice(pool.attacks.indexOf(attack), 1);
    this.events.attackEnds.happened(name);
    this.measure();
    this.later(this.options.stays, () => {
      for (const pool of this.pools.all) if (pool.guard === attack) pool.guard = this.reasonToGuard(pool);
      this.measure();
    });
  }

  /**
   * Turns the device on or off for every pool, or gives it another profile.
   * @returns takes the order back: earlier orders count again, later ones continue to count
   */
  order(order: MitigationOrder): () => void {
    const own = { ...order };
    this.orders.push(own);
    const { turn, profile } = own;
    if (profile !== undefined && profile !== this.device.profile) {
      this.device.use(profile);
      this.events.deviceProfile.happened(profile);
    }
    if (turn !== undefined) {
      this.turn(turn);
      this.turned(turn);
    }
    this.measure();
    return () => this.takeBack(own);
  }

  private takeBack(order: MitigationOrder): void {
    const before = this.isOn;
    const counted = { turn: this.lastOrder("turn") === order, profile: this.lastOrder("profile") === order };
    this.orders.splice(this.orders.indexOf(order), 1);
    if (counted.profile) this.device.use(this.lastOrder("profile")?.profile ?? this.firstProfile);
    if (counted.turn) this.turn(this.lastOrder("turn")?.turn);
    if (this.isOn !== before) this.turned(this.isOn ? "on" : "off");
    this.measure();
  }

  private lastOrder(what: "turn" | "profile"): MitigationOrder | undefined {
    return this.orders.findLast((order) => order[what] !== undefined);
  }

  /**
   * Without an order the device protects the pools under an attack that it has recognised, or every pool from the
   * start.
   */
  private turn(turn: MitigationOrder["turn"] = this.options.enabled ? "on" : undefined): void {
    for (const pool of this.pools.all) {
      if (turn === undefined) pool.guard = this.reasonToGuard(pool);
      else pool.guard = turn === "on" ? "ordered" : undefined;
    }
  }

  private turned(turn: "on" | "off"): void {
    if (turn === "on") this.events.deviceOn.happened();
    else this.events.deviceOff.happened();
  }

  private get isOn(): boolean {
    return this.pools.all.some(({ guarded }) => guarded);
  }

  /** An attack on the pool that the device has recognised. */
  private reasonToGuard(pool: Pool): Attack | undefined {
    return this.underway.find(({ recognised, plan }) => recognised && plan.targets.includes(pool));
  }

  /** The device recognises the attack, and protects its targets from now on. */
  private recognise(attack: Attack): void {
    if (!this.underway.includes(attack)) return;
    attack.recognised = true;
    for (const pool of attack.plan.targets) pool.guard ??= attack;
    this.events.deployed.happened(attack.plan.name);
    this.measure();
  }

  /** Measures the traffic of an attack each time that it changes. */
  private follow(attack: Attack): void {
    if (!this.underway.includes(attack)) return;
    this.measure();
    const { now } = this.needs.calendar;
    const step = Math.max(SHORTEST, attack.changesAt(now) - now);
    if (step < Number.POSITIVE_INFINITY) this.later(step, () => this.follow(attack));
  }

  private later(delay: Seconds | DistributionSpec, act: () => void): void {
    const { calendar } = this.needs;
    const seconds = typeof delay === "number" ? delay : makeDistribution(delay).sample(this.people);
    const reaction = this.reactions.acquire() as Reaction;
    reaction.act = act;
    calendar.after(seconds, this.goesOn, reaction);
  }

  private goOn(reaction: Reaction): void {
    const { act } = reaction;
    reaction.act = NOTHING;
    this.reactions.release(reaction);
    act();
  }

  private measure(): void {
    const { now } = this.needs.calendar;
    let [sent, passed] = [0, 0];
    for (const attack of this.underway) {
      const { targets, traffic } = attack.plan;
      const capacity = capacityOf(targets, traffic.resource) || capacityOf(this.pools.all, traffic.resource);
      for (const pool of targets) {
        sent += attack.sentAt(pool, now) / capacity;
        passed += attack.loadOn(traffic.resource, pool, now) / capacity;
      }
    }
    const guarded = this.pools.all.filter((pool) => pool.guarded).length;
    if (guarded > 0 !== this.wasOn) this.changes.increment();
    this.wasOn = guarded > 0;
    this.active.set(guarded);
    this.sent.set(sent);
    this.passed.set(passed);
  }
}

/** The capacity of these pools together; 0 when none of them has a share. */
function capacityOf(pools: readonly Pool[], resource: Resource): number {
  return pools.reduce((sum, pool) => sum + pool.capacity(resource), 0);
}
