/**
 * Whether a front end takes on more work, in which order those who wait are served, and when the next one may be. A policy
 * sees the load of one front end; it never waits itself. Policies that learn are told how each client fared.
 */

import type { Stream } from "../../../engine/random.js";
import type { Seconds } from "../../../schema/quantity.js";

/** A front end as a client finds it when it arrives. */
export interface Load {
  now: Seconds;
  /** Slots in use, and slots. */
  busy: number;
  slots: number;
  /** Clients in the queue. */
  waiting: number;
  /** The client's address: what its priority follows from. */
  address: number;
}

export interface Admission {
  /** Asked when a connection (SMTP) or a request (HTTP) arrives. The record is used again: keep nothing of it. */
  arrives(load: Load): "admit" | "refuse";
  /** Asked when a waiting client's turn has come. */
  served(now: Seconds, waited: Seconds): "admit" | "refuse";
  /** Who is next. Default: who came first. */
  next?(now: Seconds): "oldest" | "newest";
  /** The earliest time at which the next client may be served. Default: now. */
  opensAt?(now: Seconds): Seconds;
  /** Somebody waits again; nobody waits any more. */
  fills?(now: Seconds): void;
  empties?(now: Seconds): void;
  /**
   * A client has left after `stay` seconds, of which it may have waited some; so many were there with it. `dropped`: it was
   * failed for overload behind the front end, or did not wait for its answer.
   */
  left?(now: Seconds, stay: Seconds, inFlight: number, dropped: boolean): void;
  /** How long a session may be silent, when it begins to be: for servers under stress. Default: the intake's own limit. */
  idleTimeout?(load: Load): Seconds;
}

/** What a policy is made with. */
export type AdmissionContext = [random: Stream];

/** A policy that lets everybody in: the base of those that do something else. */
export const open: Admission = { arrives: () => "admit", served: () => "admit" };
