/**
 * The sending machines of a population, by number: the messages that each may try now, its connections, and what it
 * remembers of its destination. A host's numbers are one row of memory. Its memory of the destination, an object of the
 * retry profile, is asked only when something is decided; the window and the rest that follow from it stand in the row.
 */

import { Rows } from "../../engine/rows.js";
import type { Seconds } from "../../schema/quantity.js";
import { type MessageId, type Messages, NO_MESSAGE } from "../vocabulary/message.js";
import type { Failure } from "../vocabulary/reply.js";
import type { Destination, Herd } from "../vocabulary/retry-profile.js";

/** A host's number within its population. */
export type HostId = number;

/** No connection is kept idle. */
export const NO_SESSION = -1;

export class Hosts {
  /** Nothing changes what hosts remember, so it need not be told anything. */
  readonly steady: boolean;
  private readonly rows = new Rows(64);
  /** When the destination may be tried again; not in the future while it is alive. */
  readonly resumesAt = this.rows.reals();
  /** Most connections at once, now. */
  readonly window = this.rows.reals();
  /** Where in its queue runner's interval a host began, 0 to 1. */
  readonly phase = this.rows.reals();
  /** When the last HTTP connection that is kept alive came free. */
  readonly keptAliveAt = this.rows.reals();
  /** HTTP connections kept alive. */
  readonly keptAlive = this.rows.integers();
  /** Connections with a message in transaction. */
  readonly busy = this.rows.integers();
  /** The slot of an idle connection that is kept for the next message, or `NO_SESSION`. */
  readonly idle = this.rows.integers();
  /** The event at which a host with a rate limit of its own goes on, 0 if none. */
  readonly wake = this.rows.integers();
  /** The queue for a connection. */
  private readonly first = this.rows.integers();
  private readonly last = this.rows.integers();
  private readonly destinations: readonly Destination[];

  /** @param destinations what each host remembers, at the start */
  constructor(
    private readonly messages: Messages,
    destinations: readonly Destination[],
    phases: readonly number[],
  ) {
    this.destinations = destinations;
    this.steady = destinations.every(({ steady }) => steady === true);
    this.rows.ensure(destinations.length);
    for (let host = 0; host < destinations.length; host++) {
      this.phase.set(host, phases[host] ?? 0);
      this.idle.set(host, NO_SESSION);
      this.first.set(host, NO_MESSAGE);
      this.last.set(host, NO_MESSAGE);
      this.note(host, this.destination(host));
    }
  }

  get count(): number {
    return this.destinations.length;
  }

  hasMail(host: HostId): boolean {
    return this.first.get(host) !== NO_MESSAGE;
  }

  /** The host may begin another attempt. */
  hasRoom(host: HostId): boolean {
    return this.busy.get(host) < this.window.get(host);
  }

  /** Queues a message behind those that wait for a connection. */
  push(host: HostId, id: MessageId): void {
    const last = this.last.get(host);
    this.messages.next.set(id, NO_MESSAGE);
    if (last === NO_MESSAGE) this.first.set(host, id);
    else this.messages.next.set(last, id);
    this.last.set(host, id);
  }

  /** Takes the message that has waited longest for a connection; `NO_MESSAGE` if none. */
  shift(host: HostId): MessageId {
    const id = this.first.get(host);
    if (id === NO_MESSAGE) return id;
    const next = this.messages.next.get(id);
    this.first.set(host, next);
    if (next === NO_MESSAGE) this.last.set(host, NO_MESSAGE);
    return id;
  }

  /** What the host remembers, for rare questions. They change nothing. */
  destination(host: HostId): Destination {
    const destination = this.destinations[host];
    if (destination === undefined) throw new Error(`no host ${host}`);
    return destination;
  }

  /** The window and the rest that follow from what the host remembers now. */
  private note(host: HostId, { window, resumesAt }: Destination): void {
    this.window.set(host, window);
    this.resumesAt.set(host, resumesAt);
  }

  /** An attempt begins. */
  begins(host: HostId, now: Seconds): void {
    if (this.steady) return;
    const destination = this.destination(host);
    if (destination.begins === undefined) return;
    destination.begins(now);
    this.note(host, destination);
  }

  /** A message was accepted after that number of failures. */
  accepted(host: HostId, now: Seconds, address: number, failures: number): void {
    if (this.steady) return;
    const destination = this.destination(host);
    destination.delivered(now, this.busy.get(host), address);
    destination.accepted?.(now, failures);
    this.note(host, destination);
  }

  /** An address failed, in a way that concerns the whole destination or the message only. */
  failed(host: HostId, now: Seconds, failure: Failure, address: number, concerns: "destination" | "message"): void {
    if (this.steady) return;
    const destination = this.destination(host);
    if (concerns === "destination") destination.failed(now, this.busy.get(host), failure, address);
    else destination.delivered(now, this.busy.get(host), address);
    this.note(host, destination);
  }

  /** An attempt has failed: that number of failures of its message. */
  attemptFailed(host: HostId, now: Seconds, failure: Failure, failures: number): void {
    if (this.steady) return;
    const destination = this.destination(host);
    destination.attemptFailed?.(failure, now, failures);
    this.note(host, destination);
  }

  /** Nothing is queued or in flight any more. */
  rests(host: HostId, now: Seconds): void {
    if (this.steady) return;
    const destination = this.destination(host);
    destination.idle(now);
    this.note(host, destination);
  }

  /** The client's budget pays for a retry that the schedule grants. */
  grantsRetry(host: HostId, failure: Failure): boolean {
    if (this.steady) return true;
    const destination = this.destination(host);
    const granted = destination.grantsRetry?.(failure, this.busy.get(host)) ?? true;
    this.note(host, destination);
    return granted;
  }

  /** A message is put off. True when it waits for the destination, not only for its own time. */
  holds(host: HostId, now: Seconds, failure: Failure | "suspended"): boolean {
    const destination = this.destination(host);
    const held = destination.herd?.holds(failure, now) === true;
    this.note(host, destination);
    return held;
  }

  /** A message was accepted: which of those that wait for the destination are due now. */
  released(host: HostId, now: Seconds): ReturnType<Herd["released"]> {
    const destination = this.destination(host);
    const released = destination.herd?.released(now) ?? "none";
    this.note(host, destination);
    return released;
  }
}
