/** The totals of a run, from its counters. They cover the whole run, warm-up included. */

import type { Recording } from "../../metrics/recording.js";
import { STAGES } from "../../model/vocabulary/reply.js";
import { HOPS } from "../../model/vocabulary/session.js";
import type { RunResult } from "../../results/run-result.js";

type Totals = RunResult["totals"];

export function runTotals(recording: Recording, inFlight: number, events: number): Totals {
  const messages = messageTotals(recording);
  const attempts = recording.total("attempts");
  return {
    messages,
    attempts: {
      total: attempts,
      byOutcome: outcomeTotals(recording, inFlight),
      byPhase: Object.fromEntries(STAGES.map((stage) => [stage, recording.total(`failures.${stage}`)])),
      byLastHop: lastHops(recording, attempts - recording.total("attempts.accepted") - inFlight),
    },
    ...connectionTotals(recording),
    storage: { writesFailed: recording.find("storage.writes.failed") ? recording.total("storage.writes.failed") : 0 },
    amplification: messages.offered === 0 ? 0 : attempts / messages.offered,
    events,
  };
}

function connectionTotals(recording: Recording): Pick<Totals, "connections"> {
  if (!recording.find("connections")) return {};
  return { connections: { total: recording.total("connections"), further: recording.total("connections.further") } };
}

/** Without an edge every failed attempt has reached the intake, or its full backlog. */
function lastHops(recording: Recording, failed: number): Totals["attempts"]["byLastHop"] {
  if (!recording.find("lasthop.intake")) return { intake: failed };
  return Object.fromEntries(HOPS.map((hop) => [hop, recording.total(`lasthop.${hop}`)]));
}

function messageTotals(recording: Recording): Totals["messages"] {
  const [offered, accepted] = [recording.total("messages.offered"), recording.total("messages.accepted")];
  const [gaveUp, lost] = [recording.total("messages.gaveup"), recording.total("messages.lost")];
  const waiting = offered - accepted - gaveUp - lost;
  return { offered, accepted, waiting, gaveUp, lost, duplicates: recording.total("messages.duplicates") };
}

function outcomeTotals(recording: Recording, inFlight: number): Totals["attempts"]["byOutcome"] {
  const of = (outcome: string) => recording.total(`attempts.${outcome}`);
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
