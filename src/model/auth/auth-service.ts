/**
 * The central authentication service: workers, a queue, and calls. It goes on serving a call after its caller has left.
 * Left out: several instances with queues of their own; the network between callers and service.
 */

import type { Action } from "../../engine/action.js";
import type { Distribution } from "../../engine/distribution/distribution.js";
import type { Stream } from "../../engine/random.js";
import type { Counter } from "../../metrics/counter.js";
import type { Level } from "../../metrics/level.js";
import { difference, type Law } from "../vocabulary/conservation-law.js";
import type { AuthRestartOrder } from "../vocabulary/orders.js";
import type { AuthNeeds, CallClient } from "./call-client.js";
import { CallQueue } from "./call-queue.js";
import { type CallId, Calls, NO_CALL } from "./calls.js";
import { authMetrics } from "./metrics.js";
import type { NestedCalls } from "./nested-calls.js";

export interface ServiceLimits {
  readonly workers: number;
  /** Infinity for no bound. */
  readonly queue: number;
  readonly discipline: "fifo" | "lifo";
  readonly dropExpired: boolean;
}

export class AuthService {
  readonly calls = new Calls();
  private readonly queue: CallQueue;
  private readonly clients: CallClient[] = [];
  private readonly serviceEnd: Action<number>;
  private readonly stream: Stream;
  private readonly busy: Level;
  private readonly waiting: Level;
  private readonly arrived: Counter;
  private readonly served: Counter;
  private readonly wasted: Counter;
  private readonly refused: Counter;
  private readonly dropped: Counter;
  /** Calls that need another call of this service while they are served. */
  nested: NestedCalls | undefined;
  private inService = 0;
  private isUp = true;

  constructor(
    private readonly needs: AuthNeeds,
    public limits: ServiceLimits,
    public service: Distribution,
  ) {
    const { calendar, random, meter } = needs;
    this.queue = new CallQueue(this.calls, limits.discipline);
    this.serviceEnd = calendar.indexed("auth service ends", (call) => this.end(call));
    this.stream = random.stream("auth.service");
    this.busy = meter.level(authMetrics.busy);
    this.waiting = meter.level(authMetrics.queue);
    this.arrived = meter.counter(authMetrics.calls);
    this.served = meter.counter(authMetrics.served);
    this.wasted = meter.counter(authMetrics.wasted);
    this.refused = meter.counter(authMetrics.refused);
    this.dropped = meter.counter(authMetrics.dropped);
  }

  /** @returns the number by which this client calls */
  connect(client: CallClient): number {
    return this.clients.push(client) - 1;
  }

  /** A call arrives. Returns `NO_CALL` when it is refused; the client is then not called back. */
  submit(caller: number, request: number, place: "behind" | "ahead" = "behind"): CallId {
    this.arrived.increment();
    const { workers, queue } = this.limits;
    if (!this.isUp || (this.inService >= workers && this.queue.length >= queue)) {
      this.refused.increment();
      return NO_CALL;
    }
    const call = this.calls.create(caller, request);
    if (this.inService < workers) this.begin(call);
    else if (place === "behind") this.queue.push(call);
    else this.queue.pushNext(call);
    this.measure();
    return call;
  }

  /** The caller has stopped waiting. `cancel`: the service learns of it, and does not begin the call. */
  abandon(call: CallId, then: "serve" | "cancel"): void {
    this.calls.leave(call);
    if (then === "serve" || this.calls.ticket.get(call) !== 0) return;
    this.queue.remove(call);
    this.drop(call);
    this.measure();
  }

  /** The service goes down. It takes no calls until it is up again. */
  stop({ waiting, inFlight, connections }: AuthRestartOrder): void {
    this.isUp = false;
    const lost = inFlight === "drop" ? this.calls.inService() : [];
    for (const call of lost) this.needs.calendar.cancel(this.calls.ticket.get(call));
    this.inService -= lost.length;
    for (const call of lost) this.nested?.forget(call);
    if (waiting === "drop")
      for (let call = this.queue.take(); call !== NO_CALL; call = this.queue.take()) lost.push(call);
    for (const call of lost) this.lose(call, connections);
    this.measure();
  }

  start(): void {
    this.isUp = true;
    this.fill();
  }

  get waitingCalls(): number {
    return this.queue.length;
  }

  setWorkers(workers: number): void {
    this.limits = { ...this.limits, workers };
    this.fill();
  }

  setQueue(queue: number): void {
    this.limits = { ...this.limits, queue };
  }

  laws(): Law[] {
    const ended = this.served.total + this.refused.total + this.dropped.total;
    const { length } = this.queue;
    return [
      difference("calls to auth = served + refused + dropped + present", this.arrived.total, ended + this.calls.alive),
      difference("auth calls present = waiting + in service", this.calls.alive, length + this.inService),
    ];
  }

  private begin(call: CallId): void {
    this.inService++;
    this.calls.ticket.set(call, this.needs.calendar.after(this.service.sample(this.stream), this.serviceEnd, call));
  }

  /** The service time of a call is over. The call ends, unless it needs another call. */
  private end(call: CallId): void {
    if (this.nested?.begins(call) !== true) this.finish(call);
  }

  /** For nested calls: who made a call, whether its caller has left, and how it waits in its worker. */
  callerOf(call: CallId): number {
    return this.calls.caller.get(call);
  }

  isLeft(call: CallId): boolean {
    return this.calls.isLeft(call);
  }

  hold(call: CallId, ticket: number): void {
    this.calls.ticket.set(call, ticket);
  }

  finish(call: CallId): void {
    this.inService--;
    this.served.increment();
    const request = this.calls.requestOf(call);
    const caller = this.calls.caller.get(call);
    if (this.calls.isLeft(call) || this.nested?.isInVain(caller, request) === true) this.wasted.increment();
    this.calls.release(call);
    this.fill();
    if (request >= 0) this.clients[caller]?.answered(request);
  }

  /** Free workers take the next calls from the queue. */
  private fill(): void {
    while (this.isUp && this.inService < this.limits.workers && this.queue.length > 0) {
      const call = this.queue.take();
      if (this.limits.dropExpired && this.calls.isLeft(call)) this.drop(call);
      else this.begin(call);
    }
    this.measure();
  }

  private lose(call: CallId, connections: "reset" | "hang"): void {
    const request = this.calls.requestOf(call);
    const caller = this.calls.caller.get(call);
    this.drop(call);
    if (request < 0) return;
    if (connections === "reset") this.clients[caller]?.refused(request);
    else this.clients[caller]?.orphaned(request);
  }

  private drop(call: CallId): void {
    this.dropped.increment();
    this.calls.release(call);
  }

  private measure(): void {
    this.busy.set(this.inService);
    this.waiting.set(this.queue.length);
  }
}
