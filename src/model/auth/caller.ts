/**
 * One service that asks the central authentication service on behalf of its users: requests come, each calls, waits so
 * long, and tries again so often. What the service does with a call whose caller has left is the service's business.
 */

import type { Action } from "../../engine/action.js";
import type { Distribution } from "../../engine/distribution/distribution.js";
import { makeDistribution } from "../../engine/distribution/index.js";
import type { Lane } from "../../engine/lane.js";
import type { Stream } from "../../engine/random.js";
import type { Counter } from "../../metrics/counter.js";
import type { Histogram } from "../../metrics/histogram.js";
import { difference, type Law } from "../law.js";
import type { AuthService, AuthWorld, CallClient } from "./auth-service.js";
import type { Guard } from "./guard/guard.js";
import { guards } from "./guard/index.js";
import type { CallerOptions } from "./options.js";
import { type RequestId, Requests } from "./requests.js";
import type { Tenants } from "./tenants.js";

/** What all callers count together. */
export interface AuthBooks {
  readonly offered: Counter;
  readonly goodput: Counter;
  readonly failed: Counter;
  readonly timeouts: Counter;
  readonly retries: Counter;
  readonly latency: Histogram;
}

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

  constructor(
    private readonly options: CallerOptions,
    private readonly world: AuthWorld,
    private readonly service: AuthService,
    private readonly books: AuthBooks,
    private readonly tenants: Tenants,
  ) {
    const { calendar, random, meter } = world;
    const { name } = options;
    this.number = service.connect(this);
    this.patience = calendar.lane(options.timeout);
    this.timeout = calendar.indexed(`auth timeout: ${name}`, (request) => this.giveUpWaiting(request));
    this.retry = calendar.indexed(`auth retry: ${name}`, (request) => this.call(request));
    this.retryDelay = makeDistribution(options.retryDelay);
    this.retryStream = random.stream(`auth.${name}.retry`);
    this.guardStream = random.stream(`auth.${name}.guard`);
    this.cacheStream = random.stream(`auth.${name}.cache`);
    this.guard = guards.make(options.guard);
    this.offered = meter.counter(`auth.callers.${name}.offered`, { title: `requests: ${name}` });
    this.goodput = meter.counter(`auth.callers.${name}.goodput`, { title: `requests answered: ${name}` });
    this.failures = meter.counter(`auth.callers.${name}.failed`, { title: `requests failed: ${name}` });
  }

  /** A user's request comes. */
  arrive(): void {
    const { now } = this.world.calendar;
    this.offered.increment();
    this.books.offered.increment();
    const request = this.requests.create(now, this.tenants.draw());
    if (this.cacheStream.chance(this.options.cached)) this.succeed(request);
    else if (this.guard.mayCall(now, this.guardStream)) this.call(request);
    else this.fail(request);
  }

  answered(request: RequestId): void {
    this.stopWaiting(request);
    const { now } = this.world.calendar;
    this.guard.succeeded(now);
    this.books.latency.record(now - this.requests.createdAt.get(request));
    this.succeed(request);
  }

  refused(request: RequestId): void {
    this.stopWaiting(request);
    this.tryLater(request);
  }

  /** Its timer goes on: that is how it will learn. */
  orphaned(request: RequestId): void {
    this.requests.call.set(request, -1);
  }

  /** Requests so far. */
  get total(): number {
    return this.offered.total;
  }

  laws(): Law[] {
    const ended = this.goodput.total + this.failures.total;
    return [
      difference(
        `requests of ${this.options.name} = answered + failed + open`,
        this.offered.total,
        ended + this.requests.alive,
      ),
    ];
  }

  private call(request: RequestId): void {
    this.requests.tries.add(request, 1);
    const call = this.service.submit(this.number, request);
    if (call < 0) return this.tryLater(request);
    this.requests.call.set(request, call);
    this.requests.timer.set(request, this.patience.start(this.timeout, request));
  }

  private giveUpWaiting(request: RequestId): void {
    this.books.timeouts.increment();
    const call = this.requests.call.get(request);
    if (call >= 0) this.service.abandon(call, this.options.afterTimeout);
    this.requests.timer.set(request, 0);
    this.requests.call.set(request, -1);
    this.tryLater(request);
  }

  /** A call has failed. */
  private tryLater(request: RequestId): void {
    const { calendar } = this.world;
    this.guard.failed(calendar.now);
    if (this.requests.tries.get(request) > this.options.retries || !this.guard.mayRetry(calendar.now))
      return this.fail(request);
    this.books.retries.increment();
    calendar.after(this.retryDelay.sample(this.retryStream), this.retry, request);
  }

  private succeed(request: RequestId): void {
    this.goodput.increment();
    this.books.goodput.increment();
    this.requests.release(request);
  }

  private fail(request: RequestId): void {
    this.failures.increment();
    this.books.failed.increment();
    this.tenants.failed(this.requests.tenant.get(request));
    this.requests.release(request);
  }

  private stopWaiting(request: RequestId): void {
    this.world.calendar.cancel(this.requests.timer.get(request));
    this.requests.timer.set(request, 0);
    this.requests.call.set(request, -1);
  }
}
