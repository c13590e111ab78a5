/**
 * A call cycle: while the service serves a call, it asks another service, which calls the first one again. The first
 * call keeps its worker until the second has been served, so a cycle takes capacity twice: for the second call, and for
 * the wait.
 * Left out: longer cycles; the time of the service in between, which can be added to the service time.
 */

import type { Calendar } from "../../engine/calendar.js";
import type { Lane } from "../../engine/lane.js";
import type { Stream } from "../../engine/random.js";
import type { Fraction, Seconds } from "../../schema/quantity.js";
import type { CallClient } from "./call-client.js";
import { type CallId, NO_CALL } from "./calls.js";

/** What nested calls need of the service. */
export interface NestingNeeds {
  connect(client: CallClient): number;
  submit(caller: number, request: number, place: "behind" | "ahead"): CallId;
  abandon(call: CallId, then: "serve"): void;
  callerOf(call: CallId): number;
  /** The call waits in its worker, until this event at the latest. */
  hold(call: CallId, ticket: number): void;
  finish(call: CallId): void;
  isLeft(call: CallId): boolean;
}

interface NestedOptions {
  readonly probability: Fraction;
  readonly timeout: Seconds;
  readonly queue?: "behind" | "ahead" | undefined;
}

interface Held {
  readonly request: number;
  readonly inner: CallId;
  readonly ticket: number;
}

export class NestedCalls implements CallClient {
  private readonly number: number;
  private readonly held = new Map<CallId, Held>();
  private readonly outerOf = new Map<number, CallId>();
  private readonly patience: Lane;
  private readonly tooLate;
  private readonly place: "behind" | "ahead";
  /** The probability that a call needs another one. It may change during a run. */
  probability: Fraction;
  /** Nested calls so far, refused ones too. */
  requests = 0;

  constructor(
    private readonly calendar: Calendar,
    private readonly stream: Stream,
    { probability, timeout, queue = "behind" }: NestedOptions,
    private readonly service: NestingNeeds,
  ) {
    this.probability = probability;
    this.place = queue;
    this.number = service.connect(this);
    this.patience = calendar.lane(timeout);
    this.tooLate = calendar.indexed("nested auth call: too late", (call) => this.giveUp(call));
  }

  /**
   * True when the call now waits in its worker for another one. A call that is itself nested, or whose nested call is
   * refused, does not wait.
   */
  begins(call: CallId): boolean {
    if (this.service.callerOf(call) === this.number) return false;
    if (this.stream.uniform() >= this.probability) return false;
    const request = ++this.requests;
    const inner = this.service.submit(this.number, request, this.place);
    if (inner === NO_CALL) return false;
    const ticket = this.patience.start(this.tooLate, call);
    this.held.set(call, { request, inner, ticket });
    this.outerOf.set(request, call);
    this.service.hold(call, ticket);
    return true;
  }

  /** True when a call was made for another one whose caller has left. */
  isInVain(caller: number, request: number): boolean {
    if (caller !== this.number) return false;
    const outer = this.outerOf.get(request);
    return outer !== undefined && this.service.isLeft(outer);
  }

  answered(request: number): void {
    const call = this.outerOf.get(request);
    if (call === undefined) return;
    const held = this.forget(call);
    if (held) this.calendar.cancel(held.ticket);
    this.service.finish(call);
  }

  refused(request: number): void {
    this.answered(request);
  }

  /** The outer call goes on at its timeout. */
  orphaned(): void {}

  /** The call is gone. The answer of its nested call is ignored. */
  forget(call: CallId): Held | undefined {
    const held = this.held.get(call);
    if (held === undefined) return undefined;
    this.held.delete(call);
    this.outerOf.delete(held.request);
    return held;
  }

  private giveUp(call: CallId): void {
    const held = this.forget(call);
    if (held !== undefined) this.service.abandon(held.inner, "serve");
    this.service.finish(call);
  }
}
