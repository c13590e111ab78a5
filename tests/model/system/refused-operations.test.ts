/**
 * Operations on a part that the scenario leaves out are refused before the run, each at its place, with the section to
 * add.
 */
import { expect, test } from "vitest";
import { MailSystem } from "../../../src/model/system.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { scenarioSchema } from "../../../src/scenario/schema.js";

function built(operation: string): MailSystem {
  const text = `
version: 1
name: refused
clock: { duration: 10min, bucket: 1min }
senders: [{ name: s, rate: 1/s }]
operations: [{ name: one, at: 1min, ${operation} }]
`;
  const { scenario } = loadScenario({ name: "refused.yaml", text }, scenarioSchema);
  return new MailSystem(scenario.clock, scenario, 1);
}

test.each([
  ["do: bug", "a storage section"],
  ["do: upgrade", "a storage section"],
  ["do: restart, part: storage", "a storage section"],
  ["do: node-down, node: 1", "a storage section"],
  ["do: deploy, service: 200ms", "an auth section"],
  ["do: rollback, of: release", "an auth section"],
  ["do: restart, part: auth", "an auth section"],
  ["do: restart, part: auth-cache", "an auth section"],
  ["do: attack, traffic: { kind: syn-flood, packets: 200/s }", "an edge section"],
  ["do: mitigation, turn: on", "an edge section"],
  ["do: failover, from: [main]", "an edge section"],
])("%s", (operation, section) => {
  const refusal = new RegExp(`operations\\[0\\]: an operation on .+, which is off, expected ${section}`);
  expect(() => built(operation)).toThrow(refusal);
});

test.each(["do: fault", "do: restart", "do: set, values: { intake.sessions: 10 }", "do: scale, by: 2, for: 1min"])(
  "%s needs nothing but the intake",
  (operation) => {
    expect(() => built(operation)).not.toThrow();
  },
);
