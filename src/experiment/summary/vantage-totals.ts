/** The counts of each vantage point over the whole run, and the owner of each hop. Hops exist only with an edge. */

import type { LevelDeclaration } from "../../metrics/declaration.js";
import type { Recording } from "../../metrics/recording.js";
import { type Crossed, edgeMetrics } from "../../model/edge/metrics.js";
import { intakeMetrics } from "../../model/intake/metrics.js";
import { mailMetrics } from "../../model/mail/metrics.js";
import { monitoringMetrics } from "../../model/monitoring/metrics.js";
import type { RunResult } from "../../results/run-result.js";
import type { Scenario } from "../../scenario/schema.js";

type Counted = Record<string, number>;

export function vantageOf(recording: Recording, edge: Scenario["edge"]): Pick<RunResult, "vantage" | "owners"> {
  const server = {
    replies: recording.total(intakeMetrics.replies),
    accepted: recording.total(intakeMetrics.accepted) + recording.total(intakeMetrics.httpAccepted),
  };
  const client = {
    attempts: recording.total(mailMetrics.attempts),
    accepted: recording.total(mailMetrics.outcomes.member("accepted")),
  };
  if (edge === "off") return { vantage: { client, mitigation: {}, edge: {}, server } };
  const probes = probeTotals(recording);
  const { tickets } = monitoringMetrics;
  return {
    vantage: {
      client: { ...client, unanswered: recording.total(edgeMetrics.unanswered) },
      internet: hopTotals(recording, "internet"),
      mitigation: { ...hopTotals(recording, "mitigation"), ...attackTotals(recording) },
      edge: hopTotals(recording, "edge"),
      balancer: hopTotals(recording, "balancer"),
      server,
      ...(Object.keys(probes).length > 0 && { probes }),
      ...(recording.has(tickets) && { tickets: { tickets: recording.total(tickets) } }),
    },
    owners: {
      internet: "nobody",
      mitigation: edge.mitigation.owner,
      edge: edge.device.owner,
      balancer: edge.balancer.owner,
      server: "ours",
    },
  };
}

function hopTotals(recording: Recording, hop: Crossed): Counted {
  const { cameTo, wentOn, droppedAt } = edgeMetrics;
  const [came = 0, out = 0, dropped = 0] = [cameTo, wentOn, droppedAt].map((of) => recording.total(of.member(hop)));
  return { in: came, out, dropped, inFlight: came - out - dropped };
}

/** The share of attack traffic that was stopped, and how often and for how long the device was active. */
function attackTotals(recording: Recording): Counted {
  const sum = (level: LevelDeclaration) => recording.series(level).reduce((all, value) => all + value, 0);
  const sent = sum(edgeMetrics.attackSent);
  const active = recording.series(edgeMetrics.mitigationActive);
  const changes = recording.total(edgeMetrics.mitigationChanges);
  const activeSeconds = active.reduce((all, pools, i) => all + (pools > 0 ? lengthOf(recording, i) : 0), 0);
  return { ...(sent > 0 && { attackStopped: 1 - sum(edgeMetrics.attackPassed) / sent }), changes, activeSeconds };
}

function lengthOf({ span }: Recording, bucket: number): number {
  return Math.min(span.bucket, span.end - bucket * span.bucket);
}

/** `outside.tries`, `outside.failed`, probe by probe. */
function probeTotals(recording: Recording): Counted {
  const { probeTries, probeFailed } = monitoringMetrics;
  const counts = recording.members(probeTries).flatMap(({ word, metric }) => [
    [`${word}.tries`, recording.total(metric)],
    [`${word}.failed`, recording.total(probeFailed.member(word))],
  ]);
  return Object.fromEntries(counts);
}
