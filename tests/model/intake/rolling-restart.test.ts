/** Front ends that restart one after the other: the others carry on, and nobody is sent to the one that is away. */
import { expect, test } from "vitest";
import { runScenario } from "../../../src/experiment/run.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { scenarioSchema } from "../../../src/scenario/schema.js";

async function restarted(restart: string, nodes = 3) {
  const text = `
version: 1
name: rolling
question: Who notices?
clock: { duration: 20min, bucket: 10s }
senders: [{ name: relays, hosts: 60, rate: 30/s, linger: 30s, retry: { profile: fixed, interval: 60s, retries: 5 } }]
intake: { nodes: ${nodes}, stages: { data: 500ms } }
operations: [{ name: restart, at: 5min, do: restart, part: intake, ${restart} }]
`;
  return runScenario(loadScenario({ name: "rolling.yaml", text }, scenarioSchema), 1);
}

test("it takes as long as its turns, and every minute mail goes on being accepted", async () => {
  const result = await restarted("rolling: true, down: 60s, settle: 30s");
  const [entry] = result.timeline;
  expect(Number(entry?.until) - Number(entry?.at)).toBe(270);
  const accepted = (result.series.metrics["messages.accepted"]?.values ?? []).map(Number);
  expect(Math.min(...accepted.slice(30, 57))).toBeGreaterThan(150);
  expect(result.totals.messages.accepted + result.totals.messages.waiting).toBe(result.totals.messages.offered);
});

test("fewer attempts are lost by turns than all at once by no more than their sessions, and none while one is away", async () => {
  const [rolling, atOnce] = await Promise.all([
    restarted("rolling: true, down: 60s, settle: 30s"),
    restarted("down: 0s"),
  ]);
  const lost = ({ series }: typeof rolling) => (series.metrics["attempts.reset"]?.values ?? []).map(Number);
  const busy = lost(rolling).flatMap((count, i) => (count > 0 ? [i] : []));
  // At 300, 390 and 480 s.
  expect(busy).toEqual([30, 39, 48]);
  expect(lost(atOnce).flatMap((count, i) => (count > 0 ? [i] : []))).toEqual([30]);
});

test("a single front end that is away leaves its clients without an answer until it is back", async () => {
  const result = await restarted("rolling: true, down: 60s, settle: 0s", 1);
  const accepted = (result.series.metrics["messages.accepted"]?.values ?? []).map(Number);
  expect(Math.max(...accepted.slice(31, 35))).toBe(0);
  expect(Math.min(...accepted.slice(45, 60))).toBeGreaterThan(150);
});

test("a front end that is not there, and an order without turns, are refused", async () => {
  await expect(restarted("rolling: true, nodes: [2, 4]")).rejects.toThrow(/no front end 4.*from 1 to 3/s);
  await expect(restarted("nodes: [2, 1]")).rejects.toThrow(/rolling: true/);
});
