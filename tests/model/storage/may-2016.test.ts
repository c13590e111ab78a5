/**
 * The parameter set of May 2016, without senders: stalls become refused writes only where two replicas of a range
 * overlap.
 */
import { beforeAll, describe, expect, test } from "vitest";
import type { Recording } from "../../../src/metrics/recording.js";
import { storageEvents, storageMetrics } from "../../../src/model/storage/metrics.js";
import { Driver, may2016, may2016Load } from "./driver.js";

const minute = 60;
const stalls = (nodes: readonly number[], length = 25) => ({
  pattern: "plan",
  stalls: nodes.map((node) => ({ node, from: "10min", for: `${length}min` })),
});

/** Failed writes in 45 minutes with stalls of these nodes from the 10th to the 35th. */
function failures(nodes: readonly number[]): number {
  const driver = new Driver(may2016, may2016Load, 1);
  if (nodes.length > 0) driver.bug(0, 45 * minute, { strikes: stalls(nodes) });
  return driver.run(45 * minute).failures.length;
}

describe("who must be sick for a write to fail", () => {
  test.each([
    ["no node", []],
    ["one node", [2]],
    ["two nodes that share no range", [1, 4]],
  ])("%s: no write fails", (_, nodes) => {
    expect(failures(nodes)).toBe(0);
  });

  test("two neighbours: writes fail", () => {
    expect(failures([2, 3])).toBeGreaterThan(1000);
  });

  test("two neighbours whose stalls do not overlap: no write fails", () => {
    const one = { node: 2, from: "5min", for: "15min" };
    const other = { node: 3, from: "28min", for: "15min" };
    const strikes = { pattern: "plan", stalls: [one, other] };
    expect(new Driver(may2016, may2016Load).bug(0, 50 * minute, { strikes }).run(50 * minute).failures).toEqual([]);
  });
});

describe("two hours of random stalls", () => {
  const end = 150 * minute;
  let driver: Driver;
  let recording: Recording;
  let starts: number[];

  beforeAll(() => {
    driver = new Driver(may2016, may2016Load, 2).bug(30 * minute, end, {}).run(end + 20 * minute);
    recording = driver.meter.recording();
    starts = driver.failures.filter((time, i, all) => i === 0 || time - (all[i - 1] ?? 0) > 3 * minute);
  });

  test("make three or more separate episodes, in 3 to 60 % of the minutes, and none before the bug", () => {
    const minutes = new Set(driver.failures.map((time) => Math.floor(time / minute)));
    expect(starts.length).toBeGreaterThanOrEqual(3);
    expect(minutes.size / 120).toBeGreaterThan(0.03);
    expect(minutes.size / 120).toBeLessThan(0.6);
    expect(starts[0]).toBeGreaterThan(30 * minute);
  });

  test("fail writes only while two replicas of one range are sick", () => {
    expect(recording.total(storageMetrics.failed)).toBe(driver.failures.length);
    expect(recording.total(storageMetrics.overlap)).toBe(driver.failures.length);
  });

  test("raise the p99 of writes, and fill the threads, before the first failure of each episode", () => {
    for (const start of starts) {
      const before = recording.tally(storageMetrics.writeLatency, Math.floor(start) - 3, Math.floor(start) - 1);
      expect(before.quantile(0.99)).toBeGreaterThan(0.05);
      const full = recording.first(storageEvents.threadsFull, start - 10 * minute, start);
      expect(start - full).toBeGreaterThan(0);
    }
  });

  test("are told in order: stall, saturated reads, full threads, end of the stall, end of the drain", () => {
    const [start = 0] = starts;
    const times = [storageEvents.stall, storageEvents.saturated, storageEvents.threadsFull].map((event) =>
      recording.first(event, 0, start),
    );
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(recording.first(storageEvents.stallEnd, times[2] ?? 0, end)).toBeGreaterThan(start);
    expect(recording.first(storageEvents.drained, start, end)).toBeGreaterThan(start);
  });

  test("leave nothing behind: after the drain no write fails", () => {
    expect(driver.failures.filter((time) => time > end + 10 * minute)).toEqual([]);
  });

  test("keep the books", () => {
    for (const { name, left, right, tolerance } of driver.cluster.laws())
      expect(Math.abs(left - right), `${name}: ${left} against ${right}`).toBeLessThanOrEqual(tolerance);
  });
});

test("cost one event per write while the cluster is sound", () => {
  const driver = new Driver(may2016, { rate: 200, bytes: 75_000 }).run(600);
  const { total } = driver.cluster.instruments.writes;
  expect(driver.calendar.counts.get("storage write answered")).toBe(total);
  expect(driver.calendar.events - 2 * total).toBeLessThan(6 * 600);
});
