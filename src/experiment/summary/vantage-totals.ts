/** The counts of each vantage point over the whole run, and the owner of each hop. Hops exist only with an edge. */

import type { Recording } from "../../metrics/recording.js";
import type { RunResult } from "../../results/run-result.js";
import type { Scenario } from "../../scenario/schema.js";

type Counted = Record<string, number>;

export function vantageOf(recording: Recording, edge: Scenario["edge"]): Pick<RunResult, "vantage" | "owners"> {
  const total = (name: string): Counted => {
    const key = name.slice(name.lastIndexOf(".") + 1);
    return recording.find(name) ? { [key]: recording.total(name) } : {};
  };
  const server = {
    replies: recording.total("replies"),
    accepted: recording.total("replies.250") + recording.total("replies.http.200"),
  };
  const client = { attempts: recording.total("attempts"), accepted: recording.total("attempts.accepted") };
  if (edge === "off") return { vantage: { client, mitigation: {}, edge: {}, server } };
  const probes = Object.fromEntries(
    namesOf(recording, "probes.").map((name) => [name.slice("probes.".length), recording.total(name)]),
  );
  return {
    vantage: {
      client: { ...client, ...total("failures.unanswered") },
      internet: hopTotals(recording, "internet"),
      mitigation: { ...hopTotals(recording, "mitigation"), ...attackTotals(recording) },
      edge: hopTotals(recording, "edge"),
      balancer: hopTotals(recording, "balancer"),
      server,
      ...(Object.keys(probes).length > 0 && { probes }),
      ...(recording.find("tickets") && { tickets: total("tickets") }),
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

function hopTotals(recording: Recording, hop: string): Counted {
  const of = (what: string) => recording.total(`hops.${hop}.${what}`);
  const [came, out, dropped] = [of("in"), of("out"), of("dropped")];
  return { in: came, out, dropped, inFlight: came - out - dropped };
}

/** The share of attack traffic that was stopped, and how often and for how long the device was active. */
function attackTotals(recording: Recording): Counted {
  const sum = (name: string) => recording.series(name).reduce((all, value) => all + value, 0);
  const sent = sum("attack.sent");
  const active = recording.series("mitigation.active");
  const changes = recording.total("mitigation.changes");
  const activeSeconds = active.reduce((all, pools, i) => all + (pools > 0 ? lengthOf(recording, i) : 0), 0);
  return { ...(sent > 0 && { attackStopped: 1 - sum("attack.passed") / sent }), changes, activeSeconds };
}

function lengthOf({ span }: Recording, bucket: number): number {
  return Math.min(span.bucket, span.end - bucket * span.bucket);
}

function namesOf(recording: Recording, start: string): string[] {
  return recording.names.filter((name) => name.startsWith(start));
}
