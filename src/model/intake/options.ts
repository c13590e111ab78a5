/** What a scenario may say of the intake. Defaults are those of a mid-size mail server; sources beside each. */

import { z } from "zod";
import { distributionOf } from "../../engine/distribution/index.js";
import { each, perSystem, servers } from "../../schema/per-system.js";
import { duration, positive } from "../../schema/quantity.js";
import { admissions } from "./admission/index.js";

const count = z.number().int().positive();

/** Server time per stage, round trips aside. Guess: no public figure; a message costs a few milliseconds in all. */
const stageTimes = z.strictObject({
  banner: distributionOf(duration).prefault("1ms"),
  ehlo: distributionOf(duration).prefault("0.2ms"),
  tls: distributionOf(duration).prefault("2ms"),
  auth: distributionOf(duration).prefault("1ms"),
  mail: distributionOf(duration).prefault("1ms"),
  data: distributionOf(duration).prefault("0s"),
});

const api = z.strictObject({
  /** Requests in service at once, per node. */
  workers: servers(count).default(256),
  /** Requests waiting for a worker, per node; one more is refused. */
  queue: perSystem(z.number().int().nonnegative()).default(1024),
  /** Server time per request before the message is stored. Guess: no public figure. */
  service: distributionOf(duration).prefault("5ms"),
  /** The response to a refused request (RFC 6585, RFC 9110). */
  overload: z.union([z.literal(429), z.literal(503)]).default(429),
  /** The response to a request whose message could not be stored. */
  storageFailure: z.union([z.literal(500), z.literal(503)]).default(503),
});

export const intakeOptions = z.strictObject({
  /** Front ends; connections go to each in turn. */
  nodes: each(count).default(4),
  /** SMTP sessions at once, per node. */
  sessions: servers(count).default(2000),
  /** Clients waiting for a session, per node (listen backlog); one more gets no answer to its SYN. */
  backlog: perSystem(z.number().int().nonnegative()).default(128),
  /**
   * A client that finds every session in use waits in the backlog (Postfix), or is refused with 421 (Exim, KumoMTA).
   */
  whenFull: z.enum(["wait", "refuse"]).default("wait"),
  /** Connections that one client may have open: smtpd_client_connection_count_limit, 50. */
  connectionsPerClient: each(count).default(50),
  /** A session without a command for this long ends with 421: smtpd_timeout, 300 s. */
  idleTimeout: positive(duration).prefault("5min"),
  /** Messages on one connection; the next MAIL gets 421 (Exim's smtp_accept_max_per_connection, 1000). */
  messagesPerConnection: each(count).default(1000),
  stages: stageTimes.prefault({}),
  /** The reply at the final dot when the message could not be stored. */
  storageFailure: z.union([z.literal(421), z.literal(451), z.literal(452)]).default(421),
  admission: admissions.schema("policy").prefault("none"),
  api: api.prefault({}),
});

export type IntakeOptions = z.output<typeof intakeOptions>;
