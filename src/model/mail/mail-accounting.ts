/**
 * What becomes of every message, attempt and reply. Parts report events as they happen and the accounting counts them;
 * at the end of a run its laws prove that nothing was lost or counted twice.
 */

import type { Counter } from "../../metrics/counter.js";
import type { Histogram } from "../../metrics/histogram.js";
import type { Level } from "../../metrics/level.js";
import type { Meter } from "../../metrics/meter.js";
import type { Seconds } from "../../schema/quantity.js";
import { difference, type Law } from "../vocabulary/conservation-law.js";
import { type Failure, STAGES, type Stage } from "../vocabulary/reply.js";
import type { Session } from "../vocabulary/session.js";
import type { ConnectionAccounting } from "./connection-accounting.js";

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

const outcomeOf: Record<Failure, Outcome> = {
  "connect timeout": "timeout",
  "connection refused": "reset",
  "banner 421": "refused421",
  "banner 4xx": "deferred4xx",
  "banner timeout": "timeout",
  tls: "reset",
  auth: "authTempfail",
  "transaction 4xx": "deferred4xx",
  "transaction 421": "deferred421",
  rejected: "deferred4xx",
  "response timeout": "timeout",
  "connection lost": "reset",
  "http 401": "authTempfail",
  "http 429": "http429",
  "http 5xx": "http5xx",
};

/** Counters of ended attempts by what the edge knows of them: hop, pool and protocol. */
export interface VantageNeeds {
  accepted(session: Session): void;
  failed(session: Session, failure: Failure, stage: Stage): void;
}

export class MailAccounting {
  private readonly offeredCount: Counter;
  private readonly acceptedCount: Counter;
  private readonly gaveUpCount: Counter;
  private readonly lostCount: Counter;
  private readonly duplicateCount: Counter;
  private readonly waiting: Level;
  private readonly acceptLatency: Histogram;
  private readonly attemptLatency: Histogram;
  private readonly offeredLoad: Counter;
  private readonly goodput: Counter;
  private readonly attempts: Counter;
  private readonly outcomes = new Map<Outcome, Counter>();
  /** By stage. */
  private readonly phases: readonly Counter[];
  /** Attempts begun and not yet ended. */
  inFlight = 0;

  constructor(
    meter: Meter,
    private readonly edge?: VantageNeeds,
    private readonly connections?: ConnectionAccounting,
  ) {
    this.offeredCount = meter.counter("messages.offered", { title: "messages offered" });
    this.acceptedCount = meter.counter("messages.accepted", { title: "messages accepted", of: "messages.offered" });
    this.gaveUpCount = meter.counter("messages.gaveup", { title: "messages given up", of: "messages.offered" });
    this.lostCount = meter.counter("messages.lost", { title: "messages lost", of: "messages.offered" });
    this.duplicateCount = meter.counter("messages.duplicates", { title: "duplicates", of: "messages.accepted" });
    this.waiting = meter.level("messages.waiting", { title: "messages waiting at their senders", unit: "1" });
    this.acceptLatency = meter.histogram("accept.latency", { title: "time to accept, retries included", unit: "s" });
    this.attemptLatency = meter.histogram("attempt.latency", { title: "duration of accepted attempts", unit: "s" });
    this.offeredLoad = meter.counter("accept.offered", { title: "new messages" });
    this.goodput = meter.counter("accept.goodput", { title: "messages accepted" });
    this.attempts = meter.counter("attempts", { title: "attempts" });
    for (const outcome of OUTCOMES) this.outcomes.set(outcome, meter.counter(`attempts.${outcome}`, {}));
    this.phases = STAGES.map((stage) => meter.counter(`failures.${stage}`, { of: "attempts" }));
  }

  messageOffered(): void {
    this.offeredCount.increment();
    this.offeredLoad.increment();
    this.waiting.add(1);
  }

  /** The intake has stored a message for the first time. */
  messageAccepted(age: Seconds): void {
    this.acceptedCount.increment();
    this.goodput.increment();
    this.waiting.add(-1);
    this.acceptLatency.record(age);
  }

  messageDuplicated(): void {
    this.duplicateCount.increment();
  }

  /** The sender's schedule is exhausted, or the reply was permanent. */
  messageGivenUp(): void {
    this.gaveUpCount.increment();
    this.waiting.add(-1);
  }

  /** A sender without a queue dropped the message. */
  messageLost(): void {
    this.lostCount.increment();
    this.waiting.add(-1);
  }

  attemptBegan(): void {
    this.attempts.increment();
    this.inFlight++;
  }

  connectionOpened(purpose: "attempt" | "next address"): void {
    this.connections?.count(purpose);
  }

  attemptAccepted(session: Session, duration: Seconds): void {
    this.end("accepted");
    this.attemptLatency.record(duration);
    this.edge?.accepted(session);
  }

  attemptFailed(session: Session, failure: Failure): void {
    this.end(outcomeOf[failure]);
    this.phases[session.stage]?.increment();
    this.edge?.failed(session, failure, session.stage);
  }

  /** Messages and attempts are conserved, exactly. */
  laws(): Law[] {
    const { offeredCount, acceptedCount, gaveUpCount, lostCount } = this;
    const ended = acceptedCount.total + gaveUpCount.total + lostCount.total;
    const outcomes = [...this.outcomes.values()].reduce((sum, counter) => sum + counter.total, 0);
    return [
      difference(
        "messages offered = accepted + waiting + given up + lost",
        offeredCount.total,
        ended + this.waiting.value,
      ),
      difference("attempts = sum over outcomes + in flight", this.attempts.total, outcomes + this.inFlight),
    ];
  }

  private end(outcome: Outcome): void {
    this.inFlight--;
    this.outcomes.get(outcome)?.increment();
  }
}
