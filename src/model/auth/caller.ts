/**
 * One service that asks the central authentication service, on behalf of its own users or of the intake's sessions.
 * Each request makes a call, waits for a limited time, and is tried again a limited number of times. What becomes of a
 * call after its caller has left is up to the service. A wrong password is an answer like any other.
 */

import type { Action } from "../../engine/action.js";
import type { Distribution } from "../../engine/distribution/distribution.js";
import { makeDistribution } from "../../engine/distribution/index.js";
import type { Lane } from "../../engine/lane.js";
import type { Stream } from "../../engine/random.js";
import type { Counter } from "../../metrics/counter.js";
import type { Histogram } from "../../metrics/histogram.js";
import type { Seconds } from "../../schema/quantity.js";
import { difference, type Law } from "../vocabulary/conservation-law.js";
import type { LoginClient, LoginOutcome } from "../vocabulary/login.js";
import type { AuthService } from "./auth-service.js";
import type { Cache } from "./cache.js";
import type { AuthNeeds, CallClient } from "./call-client.js";
import type { Guard } from "./guard/guard.js";
import { guards } from "./guard/index.js";
import { authMetrics } from "./metrics.js";
import type { CallerOptions } from "./options.js";
import { type RequestId, Requests } from "./requests.js";
import type { Tenants } from "./tenants.js";

/** Counters of all callers together. */
export interface AuthCounters {
  readonly offered: Counter;
  readonly goodput: Counter;
  readonly failed: Counter;
  readonly timeouts: Counter;
  readonly retries: Counter;
  readonly latency: Histogram;
  /** Only where a target is set. */
  readonly fast?: { readonly within: Seconds; readonly count: Counter };
}

/** In `session`: a user of the caller's own. `check` returns it when the answer has been given. */
const NONE = -1;

export class Caller implements CallClient {
  private readonly requests = new Requests();
  private readonly number: number;
  private readonly patience: Lane;
  private readonly timeout: Action<number>;
  private readonly retry: Action<number>;
  private readonly retryDelay: Distribution;
  private readonly retryStream: Stream;
  private readonly guardStream: Stream;
  private readonly cacheStream: Stream;
  private readonly guard: Guard;
  private readonly offered: Counter;
  private readonly goodput: Counter;
  private readonly failures: Counter;
  /** Sessions that left before their answer, and wrong passwords. Only where there are any. */
  private readonly left: Counter | undefined;
  private readonly denied: Counter | undefined;
  private readonly passwordStream: Stream;
  private client: LoginClient | undefined;
  /** Sessions that wait for an answer, and the answers given to the others. */
  waiting = 0;
  readonly told: Record<LoginOutcome, number> = { ok: 0, "wrong password": 0, unavailable: 0 };

  constructor(
    private readonly options: CallerOptions,
    private readonly needs: AuthNeeds,
    private readonly service: AuthService,
    private readonly counters: AuthCounters,
    private readonly tenants: Tenants,
    private readonly cache?: Cache,
  ) {
    const { calendar, random, meter } = needs;
    const { name } = options;
    this.number = service.connect(this);
    this.patience = calendar.lane(options.timeout);
    this.timeout = calendar.indexed(`auth timeout: ${name}`, (request) => this.giveUpWaiting(request));
    this.retry = calendar.indexed(`auth retry: ${name}`, (request) => void this.call(request));
    this.retryDelay = makeDistribution(options.retryDelay);
    this.retryStream = random.stream(`auth.${name}.retry`);
    this.guardStream = random.stream(`auth.${name}.guard`);
    this.cacheStream = random.stream(`auth.${name}.cache`);
    this.guard = guards.make(options.guard);
    this.offered = meter.counter(authMetrics.callerOffered.member(name));
    this.goodput = meter.counter(authMetrics.callerGoodput.member(name));
    this.failures = meter.counter(authMetrics.callerFailed.member(name));
    this.passwordStream = random.stream(`auth.${name}.passwords`);
    if (options.for !== undefined) this.left = meter.counter(authMetrics.callerLeft.member(name));
    if (options.wrongPasswords !== undefined) this.denied = meter.counter(authMetrics.callerDenied.member(name));
  }

  /** A user's request arrives. */
  arrive(): void {
    this.begin(this.tenants.draw(), NONE);
  }

  /**
   * A session of the intake logs in.
   * @returns what to `leave` with; negative when the answer has been given
   */
  check(customer: number, client: LoginClient, session: number): number {
    this.client = client;
    this.waiting++;
    return this.begin(this.tenants.of(customer), session);
  }

  /** The session is gone. Its call is still served, or is taken back, as after a timeout. */
  leave(request: RequestId): void {
    const { now } = this.needs.calendar;
    if (this.requests.call.get(request) >= 0) this.guard.failed(now, this.requests.calledAt.get(request));
    this.withdraw(request);
    this.needs.calendar.cancel(this.requests.timer.get(request));
    this.waiting--;
    this.left?.increment();
    this.tenants.failed(this.requests.tenant.get(request));
    this.requests.release(request);
  }

  answered(request: RequestId): void {
    this.stopWaiting(request);
    const { now } = this.needs.calendar;
    this.guard.succeeded(now, this.requests.calledAt.get(request));
    this.counters.latency.record(now - this.requests.createdAt.get(request));
    if (this.requests.wrong.get(request) === 0) this.cache?.fill(this.requests.tenant.get(request), now);
    this.succeed(request);
  }

  refused(request: RequestId): void {
    this.stopWaiting(request);
    void this.tryLater(request);
  }

  /** Its timer goes on, so that the request times out. */
  orphaned(request: RequestId): void {
    this.requests.call.set(request, -1);
  }

  /** Requests so far. */
  get total(): number {
    return this.offered.total;
  }

  laws(): Law[] {
    const { name } = this.options;
    const ended = this.goodput.total + this.failures.total;
    if (this.left === undefined)
      return [
        difference(`requests of ${name} = answered + failed + open`, this.offered.total, ended + this.requests.alive),
      ];
    const all = ended + this.left.total + this.requests.alive;
    return [difference(`requests of ${name} = answered + failed + left + open`, this.offered.total, all)];
  }

  /** @returns the request, or `NONE` when it has ended already */
  private begin(tenant: number, session: number): RequestId {
    const { now } = this.needs.calendar;
    this.offered.increment();
    this.counters.offered.increment();
    const request = this.requests.create(now, tenant, session);
    const { wrongPasswords, cached } = this.options;
    const wrong = wrongPasswords !== undefined && this.passwordStream.chance(wrongPasswords);
    if (wrong) this.requests.wrong.set(request, 1);
    const remembered = this.cacheStream.chance(cached);
    if (this.isKnown(tenant, now, wrong) || (remembered && !wrong)) return this.succeed(request);
    return this.guard.mayCall(now, this.guardStream) ? this.call(request) : this.fail(request);
  }

  /** True when the cache knows the customer. A wrong password is never let in from the cache. */
  private isKnown(tenant: number, now: Seconds, wrong: boolean): boolean {
    return this.cache?.look(tenant, now, wrong) ?? false;
  }

  private call(request: RequestId): RequestId {
    this.requests.tries.add(request, 1);
    this.requests.calledAt.set(request, this.needs.calendar.now);
    const call = this.service.submit(this.number, request);
    if (call < 0) return this.tryLater(request);
    this.requests.call.set(request, call);
    this.requests.timer.set(request, this.patience.start(this.timeout, request));
    return request;
  }

  private giveUpWaiting(request: RequestId): void {
    this.counters.timeouts.increment();
    this.withdraw(request);
    this.requests.timer.set(request, 0);
    this.requests.call.set(request, -1);
    void this.tryLater(request);
  }

  private withdraw(request: RequestId): void {
    const call = this.requests.call.get(request);
    if (call >= 0) this.service.abandon(call, this.options.afterTimeout);
  }

  /** A call has failed. */
  private tryLater(request: RequestId): RequestId {
    const { calendar } = this.needs;
    this.guard.failed(calendar.now, this.requests.calledAt.get(request));
    if (this.requests.tries.get(request) > this.options.retries) return this.fail(request);
    if (!this.guard.mayRetry(calendar.now, this.guardStream)) return this.fail(request);
    this.counters.retries.increment();
    const again = calendar.after(this.retryDelay.sample(this.retryStream), this.retry, request);
    this.requests.timer.set(request, again);
    return request;
  }

  private succeed(request: RequestId): RequestId {
    this.goodput.increment();
    this.counters.goodput.increment();
    const { fast } = this.counters;
    if (fast !== undefined && this.needs.calendar.now - this.requests.createdAt.get(request) <= fast.within)
      fast.count.increment();
    const wrong = this.requests.wrong.get(request) !== 0;
    if (wrong) this.denied?.increment();
    return this.end(request, wrong ? "wrong password" : "ok");
  }

  private fail(request: RequestId): RequestId {
    this.failures.increment();
    this.counters.failed.increment();
    this.tenants.failed(this.requests.tenant.get(request));
    return this.end(request, "unavailable");
  }

  private end(request: RequestId, outcome: LoginOutcome): RequestId {
    const session = this.requests.session.get(request);
    this.requests.release(request);
    if (session === NONE) return NONE;
    this.waiting--;
    this.told[outcome]++;
    this.client?.checked(session, outcome);
    return NONE;
  }

  private stopWaiting(request: RequestId): void {
    this.needs.calendar.cancel(this.requests.timer.get(request));
    this.requests.timer.set(request, 0);
    this.requests.call.set(request, -1);
  }
}
