/** What the intake needs of the rest of the system: a durable store, a registry of messages, and checks of logins. */

import type { Calendar } from "../../engine/calendar.js";
import type { Random } from "../../engine/random.js";
import type { Meter } from "../../metrics/meter.js";
import type { Spool } from "../vocabulary/durable-write.js";
import type { LoginClient } from "../vocabulary/login.js";
import type { MessageId } from "../vocabulary/message.js";
import type { Replies } from "./replies.js";

/** What both servers are given. */
export interface IntakeNeeds {
  readonly calendar: Calendar;
  readonly random: Random;
  readonly meter: Meter;
  readonly replies: Replies;
  readonly spool: Spool;
  readonly registry: Registry;
}

/** The service that checks logins. */
export interface LoginNeeds {
  /**
   * Asks on behalf of a customer. The answer comes by `client.checked`, perhaps before this returns.
   * @returns what to `leave` with; `NO_LOGIN` when the answer has been given
   */
  check(customer: number, client: LoginClient, tag: number): number;
  /** The session has stopped waiting for the answer. */
  leave(login: number): void;
}

/** Learns when a message's durable write begins and ends. */
export interface Registry {
  writeBegins(id: MessageId): void;
  writeEnds(id: MessageId, stored: boolean): void;
}
