/** How an attempt ended, as the client counts it. */

export const OUTCOMES = [
  "accepted",
  "refused421",
  "deferred421",
  "deferred4xx",
  "authTempfail",
  "http429",
  "http5xx",
  "timeout",
  "reset",
  "dropped",
] as const;

export type Outcome = (typeof OUTCOMES)[number];
