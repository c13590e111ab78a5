/** Which metrics go with the size of the system: each against the same system at a fifth of its size. */
import { expect, test } from "vitest";
import type { Instrument, Recording } from "../../../src/metrics/recording.js";
import { MailSystem } from "../../../src/model/system.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { scenarioSchema } from "../../../src/scenario/schema.js";

const SCALE = 5;

/** Every part, so loaded that most counters move: refusals, retries, a full line, a stall, logins that fail. */
const TEXT = `
version: 1
name: everything
clock: { start: 2025-01-06T10:00:00Z, duration: 40min, bucket: 1min }
senders:
  - { name: relays, hosts: 2000, rate: 30/s, retry: { profile: fixed, interval: 30s }, addresses: 2 }
  - { name: apps, protocol: api, hosts: 1000, rate: 30/s, retry: { profile: exponential, first: 5s } }
edge:
  device: { bandwidth: 125MB/s }
  mitigation:
    automatic: 3min
    profiles: { standard: { countermeasures: [{ against: [volumetric], truePositive: 99%, falsePositive: 3%, harms: tls }] } }
intake: { nodes: 2, sessions: 1000 }
auth:
  workers: 500
  callers:
    - { name: smtp-login, for: smtp, cached: 20%, wrongPasswords: 5% }
    - { name: web, rate: 30/s }
  cache: { lifetime: 1min }
storage: { nodes: 4, memtable: { flushSize: 20MB }, disk: { bandwidth: 100MB/s } }
delivery: { residence: 1min, deferred: 10%, retryAfter: 1min }
monitoring:
  probes: [{ name: outside, every: 5s }, { name: inside, every: 5s, from: inside }]
  tickets: { probability: 20%, delay: 1min, threshold: 500 }
operations:
  - { name: attack, at: 10min, for: 10min, do: attack, traffic: { kind: volumetric, bandwidth: 200MB/s }, signature: known }
  - { name: fault, at: 5min, for: 10min, do: fault, stage: mail, code: 451, probability: 20% }
  - { name: stall, at: 15min, for: 15min, do: bug, mode: freeze }
`;

function recordingAt(scale: number): Recording {
  const { scenario } = loadScenario({ name: "everything.yaml", text: TEXT }, scenarioSchema, {
    sets: [`clock.scale=${scale}`],
  });
  const system = new MailSystem(scenario.clock, scenario, 1);
  system.calendar.run(scenario.clock.duration);
  return system.meter.recording();
}

/** Reads of a slower disk take longer, and hold threads for longer: said in docs/scenario.md. */
const SLOWER: ReadonlySet<string> = new Set(["storage.read.latency", "storage.threads"]);

/** How much there is of a metric: a counter's total, a level's mean. */
function amountOf(recording: Recording, metric: Instrument): number {
  const series = recording.series(metric);
  const sum = series.reduce((total, value) => total + value, 0);
  return metric.kind === "counter" ? sum : sum / series.length;
}

test("counts and bytes go with it; what is of one node, our tools or a share does not", () => {
  const [full, small] = [recordingAt(1), recordingAt(SCALE)];
  const wrong = [...full.metrics].flatMap(([name, instrument]) => {
    if (instrument.kind === "histogram" || instrument.kind === "gauge" || SLOWER.has(name)) return [];
    const [large, less] = [amountOf(full, instrument), amountOf(small, instrument)];
    const goes = instrument.extent !== "each" && ["1", "B"].includes(instrument.unit);
    // Too little to tell, by chance or because it is rare.
    if (goes && large < 200) return [];
    if (!goes && large < 1e-3) return [];
    const ratio = large / less;
    const isWell = goes ? ratio > SCALE / 1.6 && ratio < SCALE * 1.6 : ratio > 1 / 1.6 && ratio < 1.6;
    return isWell ? [] : [`${name} (${goes ? "goes with it" : "stays"}): ${large} and ${less}, ${ratio}`];
  });
  expect(wrong).toEqual([]);
});
