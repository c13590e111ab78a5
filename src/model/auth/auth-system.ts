/**
 * Authentication as a whole: one service, the services that call it, the load of their users, and operations on it:
 * deploys that slow it down or add load, rollbacks, restarts. Real thing: a central auth service of an e-mail provider.
 */

import { type DistributionSpec, makeDistribution } from "../../engine/distribution/index.js";
import type { PerSecond, Seconds } from "../../schema/quantity.js";
import { difference, type Law } from "../vocabulary/conservation-law.js";
import type { AuthRestartOrder, DeployOrder } from "../vocabulary/orders.js";
import { AuthService } from "./auth-service.js";
import { Cache } from "./cache.js";
import type { AuthNeeds } from "./call-client.js";
import { type AuthCounters, Caller } from "./caller.js";
import { Demand, type DemandPoint, Load } from "./demand.js";
import { authMetrics } from "./metrics.js";
import { NestedCalls } from "./nested-calls.js";
import type { AuthOptions } from "./options.js";
import { Tenants } from "./tenants.js";

/** A deploy that is out. */
interface Deployed {
  readonly name: string;
  readonly service?: DistributionSpec | undefined;
  readonly load?: Load | undefined;
  readonly adds?: DeployOrder["adds"];
}

/** Logins per second that the senders are expected to bring to the intake, by protocol. */
export type ExpectedLogins = Readonly<Record<"smtp" | "api", PerSecond>>;

/** What the service is asked and what it can do, for the closed forms of a retry trap. */
export interface AuthLoad {
  /** Requests per second before any retry. */
  readonly fresh: number;
  /** Calls per second that the service can serve. */
  readonly capacity: number;
  /** Tries after the first, and patience in seconds: means over callers, weighted by their rates. */
  readonly retries: number;
  readonly patience: number;
  /** Calls that may wait; Infinity for no bound. */
  readonly bound: number;
  /** Options of the scenario against a collapse that the closed forms do not cover. */
  readonly defences: readonly string[];
}

export class AuthSystem {
  private readonly service: AuthService;
  private readonly callers = new Map<string, Caller>();
  private readonly counters: AuthCounters;
  private readonly demand: Demand;
  private readonly cache: Cache | undefined;
  /** Oldest first. The latest deploy that changes the service time decides it. */
  private readonly deployed: Deployed[] = [];
  private deploys = 0;
  /** Restarts whose downtime is not over. */
  private restarts = 0;

  /** @param demand the points of `options.demand`, in seconds from the start of the run */
  constructor(
    private readonly needs: AuthNeeds,
    readonly options: AuthOptions,
    demand: readonly DemandPoint[],
    private readonly expected: ExpectedLogins = { smtp: 0, api: 0 },
  ) {
    const { calendar, random, meter } = needs;
    const { workers, queue, discipline, dropExpired } = options;
    const limits = { workers, queue: placesOf(queue), discipline, dropExpired };
    this.service = new AuthService(needs, limits, makeDistribution(options.service));
    if (options.nested) {
      const stream = random.stream("auth.nested");
      this.service.nested = new NestedCalls(calendar, stream, options.nested, this.service);
    }
    this.demand = new Demand(demand);
    this.counters = {
      offered: meter.counter(authMetrics.offered),
      goodput: meter.counter(authMetrics.goodput),
      failed: meter.counter(authMetrics.failed),
      timeouts: meter.counter(authMetrics.timeouts),
      retries: meter.counter(authMetrics.retries),
      latency: meter.histogram(authMetrics.latency),
      ...(options.target !== undefined && { fast: this.fast(options.target) }),
    };
    const tenants = new Tenants(options.tenants, random, meter);
    this.cache = options.cache && new Cache(options.cache.lifetime, options.tenants, meter);
    for (const one of options.callers) {
      const caller = new Caller(one, needs, this.service, this.counters, tenants, this.cache);
      this.callers.set(one.name, caller);
      if (one.rate === undefined) continue;
      const stream = random.stream(`auth.${one.name}.arrivals`);
      new Load(`auth request: ${one.name}`, calendar, stream, one.rate, this.demand, () => caller.arrive()).start();
    }
  }

  /** Requests answered by auth, or from a cache, within the target. */
  private fast(within: Seconds): NonNullable<AuthCounters["fast"]> {
    return { within, count: this.needs.meter.counter(authMetrics.fast) };
  }

  deploy(name: string, { service, adds, rollout }: DeployOrder): void {
    const load = adds && this.addedLoad(name, adds, rollout);
    load?.start();
    this.deployed.push({ name, service, load, adds });
    this.serve();
  }

  /** Takes a deploy back. Does nothing when it is not out. */
  rollback(name: string): void {
    const index = this.deployed.findIndex((one) => one.name === name);
    if (index < 0) return;
    for (const { load } of this.deployed.splice(index, 1)) load?.stop();
    this.serve();
  }

  restart(plan: AuthRestartOrder, down: Seconds, ended: () => void): void {
    const { calendar } = this.needs;
    this.service.stop(plan);
    this.restarts++;
    const up = calendar.signal(`auth is up again ${++this.deploys}`, () => {
      if (--this.restarts === 0) this.service.start();
      ended();
    });
    calendar.after(down, up);
  }

  /** The cache loses its entries and takes none until it is up again. Throws when there is no cache. */
  flush(down: Seconds, ended: () => void): void {
    const { calendar } = this.needs;
    if (this.cache === undefined) throw new Error("no cache to flush");
    this.cache.flush(calendar.now + down);
    calendar.after(down, calendar.signal(`auth cache is up again ${++this.deploys}`, ended));
  }

  get hasCache(): boolean {
    return this.cache !== undefined;
  }

  /** The caller that asks for the sessions of a protocol; undefined where sessions are let in without a check. */
  callerFor(protocol: "smtp" | "api"): Caller | undefined {
    const one = this.options.callers.find((caller) => caller.for === protocol);
    return one && this.callers.get(one.name);
  }

  has(caller: string): boolean {
    return this.callers.has(caller);
  }

  /**
   * Fresh load (without any cache), capacity, retries, patience and bound as they are now: the inputs of the closed
   * forms of a trap.
   */
  get load(): AuthLoad {
    const { limits, service } = this.service;
    const share = this.demand.at(this.needs.calendar.now);
    const own = this.options.callers.map((one) => {
      const rate = one.for === undefined ? (one.rate ?? 0) * share : this.expected[one.for];
      return { ...one, rate: rate + this.addedTo(one.name) * share };
    });
    const fresh = own.reduce((sum, { rate }) => sum + rate, 0);
    const mean = (of: (caller: (typeof own)[number]) => number) =>
      own.reduce((sum, one) => sum + one.rate * of(one), 0) / (fresh || 1);
    return {
      fresh,
      capacity: limits.workers / (service.mean * (1 + 2 * (this.service.nested?.probability ?? 0))),
      retries: mean(({ retries }) => retries),
      patience: mean(({ timeout }) => timeout),
      bound: limits.queue,
      defences: this.defences,
    };
  }

  /** Settings that work against a collapse, besides a bound of the queue, as the scenario writes them. */
  private get defences(): string[] {
    const { discipline, dropExpired, callers } = this.options;
    const own = callers.flatMap(({ name, guard, afterTimeout }) => [
      ...(guard.kind === "none" ? [] : [`guard ${guard.kind} of ${name}`]),
      ...(afterTimeout === "cancel" ? [`afterTimeout: cancel of ${name}`] : []),
    ]);
    return [...(discipline === "lifo" ? ["discipline: lifo"] : []), ...(dropExpired ? ["dropExpired"] : []), ...own];
  }

  /** Calls that other calls made. */
  get nestedCalls(): number {
    return this.service.nested?.requests ?? 0;
  }

  get queue(): number {
    return this.service.waitingCalls;
  }

  private addedTo(caller: string): number {
    return this.deployed.reduce((sum, { adds }) => sum + (adds?.caller === caller ? adds.rate : 0), 0);
  }

  setWorkers(workers: number): void {
    this.service.setWorkers(workers);
  }

  setNested(probability: number): void {
    if (this.service.nested) this.service.nested.probability = probability;
  }

  setQueue(places: AuthOptions["queue"]): void {
    this.service.setQueue(placesOf(places));
  }

  laws(): Law[] {
    const callers = [...this.callers.values()];
    return [
      ...this.service.laws(),
      ...callers.flatMap((caller) => caller.laws()),
      difference(
        "requests at auth = sum over callers",
        this.counters.offered.total,
        callers.reduce((sum, { total }) => sum + total, 0),
      ),
    ];
  }

  private addedLoad(name: string, { caller, rate }: NonNullable<DeployOrder["adds"]>, rollout: Seconds): Load {
    const { calendar, random } = this.needs;
    const calling = this.callers.get(caller);
    if (calling === undefined) throw new Error(`no caller "${caller}"`);
    const stream = random.stream(`auth.deploy.${name}.${++this.deploys}`);
    const event = `auth request: deploy ${name} ${this.deploys}`;
    return new Load(event, calendar, stream, rate, this.demand, () => calling.arrive(), rollout);
  }

  /** The latest deploy that states a service time decides it; otherwise the options do. */
  private serve(): void {
    const last = this.deployed.findLast(({ service }) => service !== undefined)?.service;
    this.service.service = makeDistribution(last ?? this.options.service);
  }
}

function placesOf(queue: AuthOptions["queue"]): number {
  return queue === "unbounded" ? Number.POSITIVE_INFINITY : queue;
}
