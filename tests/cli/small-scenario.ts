/** A scenario of some thousand messages with a fault, retries and storage: seconds of work for all parts. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const TEXT = `version: 1
name: small
title: A small afternoon
question: Does the mail get through a few minutes of refusals?
clock: { start: 2025-03-03T12:00:00Z, duration: 20min, warmUp: 2min, bucket: 10s }
senders:
  - { name: shops, protocol: smtp, hosts: 20, rate: 5/s, retry: postfix }
  - { name: apps, protocol: api, hosts: 10, rate: 3/s, retry: { profile: exponential, first: 10s, jitter: full } }
storage: { nodes: 3, replication: 3 }
operations:
  - { name: refusals, at: 5min, for: 3min, do: fault, probability: 30% }
expect:
  - { id: nothing-lost, that: count(messages.lost) = 0 }
`;

/** Writes `small.yaml` into the directory and returns its path; `lines` are added at its end. */
export function smallScenario(directory: string, ...lines: readonly string[]): string {
  const file = join(directory, "small.yaml");
  writeFileSync(file, TEXT + lines.map((line) => `${line}\n`).join(""));
  return file;
}

export const runFiles = ["report.html", "result.json", "scenario.resolved.yaml", "series.csv", "summary.md"];
