/** The check of a login: what its result may be, and who is told. */

/** `unavailable`: the authentication service gave no answer. */
export type LoginOutcome = "ok" | "wrong password" | "unavailable";

/** No check is under way. */
export const NO_LOGIN = -1;

/** A server whose sessions wait for their logins. */
export interface LoginClient {
  /** @param tag the number that the server gave with its question */
  checked(tag: number, outcome: LoginOutcome): void;
}
