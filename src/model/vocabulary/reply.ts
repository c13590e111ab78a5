/**
 * The replies that end a session or a transaction, and their causes: words shared by intake, senders and accounting.
 */

/** SMTP replies that a client may see. 250 accepts, 421 closes the connection, 45x defers, 535 and 550 reject. */
export type SmtpCode = 250 | 421 | 450 | 451 | 452 | 454 | 535 | 550;

/** HTTP replies to a message handed in by API. */
export type HttpCode = 200 | 401 | 429 | 500 | 503;

export type ReplyCode = SmtpCode | HttpCode;

/** Why a reply is not a success. Each cause is a state of the model. Only a declared `fault` is drawn by lot. */
export const CAUSES = [
  /** the durable write failed or timed out */
  "storage",
  /** this client has too many connections open */
  "connections",
  /** this connection has carried as many messages as it may */
  "messages",
  /** every session or worker is in use, and the server refuses instead of letting more clients wait */
  "sessions",
  /** the admission policy said no */
  "admission",
  /** the client said nothing for too long */
  "idle",
  /** a `fault` operation */
  "fault",
  /** the server restarts */
  "restart",
  /** the authentication service gave no answer (454, 503), or said no (535, 401) */
  "auth",
] as const;

export type Cause = (typeof CAUSES)[number];

/**
 * The stages of an SMTP session, in order; HTTP requests use connect, tls, data (the upload) and dot (the response).
 */
export const STAGES = ["connect", "banner", "ehlo", "tls", "auth", "mail", "data", "dot", "quit"] as const;

export type StageName = (typeof STAGES)[number];

/** The stages by their places in that order: what a session stands at, quick to compare and to look up by. */
export const STAGE = {
  connect: 0,
  banner: 1,
  ehlo: 2,
  tls: 3,
  auth: 4,
  mail: 5,
  data: 6,
  dot: 7,
  quit: 8,
} as const satisfies Record<StageName, number>;

/** A stage by its place: `STAGE.banner`. Its name is `STAGES[stage]`. */
export type Stage = (typeof STAGE)[StageName];

/** What a client makes of a failed attempt: the rows of the reaction matrix. */
export type Failure =
  | "connect timeout"
  | "connection refused"
  | "banner 421"
  | "banner 4xx"
  | "banner timeout"
  | "tls"
  | "auth"
  | "transaction 4xx"
  | "transaction 421"
  | "rejected"
  | "response timeout"
  | "connection lost"
  | "http 401"
  | "http 429"
  | "http 5xx";
