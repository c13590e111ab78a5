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
import { mailMetrics } from "./metrics.js";
import { OUTCOMES, type Outcome } from "./outcome.js";

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
  /** Attempts that ended otherwise than accepted. */
  private readonly failed = new Map<Outcome, Counter>();
  private readonly attemptsAccepted: Counter;
  /** By stage. */
  private readonly phases: readonly Counter[];
  /** Attempts begun and not yet ended. */
  inFlight = 0;

  constructor(
    meter: Meter,
    private readonly edge?: VantageNeeds,
    private readonly connections?: ConnectionAccounting,
  ) {
    this.offeredCount = meter.counter(mailMetrics.offered);
    this.acceptedCount = meter.counter(mailMetrics.accepted);
    this.gaveUpCount = meter.counter(mailMetrics.gaveUp);
    this.lostCount = meter.counter(mailMetrics.lost);
    this.duplicateCount = meter.counter(mailMetrics.duplicates);
    this.waiting = meter.level(mailMetrics.waiting);
    this.acceptLatency = meter.histogram(mailMetrics.acceptLatency);
    this.attemptLatency = meter.histogram(mailMetrics.attemptLatency);
    this.offeredLoad = meter.counter(mailMetrics.offeredLoad);
    this.goodput = meter.counter(mailMetrics.goodput);
    this.attempts = meter.counter(mailMetrics.attempts);
    this.attemptsAccepted = meter.counter(mailMetrics.outcomes.member("accepted"));
    for (const outcome of OUTCOMES)
      if (outcome !== "accepted") this.failed.set(outcome, meter.counter(mailMetrics.outcomes.member(outcome)));
    this.phases = STAGES.map((stage) => meter.counter(mailMetrics.phases.member(stage)));
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
    this.inFlight--;
    this.attemptsAccepted.increment();
    this.attemptLatency.record(duration);
    this.edge?.accepted(session);
  }

  attemptFailed(session: Session, failure: Failure): void {
    this.inFlight--;
    this.failed.get(outcomeOf[failure])?.increment();
    this.phases[session.stage]?.increment();
    this.edge?.failed(session, failure, session.stage);
  }

  /** Messages and attempts are conserved, exactly. */
  laws(): Law[] {
    const { offeredCount, acceptedCount, gaveUpCount, lostCount } = this;
    const ended = acceptedCount.total + gaveUpCount.total + lostCount.total;
    const outcomes = [...this.failed.values()].reduce((sum, { total }) => sum + total, this.attemptsAccepted.total);
    return [
      difference(
        "messages offered = accepted + waiting + given up + lost",
        offeredCount.total,
        ended + this.waiting.value,
      ),
      difference("attempts = sum over outcomes + in flight", this.attempts.total, outcomes + this.inFlight),
    ];
  }
}
