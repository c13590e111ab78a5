/**
 * Clients with a timeout and immediate retries before one FIFO server that goes on serving attempts whose clients have
 * left, and that stalls for a while: the smallest system with a metastable failure. Bronson et al., HotOS 2021; Huang
 * et al., OSDI 2022.
 */
import type { Action } from "../engine/action.js";
import type { ArrivalProcess } from "../engine/arrival/arrival-process.js";
import { Arrivals } from "../engine/arrival/arrivals.js";
import { Calendar, type Ticket } from "../engine/calendar.js";
import { IntegerColumn } from "../engine/column.js";
import type { Distribution } from "../engine/distribution/index.js";
import type { Lane } from "../engine/lane.js";
import { Pool } from "../engine/pool.js";
import { Random, type Stream } from "../engine/random.js";
import { Customer } from "../engine/station/customer.js";
import { InterruptibleStation } from "../engine/station/interruptible-station.js";
import { LastCome } from "../engine/station/last-come.js";

export interface StormOptions {
  readonly arrivals: ArrivalProcess;
  readonly service: Distribution;
  /** How long a client waits for an answer, and how often it tries again. */
  readonly timeout: number;
  readonly retries: number;
  /** Seconds before a retry, by the number of tries; at once unless given. */
  readonly pause?: (tries: number, random: Stream) => number;
  /** Retries are granted from a bucket that fills by so much per request; unlimited unless given. */
  readonly budget?: number;
  /** Most attempts waiting or in service; unlimited unless given. One more fails at once. */
  readonly bound?: number;
  /** 1 unless given. */
  readonly servers?: number;
  readonly lastFirst?: boolean;
  /** Attempts whose clients have left are passed over when their turn comes. */
  readonly dropsExpired?: boolean;
  readonly seed: string | number;
}

/** Tokens that a retry budget may save up. */
const BURST = 5;

/** One try of a request. Its record lives until both the server and the client have done with it. */
class Attempt extends Customer {
  request = 0;
  /** The client's timer. */
  timer: Ticket = 0;
  /** The client does not wait for it any more. */
  isLeft = false;
  /** The server has begun with it; has forgotten it; has done with it. */
  isBegun = false;
  isForgotten = false;
  isDone = false;
}

function renew(attempt: Attempt): void {
  attempt.isLeft = false;
  attempt.isBegun = false;
  attempt.isForgotten = false;
  attempt.isDone = false;
}

export class RetryStorm {
  readonly calendar = new Calendar();
  offered = 0;
  attempts = 0;
  succeeded = 0;
  /** The share of fresh requests that is turned away at the door. */
  shed = 0;
  private readonly pool = new Pool<Attempt>("attempts", (slot) => new Attempt(slot), renew);
  private readonly station: InterruptibleStation<Attempt>;
  private readonly tries = new IntegerColumn();
  /** Numbers of requests that are over. */
  private readonly free: number[] = [];
  private requests = 0;
  private tokens = 0;
  private readonly work: Stream;
  private readonly shedding: Stream;
  private readonly pauses: Stream;
  private readonly patience: Lane;
  private readonly timeout: Action<Attempt>;
  private readonly retryDue: Action<number>;

  constructor(private readonly options: StormOptions) {
    const { calendar, pool } = this;
    const random = new Random(options.seed);
    this.work = random.stream("service");
    this.shedding = random.stream("shedding");
    this.pauses = random.stream("pauses");
    this.station = new InterruptibleStation(calendar, pool, this, {
      name: "server",
      servers: options.servers ?? 1,
      bound: options.bound ?? Number.POSITIVE_INFINITY,
      ...(options.lastFirst && { line: new LastCome(pool) }),
    });
    this.patience = calendar.lane(options.timeout);
    this.timeout = calendar.action("timeout", pool, (attempt) => this.giveUp(attempt));
    this.retryDue = calendar.indexed("retry", (request) => this.attempt(request));
    new Arrivals(calendar, "requests", options.arrivals, random.stream("arrivals"), () => this.request()).start();
  }

  /** A number of servers, one unless given, do nothing from `at` on, for `lasts`. */
  stall(at: number, lasts: number, servers = 1): void {
    const { calendar, station } = this;
    const each = (what: () => void) => () => {
      for (let i = 0; i < servers; i++) what();
    };
    calendar.at(
      at,
      calendar.signal(
        `stall at ${at}`,
        each(() => station.withdraw()),
      ),
    );
    calendar.at(
      at + lasts,
      calendar.signal(
        `stall from ${at} ends`,
        each(() => station.restore()),
      ),
    );
  }

  /** A restart: what waits is forgotten. Clients find out by their timeouts. */
  flush(): void {
    for (const attempt of this.pool.items) {
      if (attempt.isDone || attempt.isBegun) continue;
      attempt.work = 0;
      attempt.isForgotten = true;
    }
  }

  started(attempt: Attempt): void {
    attempt.isBegun = true;
  }

  served(attempt: Attempt): void {
    attempt.isDone = true;
    if (attempt.isLeft) return this.pool.release(attempt);
    if (attempt.isForgotten) return;
    this.calendar.cancel(attempt.timer);
    this.succeeded++;
    this.free.push(attempt.request);
    this.pool.release(attempt);
  }

  private request(): void {
    const { budget = 0 } = this.options;
    this.offered++;
    this.tokens = Math.min(BURST, this.tokens + budget);
    if (this.shed > 0 && this.shedding.chance(this.shed)) return;
    const request = this.free.pop() ?? this.requests++;
    this.tries.ensure(request + 1);
    this.tries.set(request, 0);
    this.attempt(request);
  }

  private attempt(request: number): void {
    this.attempts++;
    this.tries.add(request, 1);
    const attempt = this.pool.acquire() as Attempt; // the pool has no limit
    attempt.request = request;
    attempt.work = this.options.service.sample(this.work);
    if (!this.station.arrive(attempt)) {
      this.pool.release(attempt);
      return this.retry(request);
    }
    attempt.timer = this.patience.start(this.timeout, attempt);
  }

  private giveUp(attempt: Attempt): void {
    const { request, isDone, isBegun } = attempt;
    attempt.isLeft = true;
    // Passed over when its turn comes: no time is lost on it.
    if (this.options.dropsExpired === true && !isBegun) attempt.work = 0;
    if (isDone) this.pool.release(attempt);
    this.retry(request);
  }

  private retry(request: number): void {
    const { retries, budget } = this.options;
    const isGranted = budget === undefined || this.tokens >= 1;
    if (this.tries.get(request) > retries || !isGranted) {
      this.free.push(request);
      return;
    }
    if (budget !== undefined) this.tokens--;
    if (this.options.pause === undefined) return this.attempt(request);
    this.calendar.after(this.options.pause(this.tries.get(request), this.pauses), this.retryDue, request);
  }
}
