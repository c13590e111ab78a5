/** What the intake needs of the rest of the system besides a durable store: logins, and a registry of its writes. */

import type { MessageId } from "../vocabulary/message.js";

/** What a restart does with clients that wait for a slot, and with messages that are past the final dot or in a worker. */
export interface RestartPlan {
  /** `drop`: they lose their connections. `keep`: the listening socket is handed over, and they are served after it. */
  readonly waiting: "drop" | "keep";
  /** `finish`: stored and answered, then the connection closes. `drop`: clients hear nothing; a write goes on all the same. */
  readonly inFlight: "finish" | "drop";
  /** Only this front end, from 0; all where it is missing. */
  readonly node?: number;
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
