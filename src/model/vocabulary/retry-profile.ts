/**
 * How one kind of sender tries again, as two state machines: a schedule per message, and a host's memory of its
 * destination. The reaction says which failure feeds which. Profiles are in retry/, one file each.
 */

import type { Stream } from "../../engine/random.js";
import type { Seconds } from "../../schema/quantity.js";
import type { Failure } from "./reply.js";
import type { Patience } from "./session.js";

/**
 * What a schedule is told of a message that must wait. The record is used again for every call: keep no reference to
 * it.
 */
export interface Postponed {
  now: Seconds;
  /** Seconds since the message was created. */
  age: Seconds;
  /** Attempts that have failed, this one included. A message put off untried adds none. */
  failures: number;
  /**
   * The interval that the schedule noted for this message last, 0 at first. A schedule that builds on its last interval
   * writes it here.
   */
  interval: Seconds;
  /** The host's own offset: when its queue runner first runs, 0 to 1 times the runner's interval. */
  phase: number;
  /** The last failure; "suspended" when the message was not even tried. */
  failure: Failure | "suspended";
  /** When the host's destination may be tried again; `now` unless it is known to be down. */
  resumesAt: Seconds;
}

export interface RetryProfile {
  /** Seconds until the message is tried again, or "give up". */
  nextDelay(message: Postponed, random: Stream): Seconds | "give up";
  /** A failure concerns the whole destination, or this message only. */
  reaction(failure: Failure): "destination" | "message";
  /**
   * A host's memory of its destination, at the start. One per host, with the host's phase (0 to 1) and the number of
   * addresses, 1 by default.
   */
  destination(phase: number, addresses?: number): Destination;
  /** A sender with a queue gives a message up after its schedule; one without loses it at the first failure. */
  readonly queue: "spool" | "none";
  /** A 401 is tried again like any other error, as job queues do. */
  readonly persists?: boolean;
  readonly patience: Patience;
  readonly connection: ConnectionUse;
  readonly addresses: AddressRules;
}

/** How a client goes through the addresses of its smarthost within one attempt. */
export interface AddressRules {
  /** Most addresses in one attempt. */
  readonly most: number;
  /** Most sessions of one attempt that get past the handshake. The last of them ends the attempt. */
  readonly sessions: number;
  /** True when the attempt goes on to the next address after this failure. */
  goesOn(failure: Failure): boolean;
}

/** How a client uses a connection. */
export interface ConnectionUse {
  /** Messages that one connection may carry, as far as the server agrees. */
  readonly messages: number;
  /** MAIL, RCPT and DATA in one round trip (RFC 2920). */
  readonly pipelining: boolean;
}

/** A host's memory of its destination: how many connections it may use, and whether it may use any. */
export interface Destination {
  /** Most connections at once, now. */
  readonly window: number;
  /** When a suspended destination may be tried again; not in the future while it is alive. */
  readonly resumesAt: Seconds;
  /** A delivery got through connect and handshake, at this address. `busy`: connections in use, this one included. */
  delivered(now: Seconds, busy: number, address?: number): void;
  /**
   * A failure whose reaction is "destination": of the last address that the attempt tried, or of each one for a client
   * that remembers them one by one.
   */
  failed(now: Seconds, busy: number, failure: Failure, address?: number): void;
  /** Nothing is queued or in flight any more. */
  idle(now: Seconds): void;
  /** Nothing that happens changes window and rest, and the destination need not be told of anything. */
  readonly steady?: boolean;
  /** Messages stay in the host's queue, in order, until `resumesAt`, instead of going back to their own schedules. */
  readonly paces?: boolean;
  /** An attempt begins: for clients that limit their own rate. */
  begins?(now: Seconds): void;
  /** A message was accepted after that number of failures. */
  accepted?(now: Seconds, failures: number): void;
  /** An attempt has failed, the last one of a message included. `failures` counts the failures of its message. */
  attemptFailed?(failure: Failure, now: Seconds, failures: number): void;
  /** True when the client's budget pays for a retry that the schedule grants. A refusal ends the message. */
  grantsRetry?(failure: Failure, busy: number): boolean;
  /**
   * The first address from this one on that may be tried now, or `NO_ADDRESS`. For clients that remember addresses one
   * by one.
   */
  nextAddress?(now: Seconds, from: number): number;
  /** For clients that remember which messages wait for a destination. */
  readonly herd?: Herd;
}

/** No address is left to try. */
export const NO_ADDRESS = -1;

/**
 * Messages that wait for a destination, and what its first success does to them: the herd that arrives when it is back.
 */
export interface Herd {
  /** A message is put off. True when it waits for the destination, not only for its own time. */
  holds(failure: Failure | "suspended", now: Seconds): boolean;
  /**
   * A message was accepted. `next`: its connection carries the next message that waits. `all`: all of them are due at
   * once.
   */
  released(now: Seconds): "next" | "all" | "none";
}
