/**
 * Clients with a timeout and retries before a service that slows down as more requests are in it, and goes on with
 * those whose clients have left: M. Brooker's simple collapse model (`mbrooker/simulator_example`,
 * simple_collapse_sim). Requests follow the demand of the mail model's auth callers, waits before a retry its retry
 * profiles.
 */
import type { Action } from "../engine/action.js";
import { Calendar, type Ticket } from "../engine/calendar.js";
import { IntegerColumn } from "../engine/column.js";
import type { Lane } from "../engine/lane.js";
import { Pool } from "../engine/pool.js";
import { Random, type Stream } from "../engine/random.js";
import { CrowdedStation } from "../engine/station/crowded-station.js";
import { Customer } from "../engine/station/customer.js";
import { Demand, type DemandPoint, Load } from "../model/auth/demand.js";
import type { Postponed, RetryProfile } from "../model/vocabulary/retry-profile.js";

/** Times in seconds. Defaults are those of the published program. */
export interface CrowdedServiceOptions {
  /** Requests per second at a demand of 1. */
  readonly rate: number;
  readonly demand?: readonly DemandPoint[];
  /** Alone, a request takes `service` and one `slowdown`; each one more in service adds one. */
  readonly service?: number;
  readonly slowdown?: number;
  /** Mean of the exponential delay each way. */
  readonly network?: number;
  readonly timeout?: number;
  /** In all, the first included. */
  readonly tries?: number;
  /** How long a client waits before it tries again; not at all unless given. */
  readonly profile?: RetryProfile;
  readonly seed: string | number;
}

/** One try of a request on its way to the service, in it, or on its way back. */
class Try extends Customer {
  request = 0;
  /** Counts the tries of its request's record: an answer to an older one is of no use. */
  serial = 0;
}

export class CrowdedService {
  readonly calendar = new Calendar();
  offered = 0;
  succeeded = 0;
  retries = 0;
  timeouts = 0;
  private readonly settings: Required<Omit<CrowdedServiceOptions, "profile">>;
  private readonly profile: RetryProfile | undefined;
  private readonly pool = new Pool<Try>("tries", (slot) => new Try(slot));
  private readonly station: CrowdedStation<Try>;
  private readonly serials = new IntegerColumn();
  private readonly tries = new IntegerColumn();
  private readonly timers: Ticket[] = [];
  /** Numbers of requests that are over. */
  private readonly free: number[] = [];
  private readonly network: Stream;
  private readonly pauses: Stream;
  private readonly patience: Lane;
  private readonly reaches: Action<Try>;
  private readonly answered: Action<Try>;
  private readonly timeout: Action<number>;
  private readonly retryDue: Action<number>;
  private readonly postponed: Postponed = {
    now: 0,
    age: 0,
    failures: 0,
    interval: 0,
    phase: 0,
    failure: "response timeout",
    resumesAt: 0,
  };

  constructor({ profile, ...given }: CrowdedServiceOptions) {
    const defaults = { demand: [], service: 1, slowdown: 0.01, network: 0.1, timeout: 3, tries: 3 };
    this.settings = { ...defaults, ...given };
    this.profile = profile;
    const { calendar, pool, settings } = this;
    const random = new Random(settings.seed);
    this.network = random.stream("network");
    this.pauses = random.stream("pauses");
    this.station = new CrowdedStation(calendar, pool, this, { name: "service", slowdown: settings.slowdown });
    this.patience = calendar.lane(settings.timeout);
    this.reaches = calendar.action("request reaches the service", pool, (one) => this.station.arrive(one));
    this.answered = calendar.action("answer reaches the client", pool, (one) => this.answer(one));
    this.timeout = calendar.indexed("timeout", (request) => this.giveUp(request));
    this.retryDue = calendar.indexed("retry", (request) => this.attempt(request));
    const demand = new Demand(settings.demand);
    new Load("requests", calendar, random.stream("arrivals"), settings.rate, demand, () => this.request()).start();
  }

  served(one: Try): void {
    this.calendar.after(this.network.exponential(this.settings.network), this.answered, one);
  }

  private request(): void {
    this.offered++;
    const request = this.free.pop() ?? this.timers.push(0) - 1;
    this.serials.ensure(request + 1);
    this.tries.ensure(request + 1);
    this.tries.set(request, 0);
    this.attempt(request);
  }

  private attempt(request: number): void {
    this.tries.add(request, 1);
    this.serials.add(request, 1);
    const one = this.pool.acquire() as Try; // the pool has no limit
    one.request = request;
    one.serial = this.serials.get(request);
    one.work = this.settings.service;
    this.timers[request] = this.patience.start(this.timeout, request);
    this.calendar.after(this.network.exponential(this.settings.network), this.reaches, one);
  }

  private answer(one: Try): void {
    const { request, serial } = one;
    this.pool.release(one);
    if (serial !== this.serials.get(request)) return;
    this.calendar.cancel(this.timers[request] ?? 0);
    this.succeeded++;
    this.end(request);
  }

  private giveUp(request: number): void {
    this.timeouts++;
    if (this.tries.get(request) >= this.settings.tries) return this.end(request);
    this.retries++;
    // While the client pauses, an answer to the try it has given up is of no use to it.
    this.serials.add(request, 1);
    if (this.profile === undefined) return this.attempt(request);
    this.postponed.failures = this.tries.get(request);
    const delay = this.profile.nextDelay(this.postponed, this.pauses);
    if (delay === "give up") return this.end(request);
    this.calendar.after(delay, this.retryDue, request);
  }

  private end(request: number): void {
    this.serials.add(request, 1);
    this.free.push(request);
  }
}
