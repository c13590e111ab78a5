/** The totals of a run, from its counters. They cover the whole run, warm-up included. */

import type { Recording } from "../../metrics/recording.js";
import { edgeMetrics } from "../../model/edge/metrics.js";
import { mailMetrics } from "../../model/mail/metrics.js";
import type { Outcome } from "../../model/mail/outcome.js";
import { storageMetrics } from "../../model/storage/metrics.js";
import { STAGES } from "../../model/vocabulary/reply.js";
import { HOPS } from "../../model/vocabulary/session.js";
import type { RunResult } from "../../results/run-result.js";

type Totals = RunResult["totals"];

export function runTotals(recording: Recording, inFlight: number, events: number): Totals {
  const messages = messageTotals(recording);
  const attempts = recording.total(mailMetrics.attempts);
  return {
    messages,
    attempts: {
      total: attempts,
      byOutcome: outcomeTotals(recording, inFlight),
      byPhase: Object.fromEntries(STAGES.map((stage) => [stage, recording.total(mailMetrics.phases.member(stage))])),
      byLastHop: lastHops(recording, attempts - recording.total(mailMetrics.outcomes.member("accepted")) - inFlight),
    },
    ...connectionTotals(recording),
    storage: { writesFailed: recording.has(storageMetrics.failed) ? recording.total(storageMetrics.failed) : 0 },
    amplification: messages.offered === 0 ? 0 : attempts / messages.offered,
    events,
  };
}

function connectionTotals(recording: Recording): Pick<Totals, "connections"> {
  const { connections, furtherConnections } = mailMetrics;
  if (!recording.has(connections)) return {};
  return { connections: { total: recording.total(connections), further: recording.total(furtherConnections) } };
}

/** Without an edge every failed attempt has reached the intake, or its full backlog. */
function lastHops(recording: Recording, failed: number): Totals["attempts"]["byLastHop"] {
  if (!recording.has(edgeMetrics.lastHop.member("intake"))) return { intake: failed };
  return Object.fromEntries(HOPS.map((hop) => [hop, recording.total(edgeMetrics.lastHop.member(hop))]));
}

function messageTotals(recording: Recording): Totals["messages"] {
  const [offered, accepted] = [recording.total(mailMetrics.offered), recording.total(mailMetrics.accepted)];
  const [gaveUp, lost] = [recording.total(mailMetrics.gaveUp), recording.total(mailMetrics.lost)];
  const waiting = offered - accepted - gaveUp - lost;
  return { offered, accepted, waiting, gaveUp, lost, duplicates: recording.total(mailMetrics.duplicates) };
}

function outcomeTotals(recording: Recording, inFlight: number): Totals["attempts"]["byOutcome"] {
  const of = (outcome: Outcome) => recording.total(mailMetrics.outcomes.member(outcome));
  return {
    accepted: of("accepted"),
    refused421: of("refused421"),
    deferred421: of("deferred421"),
    deferred4xx: of("deferred4xx"),
    authTempfail: of("authTempfail"),
    http429: of("http429"),
    http5xx: of("http5xx"),
    timeout: of("timeout"),
    reset: of("reset"),
    dropped: of("dropped"),
    inFlight,
  };
}
