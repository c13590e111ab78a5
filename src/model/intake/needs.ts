/** What the intake needs of the rest of the system besides a durable store: logins, and a registry of its writes. */

import type { MessageId } from "../vocabulary/message.js";

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
