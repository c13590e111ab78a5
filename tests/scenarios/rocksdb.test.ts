/**
 * The storage model beside measured runs of RocksDB 7.8.3 on a disk of 80 MB/s of reads and 80 MB/s of writes: S1 (12
 * MB/s, no compaction for a minute) and S4 (20 MB/s). What does not fit is named in docs/validation.md.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { runScenario } from "../../src/experiment/run.js";
import type { RunResult } from "../../src/results/run-result.js";
import { loadScenario } from "../../src/scenario/load.js";
import { scenarioSchema } from "../../src/scenario/schema.js";
import { broken, runShipped, sumOf } from "./shipped.js";

/** Of S1, while compaction is off: at the end of each ten seconds the files, and the median of a get in them, in ms. */
const STALL = [
  { at: 70, files: 24, median: 1.38 },
  { at: 80, files: 39, median: 3.83 },
  { at: 90, files: 55, median: 6.49 },
  { at: 100, files: 70, median: 7.88 },
  { at: 110, files: 86, median: 10.51 },
  { at: 120, files: 101, median: 14.58 },
];
const PEAK = 101;

describe.each([1, 2])("S1, a minute without compaction, seed %i", (seed) => {
  let result: RunResult;
  let files: number[];
  let get: number[];

  beforeAll(async () => {
    result = await runShipped("rocksdb-stall", seed);
    files = secondsOf(result, "storage.sstables");
    get = secondsOf(result, "storage.read.latency");
  });

  test("every expectation of the scenario holds", () => {
    expect(broken(result)).toEqual([]);
    expect(result.expectations.length).toBeGreaterThanOrEqual(9);
    expect(sumOf(result.series.metrics["replies.storage"]?.values)).toBe(0);
  });

  test("files grow by 1.552 a second, and stay within 5 % of the measured peak of every row of the table", () => {
    const levels = STALL.map(({ at }) => mean(files.slice(at - 1, at + 1)));
    expect(
      Math.abs(
        slope(
          STALL.map(({ at }) => at),
          levels,
        ) /
          1.552 -
          1,
      ),
    ).toBeLessThan(0.02);
    for (const [row, { files: measured }] of STALL.entries())
      expect(Math.abs((levels[row] ?? Number.NaN) - measured)).toBeLessThan(0.05 * PEAK);
    for (const row of [4, 5]) expect(levels[row]).toBeGreaterThan(0.95 * (STALL[row]?.files ?? 0));
  });

  test("a get takes 0.157 ms more for every file, as straight a line as measured, and is within a quarter of its median", () => {
    const line = slope(files.slice(70, 120), get.slice(70, 120));
    const measured = slope(
      STALL.map((row) => row.files),
      STALL.map(({ median }) => median / 1e3),
    );
    expect(Math.abs(line / 0.157e-3 - 1)).toBeLessThan(0.05);
    expect(Math.abs(line / measured - 1)).toBeLessThan(0.05);
    for (const { at, median } of STALL.slice(1))
      expect(Math.abs(mean(get.slice(at - 10, at)) / (median / 1e3) - 1)).toBeLessThan(0.25);
  });

  test("at the resume files go on to about 123, and are 50 after 17 s and 20 after 24 s, each within 8 s", () => {
    expect(Math.abs(Math.max(...files) / 123 - 1)).toBeLessThan(0.1);
    const until = (few: number) => files.slice(120).findIndex((level) => level <= few);
    expect(Math.abs(until(50) - 17)).toBeLessThanOrEqual(8);
    expect(Math.abs(until(20) - 24)).toBeLessThanOrEqual(8);
  });

  test("no put ever waits: the slowest of a measured run took 23 ms", () => {
    expect(result.latency.storageWrite?.max).toBeLessThan(0.023);
    expect(result.totals.storage.writesFailed).toBe(0);
  });
});

describe.each([1, 2])("S4, more puts than the flush can write, seed %i", (seed) => {
  let result: RunResult;
  beforeAll(async () => {
    result = await runShipped("rocksdb-overload", seed);
  });

  test("every expectation of the scenario holds", () => {
    expect(broken(result)).toEqual([]);
    expect(result.expectations.length).toBeGreaterThanOrEqual(4);
    expect(sumOf(result.series.metrics["replies.storage"]?.values)).toBe(0);
  });

  test("2274 MB are taken in within 10 %, and nothing fails: puts only wait", () => {
    expect(Math.abs(sumOf(secondsOf(result, "storage.ingest.bytes")) / 2274e6 - 1)).toBeLessThan(0.1);
    expect(result.totals.storage.writesFailed).toBe(0);
  });

  test("puts wait for more than a second from 55 ± 15 s on, never before, and ever longer", () => {
    const p99 = secondsOf(result, "p99(storage.write.latency)");
    const first = p99.findIndex((latency) => latency > 1);
    expect(Math.abs(first - 55)).toBeLessThanOrEqual(15);
    expect(Math.max(...p99.slice(0, 35))).toBeLessThan(0.023);
    expect(Math.min(...p99.slice(first + 10))).toBeGreaterThan(1);
  });
});

test("S3: without a stall 12 MB/s never block; bytes are rewritten as often as in an independent model of the same picker", async () => {
  const changes = { without: ["operations", "expect"], sets: ["clock.duration=150s"] };
  const result = await runScenario(loadScenario("rocksdb-stall", scenarioSchema, changes), 1);
  expect(result.latency.storageWrite?.max).toBeLessThan(0.023);
  const [written, taken] = ["storage.compaction.bytes", "storage.ingest.bytes"].map((name) => secondsOf(result, name));
  const amplification = (seconds: number) => sumOf(written?.slice(0, seconds)) / sumOf(taken?.slice(0, seconds));
  expect(Math.abs(amplification(60) / 2.54 - 1)).toBeLessThan(0.05);
  expect(Math.abs(amplification(150) / 2.79 - 1)).toBeLessThan(0.05);
});

/** A metric of a run whose buckets are seconds. */
function secondsOf({ series }: RunResult, name: string): number[] {
  expect(series.bucketSeconds).toBe(1);
  const found = series.metrics[name];
  if (!found) throw new Error(`no series ${name}`);
  return found.values.map((value) => value ?? 0);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of the least-squares line. */
function slope(x: readonly number[], y: readonly number[]): number {
  const [middle, level] = [mean(x), mean(y)];
  const along = x.reduce((sum, value, i) => sum + (value - middle) * ((y[i] ?? Number.NaN) - level), 0);
  return along / x.reduce((sum, value) => sum + (value - middle) ** 2, 0);
}
