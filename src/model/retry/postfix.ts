/**
 * Postfix's queue manager: a message waits as long as it is old, between two bounds, until the next queue scan; a
 * destination that looks dead is suspended. Real thing: qmgr_active.c, qmgr_queue.c, qmgr_deliver.c; facts per line
 * below. Left out: the active queue's limit of 20,000, and recipient grouping.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { duration, positive, type Seconds } from "../../schema/quantity.js";
import type { Failure } from "../vocabulary/reply.js";
import type { AddressRules, Destination, Postponed, RetryProfile } from "../vocabulary/retry-profile.js";

// Each default as in src/global/mail_params.h of Postfix 3.7.
const options = z.strictObject({
  minimalBackoff: positive(duration).prefault("300s"),
  maximalBackoff: positive(duration).prefault("4000s"),
  queueRunDelay: positive(duration).prefault("300s"),
  lifetime: positive(duration).prefault("5d"),
  initialConcurrency: z.number().int().positive().default(5),
  concurrencyLimit: z.number().int().positive().default(20),
  positiveFeedback: z.enum(["1", "1/concurrency", "1/sqrt_concurrency"]).default("1"),
  negativeFeedback: z.enum(["1", "1/concurrency", "1/sqrt_concurrency"]).default("1"),
  /** `half`: half a feedback ahead, as the code rounds since 2.6. `none`: as in the runs of 2.5 in SCHEDULER_README. */
  feedbackRounding: z.enum(["half", "none"]).default("half"),
  /**
   * Reuses connections, without a limit by count: the server decides (mail_params.h:1069-1081). Else one message each.
   */
  reuse: z.boolean().default(true),
  connectTimeout: positive(duration).prefault("30s"),
  heloTimeout: positive(duration).prefault("300s"),
  dataDoneTimeout: positive(duration).prefault("600s"),
});

type PostfixOptions = z.output<typeof options>;

export const postfix = choice({
  name: "postfix",
  summary:
    "waits as long as the message is old (5 min to 67 min), until the next queue scan; suspends dead destinations",
  options,
  create: (chosen): RetryProfile => ({
    nextDelay: (message) => nextDelay(chosen, message),
    reaction: (failure) => (messageOnly.has(failure) ? "message" : "destination"),
    destination: () => new Cohorts(chosen),
    queue: "spool",
    patience: { connect: chosen.connectTimeout, banner: chosen.heloTimeout, dot: chosen.dataDoneTimeout },
    connection: { messages: chosen.reuse ? Number.POSITIVE_INFINITY : 1, pipelining: true },
    addresses,
  }),
});

/**
 * smtp_connect.c:1182-1281, smtp_trouble.c:252-307: every soft error leads to the next address, up to
 * smtp_mx_address_limit 5, and smtp_mx_session_limit 2 of them past the handshake. The queue manager hears of the last
 * one only.
 */
const addresses: AddressRules = { most: 5, sessions: 2, goesOn: (failure) => failure !== "rejected" };

/**
 * smtp_proto.c:2263-2414: 4xx to MAIL, RCPT, DATA or the final dot, also 421 after the dot, speak of the message alone.
 */
const messageOnly: ReadonlySet<Failure> = new Set(["transaction 4xx", "transaction 421", "rejected"]);

/**
 * qmgr_active.c:548-571, qmgr.c:528-539: all times are whole seconds. A message is due `backoff` after now, where
 * backoff = its age within the two bounds; the scan at time T takes what is due by floor(T) + 1.
 */
function nextDelay(options: PostfixOptions, message: Postponed): Seconds | "give up" {
  if (message.age >= options.lifetime) return "give up";
  const second = Math.floor(message.now);
  const created = Math.floor(message.now - message.age);
  const backoff = Math.min(Math.max(second - created, options.minimalBackoff), options.maximalBackoff);
  return nextScan(options, message, second + backoff - 1) - message.now;
}

/** The first queue scan after now whose whole second is not before `second`. */
function nextScan({ queueRunDelay }: PostfixOptions, { now, phase }: Postponed, second: Seconds): Seconds {
  const first = phase * queueRunDelay;
  let scan = first + Math.max(0, Math.ceil((Math.max(second, now) - 1 - first) / queueRunDelay)) * queueRunDelay;
  while (Math.floor(scan) < second || scan <= now) scan += queueRunDelay;
  return scan;
}

/** default_destination_concurrency_*_feedback, as main.cf writes it. */
type Feedback = PostfixOptions["positiveFeedback"];

function feedbackOf(feedback: Feedback, window: number): number {
  if (feedback === "1/concurrency") return 1 / window;
  return feedback === "1/sqrt_concurrency" ? 1 / Math.sqrt(window) : 1;
}

/**
 * The feedback of qmgr_queue.c:237-364 with a hysteresis of 1: a credit grows with deliveries and opens the window by
 * one when it is full; a debit grows with failures and closes it. A window's worth of failures without a success
 * suspends.
 */
class Cohorts implements Destination {
  window: number;
  resumesAt = 0;
  private failCohorts = 0;
  /** Credit towards the next step up; credit left before the next step down. */
  private success = 0;
  private failure = 0;

  private readonly ahead: number;

  constructor(private readonly options: PostfixOptions) {
    this.window = options.initialConcurrency;
    this.ahead = options.feedbackRounding === "half" ? 0.5 : 0;
  }

  delivered(_now: Seconds, busy: number): void {
    this.failCohorts = 0;
    const { concurrencyLimit, initialConcurrency, positiveFeedback } = this.options;
    if (this.window >= concurrencyLimit || this.window >= busy + initialConcurrency) return;
    const feedback = feedbackOf(positiveFeedback, this.window);
    this.success += feedback;
    while (this.success + feedback * this.ahead >= 1) {
      this.window = Math.min(concurrencyLimit, this.window + 1);
      this.success -= 1;
      this.failure = 0;
    }
  }

  failed(now: Seconds, busy: number): void {
    if (this.resumesAt > now) return;
    this.failCohorts += 1 / this.window;
    const feedback = feedbackOf(this.options.negativeFeedback, this.window);
    this.failure -= feedback;
    while (this.failure - feedback * this.ahead < 0) {
      this.window = Math.max(1, this.window - 1);
      this.failure += 1;
      this.success = 0;
    }
    if (this.failCohorts >= 1) this.suspend(now, busy);
  }

  /** qmgr_queue.c: an entry lives only while something is queued, in flight or suspended. */
  idle(now: Seconds): void {
    if (this.resumesAt <= now) this.restart(this.options.initialConcurrency);
  }

  private suspend(now: Seconds, busy: number): void {
    this.resumesAt = Math.floor(now) + this.options.minimalBackoff;
    this.restart(busy > 1 ? busy - 1 : this.options.initialConcurrency);
  }

  private restart(window: number): void {
    this.window = window;
    this.failCohorts = 0;
    this.success = 0;
    this.failure = 0;
  }
}
