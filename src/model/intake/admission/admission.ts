/**
 * An admission policy decides whether a front end takes on more work, in which order it serves the clients in its
 * queue, and when it serves the next one. A policy sees the load of one front end and never waits itself. Policies that
 * learn are told how each client fared.
 */

import type { Stream } from "../../../engine/random.js";
import type { Seconds } from "../../../schema/quantity.js";

/** A front end as a client finds it when it arrives. */
export interface Load {
  now: Seconds;
  /** Slots in use, and all slots. */
  busy: number;
  slots: number;
  /** Clients in the queue. */
  waiting: number;
  /** The client's address, which its priority may depend on. */
  address: number;
}

export interface Admission {
  /** Asked when a connection (SMTP) or a request (HTTP) arrives. The record is used again: keep no reference to it. */
  arrives(load: Load): "admit" | "refuse";
  /** Asked when a waiting client's turn has come. */
  served(now: Seconds, waited: Seconds): "admit" | "refuse";
  /** Which client is served next. Default: the oldest. */
  next?(now: Seconds): "oldest" | "newest";
  /** The earliest time at which the next client may be served. Default: now. */
  opensAt?(now: Seconds): Seconds;
  /** The queue is no longer empty; the queue is empty. */
  fills?(now: Seconds): void;
  empties?(now: Seconds): void;
  /**
   * A client has left after `stay` seconds, the wait included, while `inFlight` clients were present. `dropped`: it
   * failed because of overload behind the front end, or stopped waiting for its answer.
   */
  left?(now: Seconds, stay: Seconds, inFlight: number, dropped: boolean): void;
  /**
   * How long a session that falls silent now may stay so: for servers under stress. Default: the intake's own limit.
   */
  idleTimeout?(load: Load): Seconds;
}

/** What a policy is given besides its own options. */
export type AdmissionContext = [random: Stream];

/** A policy that admits every client: the base of those that do something else. */
export const open: Admission = { arrives: () => "admit", served: () => "admit" };
