/**
 * Several addresses of one smarthost: how many connections an attempt costs, how long it takes, and who remembers what.
 */
import { expect, test } from "vitest";
import { runScenario } from "../../../src/experiment/run.js";
import { retryProfiles } from "../../../src/model/retry/index.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { scenarioSchema } from "../../../src/scenario/schema.js";
import { type Cost, firstAttempt, type Trouble } from "./first-attempt.js";

const REFUSED: Trouble = { stage: "banner", code: 421 };
const ROUND_TRIP = 0.04;

/** Costs with 1, 3 and 8 addresses. */
function costs(retry: unknown, trouble: Trouble): Cost[] {
  const all = [1, 3, 8].map((addresses) => firstAttempt(retry, addresses, trouble));
  for (const { attempts, broken } of all) {
    expect(broken).toEqual([]);
    expect(attempts).toBe(1);
  }
  return all;
}

/**
 * Profile; connections of one attempt with 1, 3, 8 addresses that all say 421, or all say nothing; seconds of one
 * silence.
 */
test.each([
  ["postfix", [1, 3, 5], [1, 3, 5], 30],
  ["exim", [1, 3, 5], [1, 3, 5], 300],
  ["sendmail", [1, 1, 1], [1, 3, 8], 127],
  ["qmail", [1, 1, 1], [1, 3, 8], 60],
  ["opensmtpd", [1, 1, 1], [1, 3, 8], 300],
  ["exchange", [1, 3, 8], [1, 3, 8], 127],
  ["haraka", [1, 1, 1], [1, 3, 8], 30],
  ["zonemta", [1, 1, 1], [1, 3, 8], 300],
  ["kumomta", [1, 3, 8], [1, 3, 8], 60],
  ["stalwart", [1, 3, 4], [1, 3, 4], 300],
  ["postal", [1, 1, 1], [1, 3, 8], 30],
  ["maddy", [1, 1, 1], [1, 3, 8], 300],
  ["nodemailer-pool", [1, 1, 1], [1, 1, 1], 120],
  ["fixed", [1, 1, 1], [1, 3, 8], 30],
])(
  "%s opens %o connections where 1, 3, 8 addresses say 421, %o where they are silent for %i s",
  (profile, refused, silent, patience) => {
    const quick = costs(profile, REFUSED);
    expect(quick.map(({ connections }) => connections)).toEqual(refused);
    for (const { connections, seconds } of quick) expect(seconds).toBeCloseTo(connections * 2 * ROUND_TRIP, 1);
    const slow = costs(profile, "no SYN-ACK");
    expect(slow.map(({ connections }) => connections)).toEqual(silent);
    expect(slow.map(({ seconds }) => Math.round(seconds))).toEqual(silent.map((count) => count * patience));
  },
);

/** Where a client was let in and then hears nothing, or a refusal: connections with 8 addresses. */
test.each<[string, Trouble, number, number]>([
  ["postfix", "stuck TLS", 5, 5 * 300],
  ["exim", "stuck TLS", 5, 5 * 300],
  ["qmail", "stuck TLS", 1, 1200],
  ["haraka", "stuck TLS", 8, 8 * 30],
  ["zonemta", "stuck TLS", 8, 8 * 120],
  ["postfix", { stage: "dot", code: 451 }, 2, 1],
  ["postfix", { stage: "mail", code: 450 }, 2, 1],
  ["postfix", { stage: "dot", code: 550 }, 1, 1],
  ["exim", { stage: "dot", code: 451 }, 5, 3],
  ["exim", { stage: "data", code: 550 }, 1, 1],
  ["kumomta", { stage: "mail", code: 421 }, 8, 4],
  ["kumomta", { stage: "dot", code: 451 }, 1, 1],
  ["haraka", { stage: "mail", code: 421 }, 1, 1],
  ["haraka", { stage: "connect" }, 8, 1],
])("%s, after %o, has used %i of 8 addresses, within %i s", (profile, trouble, connections, within) => {
  const cost = firstAttempt(profile, 8, trouble);
  expect(cost.broken).toEqual([]);
  expect(cost.connections).toBe(connections);
  expect(cost.seconds).toBeLessThan(within + 1);
  if (within > 10) expect(cost.seconds).toBeGreaterThan(within - 1);
});

function scenario(senders: string, rest: string) {
  const text = `
version: 1
name: addresses
clock: { duration: 20min, bucket: 1min }
senders: [${senders}]
${rest}`;
  return loadScenario({ name: "addresses.yaml", text }, scenarioSchema);
}

const burst = (addresses: number) =>
  `{ name: s, hosts: 1, rate: 1/s, arrivals: { pattern: trace, times: ["1s"] }, burst: 30, addresses: ${addresses}, retry: postfix }`;

test.each([
  [1, 5],
  [3, 15],
  [8, 25],
])(
  "with %i addresses that refuse, a Postfix opens %i connections and is silent for 300 s: five attempts all the same",
  async (addresses, connections) => {
    const operations = "operations: [{ name: refusal, at: 0s, do: fault }]";
    const { totals, series } = await runScenario(scenario(burst(addresses), operations), 1);
    expect(series.metrics.connections?.values.slice(0, 3)).toEqual([connections, 0, 0]);
    expect(totals.attempts.byOutcome.refused421).toBe(totals.attempts.total);
    expect(totals.connections).toEqual({
      total: totals.attempts.total * (connections / 5),
      further: totals.attempts.total * (connections / 5 - 1),
    });
  },
);

test("with three silent addresses the same five attempts hold five connections for 90 s", async () => {
  const { totals, series } = await runScenario(scenario(burst(3), "edge: { internet: { loss: 100% } }"), 1);
  expect(series.metrics.connections?.values.slice(0, 4)).toEqual([10, 5, 0, 0]);
  expect(totals.attempts.byOutcome.timeout).toBe(totals.attempts.total);
  expect(totals.connections?.total).toBe(3 * totals.attempts.total);
});

test.each([
  ["kumomta", 4, 1 - 0.5 ** 4],
  ["postfix", 8, 1 - 0.5 ** 5],
  ["haraka", 4, 0.5],
])(
  "where every second connection is refused, %s with %i addresses gets %d of its attempts through",
  async (profile, addresses, through) => {
    const senders = `{ name: s, hosts: 200, rate: 10/s, addresses: ${addresses}, retry: ${profile} }`;
    const operations = "operations: [{ name: refusal, at: 0s, do: fault, probability: 50% }]";
    const { totals } = await runScenario(scenario(senders, operations), 1);
    const { accepted } = totals.attempts.byOutcome;
    expect(Math.abs(accepted / totals.attempts.total - through)).toBeLessThan(0.015);
  },
);

test.each([
  ["postfix", 0.45, 0.55],
  ["exim", 0, 0.1],
])(
  "a flood on one of two data centres: %s finds the other one, and wastes between %d and %d connections a message on the first",
  async (profile, least, most) => {
    const senders = `{ name: s, hosts: 100, rate: 10/s, addresses: 2, retry: ${profile} }`;
    const rest = `
edge: { pools: [{ name: east, share: 50% }, { name: west, share: 50% }], device: { packets: 10k/s } }
operations: [{ name: flood, at: 0s, do: attack, targets: [east], traffic: { kind: syn-flood, packets: 1000M/s } }]
`;
    const { totals } = await runScenario(scenario(senders, rest), 1);
    const { offered, accepted } = totals.messages;
    expect(accepted / offered).toBeGreaterThan(0.95);
    const further = totals.connections?.further ?? 0;
    expect(further / offered).toBeGreaterThan(least);
    expect(further / offered).toBeLessThan(most);
  },
);

test("Exim remembers each address by itself, and rests only when it may try none of them", () => {
  const host = retryProfiles.create("exim", {}).destination(0, 3);
  host.failed(0, 1, "banner 421", 0);
  expect(host.nextAddress?.(1, 0)).toBe(1);
  expect(host.resumesAt).toBe(0);
  host.failed(2, 1, "banner 421", 1);
  host.failed(3, 1, "banner 421", 2);
  expect(host.nextAddress?.(4, 0)).toBe(-1);
  expect(host.resumesAt).toBe(900);
  expect(host.nextAddress?.(901, 0)).toBe(0);
  host.delivered(901, 1, 0);
  expect(host.resumesAt).toBe(0);
});

test("addresses are for SMTP clients: an API population that states them is told so", () => {
  expect(() => scenario("{ name: s, protocol: api, rate: 1/s, addresses: 2 }", "")).toThrow(/addresses/);
});
