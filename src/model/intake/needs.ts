/** What the intake needs of the rest of the system: a durable store, and someone who follows the messages. */

import type { Bytes } from "../../schema/quantity.js";
import type { MessageId } from "../vocabulary/message.js";

/** How a durable write ended. After a timeout some replicas may hold the message all the same. */
export type WriteOutcome = "stored" | "timeout" | "unavailable" | "overloaded";

/** Where accepted mail is made durable. The outcome always comes later, by an event. */
export interface Spool {
  write(bytes: Bytes, client: SpoolClient, tag: number): void;
}

export interface SpoolClient {
  written(tag: number, outcome: WriteOutcome): void;
}

/** What a check of a login comes to: `unavailable` when the authentication service gave no answer to whoever asked it. */
export type LoginOutcome = "ok" | "wrong password" | "unavailable";

/** No login is being checked. */
export const NO_LOGIN = -1;

/** Who checks logins. */
export interface Logins {
  /**
   * Asks on behalf of a customer. The answer comes by `client.checked`, perhaps before this returns.
   * @returns what to `leave` with; `NO_LOGIN` when the answer has been given
   */
  check(customer: number, client: LoginClient, tag: number): number;
  /** Nobody waits for the answer any more. */
  leave(login: number): void;
}

export interface LoginClient {
  checked(tag: number, outcome: LoginOutcome): void;
}

/** Told when a message's durable write begins and ends. */
export interface Registry {
  writeBegins(id: MessageId): void;
  writeEnds(id: MessageId, stored: boolean): void;
}
