/**
 * Expressions that mean nothing are refused wherever a scenario may write one: each at its place, with what would be
 * right.
 */
import { describe, expect, test } from "vitest";
import { rehearse } from "../../src/experiment/run.js";
import { declaredPlan } from "../../src/experiment/whatif-plan.js";
import { loadScenario } from "../../src/scenario/load.js";
import { scenarioSchema } from "../../src/scenario/schema.js";
import { ScenarioError } from "../../src/schema/scenario-error.js";

/** Six lines. */
const base = `version: 1
name: nonsense
senders: [{ name: shops, rate: 2/s }]
edge: {}
storage: { nodes: 3, replication: 3 }
operations: [{ name: flood, at: 5min, for: 5min, do: fault }]
`;

/** What is wrong with a scenario and its counterfactuals, one line each. */
function problemsOf(lines: string, check: typeof rehearse | typeof declaredPlan = declaredPlan): readonly string[] {
  const loaded = loadScenario({ name: "nonsense.yaml", text: base + lines }, scenarioSchema);
  try {
    check(loaded);
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.message.split("\n");
  }
}

/** What makes no sense, what is found, and the cure. */
const nonsense: readonly (readonly [string, string, string])[] = [
  ["p95(messages.waiting) < 7", '"messages.waiting" is a level', "max(messages.waiting)"],
  ["p90(replies.421) < 7", '"replies.421" is a counter', "rate(replies.421)"],
  ["rate(intake.sessions) > 2/s", '"intake.sessions" is a level', "mean(intake.sessions)"],
  ["count(vantage.gap) > 4", '"vantage.gap" is a gauge', "mean(vantage.gap)"],
  ["last(accept.latency) < 45s", '"accept.latency" is a histogram', "p99(accept.latency)"],
  ["p50(accept.latency) < 45", "s compared with a number", "45s"],
  ["count(replies.421) < 12s", "a number compared with s", "12"],
  ["count(storage.flush.bytes) > 5MB/s", "B compared with B/s", ""],
  ["rate(storage.flush.bytes) > 5", "B/s compared with a number", "5B/s"],
  ["max(storage.disk) < 250ms", "a share compared with s", ""],
];

/** These ask for times and events, which alerts do not. */
const ofTimes: readonly (readonly [string, string, string])[] = [
  ["first(replies.421) < p50(accept.latency)", "a time compared with s", ""],
  ["first(attack.begins) - flood > 11:00", "s compared with a time", ""],
  ["first(attack.begins) + flood < 2h", "a time + a time", ""],
  ["count(alerts.fired) > 2", '"alerts.fired" is an event', "first(alerts.fired)"],
  ["first(messages.waiting) < 2h", '"messages.waiting" is a level', "first(messages.waiting > 0)"],
];

const cured = (cure: string) => (cure === "" ? "" : `; did you mean ${cure}?`);

describe("an expectation", () => {
  test.each([...nonsense, ...ofTimes])("%s", (that, found, cure) => {
    const problems = problemsOf(`expect:\n  - { id: it, that: "${that}" }\n`, rehearse);
    expect(problems).toEqual([expect.stringContaining(`nonsense.yaml:8:21: expect[0].that: ${found}, expected `)]);
    expect(problems[0]).toContain(cured(cure));
  });
});

describe("an alert", () => {
  const alert = (when: string) => problemsOf(`monitoring:\n  alerts: [{ name: it, when: "${when}" }]\n`, rehearse);

  test.each(nonsense)("%s", (when, found, cure) => {
    const problems = alert(when);
    const where = "nonsense.yaml:8:30: monitoring.alerts[0].when";
    expect(problems).toEqual([expect.stringContaining(`${where}: ${found}, expected `)]);
    expect(problems[0]).toContain(cured(cure));
  });

  test.each(["count(attack.begins) > 2", "first(attack.begins) < 2h"])("sees no events: %s", (when) => {
    expect(alert(when)).toEqual([expect.stringMatching(/:8:30: .*"attack.begins" is an event, expected a metric/)]);
  });
});

describe("an objective", () => {
  const good = "channels.smtp.good";
  test.each([
    ["messages.waiting", "channels.smtp.tries", /:8:48: monitoring.slos\[0\].good: "messages.waiting" is a level/],
    ["accept.latency", "channels.smtp.tries", /:8:48: monitoring.slos\[0\].good: "accept.latency" is a histogram/],
    [good, "vantage.client", /:8:75: monitoring.slos\[0\].total: "vantage.client" is a gauge/],
    [good, "attack.begins", /:8:75: monitoring.slos\[0\].total: "attack.begins" is an event/],
    [good, "channels.smtp.trys", /:8:75: .*no metric "channels.smtp.trys".*did you mean channels.smtp.tries\?/],
    [good, "storage.flush.bytes", /:8:48: .*"channels.smtp.good" in 1, expected a counter in B/],
  ])("%s of %s", (part, total, pattern) => {
    const slo = `monitoring:\n  slos: [{ name: it, objective: "99.5%", good: ${part}, total: ${total} }]\n`;
    expect(problemsOf(slo, rehearse)).toEqual([expect.stringMatching(pattern)]);
  });
});

describe("a counterfactual's own expectation", () => {
  test.each([...nonsense, ...ofTimes])("%s", (that, found, cure) => {
    const problems = problemsOf(
      `counterfactuals:
  - name: calm
    without: [operations.flood]
    expect: [{ id: it, that: "${that.replaceAll("flood", "end")}" }]
`,
    );
    const where = "nonsense.yaml:10:30: counterfactuals[0].expect[0].that";
    expect(problems).toEqual([expect.stringContaining(`${where}: ${found}, expected `)]);
    expect(problems[0]).toContain(cured(cure));
  });
});

test("everything is told at once, in the order of the file", () => {
  const problems = problemsOf(`expect:
  - { id: a, that: p999(attempt.latency) < 20 }
  - { id: b, that: max(delivery.waiting) < 4min }
  - { id: c, that: rate(messages.waiting) > 3/s }
  - { id: d, that: p95(messages.waiting) < 9 }
monitoring: { alerts: [{ name: e, when: max(intake.backlog) > 7s, over: 2min }] }
`);
  expect(problems.map((one) => one.split(": ").slice(0, 2).join(" "))).toEqual([
    "nonsense.yaml:8:20 expect[0].that",
    "nonsense.yaml:9:20 expect[1].that",
    "nonsense.yaml:10:20 expect[2].that",
    "nonsense.yaml:11:20 expect[3].that",
    "nonsense.yaml:12:41 monitoring.alerts[0].when",
  ]);
});

test("what the command line sets is checked as well", () => {
  const sets = ['expect=[{ id: it, that: "p95(accept.latency) < 4" }]'];
  const loaded = loadScenario({ name: "nonsense.yaml", text: base }, scenarioSchema, { sets });
  expect(() => rehearse(loaded)).toThrow(/^--set expect=.*expect\[0\]\.that: s compared with a number.*4s\?$/);
});
