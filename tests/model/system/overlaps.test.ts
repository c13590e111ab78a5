/**
 * Operations that overlap: each takes back its own change and no other's, and leaves what the scenario states; at any
 * scale.
 */
import { expect, test } from "vitest";
import { runScenario } from "../../../src/experiment/run.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { scenarioSchema } from "../../../src/scenario/schema.js";

/** API workers in use, minute by minute, where there is always work for more than there are: 20 of them at first. */
async function workersInUse(operations: string, scale = 1): Promise<readonly (number | null)[]> {
  const text = `
version: 1
name: overlaps
clock: { duration: 12min, bucket: 1min, scale: ${scale}, rough: true }
senders: [{ name: s, protocol: api, hosts: 2000, rate: 400/s, retry: none }]
intake: { nodes: 1, api: { workers: 20, queue: 50, service: 1s } }
operations: ${operations}
`;
  const { series } = await runScenario(loadScenario({ name: "overlaps.yaml", text }, scenarioSchema), 1);
  return series.metrics["intake.workers"]?.values ?? [];
}

/** The buckets from 1 on in which nothing begins or ends. */
const calm = (values: readonly (number | null)[]) =>
  [1, 3, 5, 7, 9, 11].map((minute) => Math.round(values[minute] ?? 0));

const twice = (name: string, at: string, lasts: string) =>
  `{ name: ${name}, at: ${at}, for: ${lasts}, do: scale, by: 2 }`;
const sets = (name: string, at: string, lasts: string, workers: number) =>
  `{ name: ${name}, at: ${at}, for: ${lasts}, do: set, values: { intake.api.workers: ${workers} } }`;

test("two doublings that overlap are four times as much, and each is taken back by itself", async () => {
  const values = await workersInUse(`[${twice("one", "2min", "4min")}, ${twice("two", "4min", "6min")}]`);
  expect(calm(values)).toEqual([20, 40, 80, 40, 40, 20]);
});

test("the later of two settings is in force until it ends, then the earlier one if it is still on", async () => {
  const inside = await workersInUse(`[${sets("one", "2min", "8min", 40)}, ${sets("two", "4min", "2min", 10)}]`);
  expect(calm(inside)).toEqual([20, 40, 10, 40, 40, 20]);
  const across = await workersInUse(`[${sets("one", "2min", "4min", 40)}, ${sets("two", "4min", "6min", 10)}]`);
  expect(calm(across)).toEqual([20, 40, 10, 10, 10, 20]);
});

test("a doubling on top of a setting outlives it", async () => {
  const values = await workersInUse(`[${sets("one", "2min", "4min", 10)}, ${twice("two", "4min", "6min")}]`);
  expect(calm(values)).toEqual([20, 10, 20, 40, 40, 20]);
});

test("a scale divides what is stated and what is set alike", async () => {
  const values = await workersInUse(`[${sets("one", "2min", "8min", 40)}]`, 10);
  expect(calm(values)).toEqual([2, 4, 4, 4, 4, 2]);
});

test.each([10, 1.5])(
  "at scale %s a storage option that is set for a while is afterwards what it was",
  async (scale) => {
    const text = `
version: 1
name: scaled
clock: { duration: 20min, bucket: 1min, scale: ${scale}, rough: true }
senders: [{ name: s, hosts: 100, rate: 400/s, size: 75kB, retry: none }]
auth: { workers: 16, callers: [{ name: web, rate: 20/s }] }
storage: { nodes: 3, disk: { bandwidth: 40MB/s } }
operations:
  - { name: same, at: 2min, for: 2min, do: set, values: { storage.disk.bandwidth: 40MB/s, storage.compaction.throughput: 64MB/s } }
  - { name: more, at: 2min, for: 2min, do: scale, part: auth, by: 2 }
`;
    const loaded = loadScenario({ name: "scaled.yaml", text }, scenarioSchema);
    const [changed, calmRun] = [
      await runScenario(loaded, 1),
      await runScenario({ ...loaded, scenario: { ...loaded.scenario, operations: [] } }, 1),
    ];
    expect(changed.series.metrics["storage.sstables"]).toEqual(calmRun.series.metrics["storage.sstables"]);
  },
);
