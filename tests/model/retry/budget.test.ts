/** Clients that limit themselves: quotas, retry throttling, budgets, and a rate of their own. */
import { expect, test } from "vitest";
import { runScenario } from "../../../src/experiment/run.js";
import { AdaptiveRate } from "../../../src/model/retry/aws-adaptive.js";
import { retryProfiles } from "../../../src/model/retry/index.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { scenarioSchema } from "../../../src/scenario/schema.js";

const destinationOf = (profile: string, options = {}) => retryProfiles.create(profile, options).destination(0);

test("an AWS client has 500 tokens: 100 retries at 5, 50 after timeouts at 10; successes give them back", () => {
  for (const [failure, retries] of [
    ["http 5xx", 100],
    ["response timeout", 50],
  ] as const) {
    const client = destinationOf("aws-standard");
    let granted = 0;
    while (client.grantsRetry?.(failure, 1)) granted++;
    expect(granted).toBe(retries);
    client.accepted?.(0, 1);
    expect(client.grantsRetry?.("http 5xx", 1)).toBe(true);
    expect(client.grantsRetry?.("http 5xx", 1)).toBe(false);
    for (let i = 0; i < 5; i++) client.accepted?.(0, 0);
    expect(client.grantsRetry?.("http 5xx", 1)).toBe(true);
  }
});

test("a gRPC client stops retrying at half of its tokens, and starts again after ten successes a token", () => {
  const client = destinationOf("grpc");
  const grants = () => {
    client.attemptFailed?.("http 5xx", 0, 1);
    return client.grantsRetry?.("http 5xx", 1);
  };
  expect(Array.from({ length: 5 }, grants)).toEqual([true, true, true, true, false]);
  for (let i = 0; i < 21; i++) client.accepted?.(0, 0);
  expect(grants()).toBe(true);
});

test("an Envoy retries at most a fifth of what is active, and three in any case", () => {
  const granted = (busy: number): number => {
    const client = destinationOf("envoy");
    let count = 0;
    while (count < 1000 && client.grantsRetry?.("http 5xx", busy)) count++;
    return count;
  };
  expect(granted(1)).toBe(3);
  expect(granted(400)).toBe(100);
});

test("a budget is asked for retries that are made, and an Envoy's is free again when they end", async () => {
  const text = `
version: 1
name: envoy
clock: { duration: 1h, bucket: 1min }
senders: [{ name: s, hosts: 10, rate: 10/s, retry: { profile: envoy } }]
operations: [{ name: bad, at: 0s, do: fault, stage: mail, code: 451, probability: 20% }]
`;
  const { totals } = await runScenario(loadScenario({ name: "envoy.yaml", text }, scenarioSchema), 1);
  // A fifth is tried again, and a fifth of those is lost: 1.2 attempts a message, and 4 %.
  expect(totals.attempts.total / totals.messages.offered).toBeCloseTo(1.2, 2);
  expect(totals.messages.lost / totals.messages.offered).toBeCloseTo(0.04, 2);
});

test("an adaptive AWS client slows to 0.7 of its rate when throttled, and comes back along a cubic curve", () => {
  const client = new AdaptiveRate(10, { tokens: 500, cost: 5, timeoutCost: 10 });
  for (let i = 0; i <= 200; i++) client.begins(i / 20);
  expect(client.rate).toBe(Number.POSITIVE_INFINITY);
  client.attemptFailed("http 429", 10);
  expect(client.rate).toBeCloseTo(0.7 * 20, 0);
  const cut = client.rate;
  client.accepted(10, 0);
  expect(client.rate).toBeCloseTo(cut, 0);
  client.accepted(12.5, 0);
  expect(client.rate).toBeGreaterThan(cut);
  client.begins(12.5);
  expect(client.resumesAt).toBeCloseTo(12.5 + 1 / client.rate);
});

test("an Exchange next hop waits 4 × 1 min, 6 × 5 min, then 10 min, and is forgiven by one delivery", () => {
  const hop = destinationOf("exchange");
  hop.failed(0, 1, "banner 421");
  expect(hop.resumesAt).toBe(60);
  hop.failed(60, 1, "banner 421");
  expect(hop.resumesAt).toBe(120);
  hop.delivered(120, 1);
  hop.failed(130, 1, "banner 421");
  expect(hop.resumesAt).toBe(190);
});

test("a qmail host leaves an address alone after two timeouts, at least two minutes apart, for 64 to 97 min", () => {
  const host = retryProfiles.create("qmail", {}).destination(0.5);
  host.failed(0, 1, "connect timeout");
  host.failed(60, 1, "connect timeout");
  expect(host.resumesAt).toBe(0);
  host.failed(130, 1, "connect timeout");
  expect(host.resumesAt).toBe(130 + 76 * 64);
});

test("a ZoneMTA destination is blocked for 15 min after a timeout, 2 min after a refusal, until a socket opens", () => {
  const block = destinationOf("zonemta");
  block.failed(0, 1, "connection refused");
  expect(block.resumesAt).toBe(120);
  block.failed(10, 1, "connect timeout");
  expect(block.resumesAt).toBe(910);
  block.delivered(20, 1);
  expect(block.resumesAt).toBe(0);
});

test("an OpenSMTPD route rests for 15 s times the square of its penalty, an hour at most", () => {
  const route = destinationOf("opensmtpd");
  const rests: number[] = [];
  for (let now = 0, i = 0; i < 18; i++) {
    route.failed(now, 1, "connection refused");
    rests.push(route.resumesAt - now);
    now = route.resumesAt;
  }
  expect(rests.slice(0, 4)).toEqual([15, 60, 135, 240]);
  expect(rests.at(-1)).toBe(3600);
});
