/**
 * The pack of May 2016 over two seeds: its own expectations, and the sharper claims beside them, each read off the
 * result as a reader would. `npm run verify` does the same over twenty seeds.
 */
import { beforeAll, describe, expect, test } from "vitest";
import type { RunResult, Series } from "../../src/results/run-result.js";
import { broken, runShipped, sumOf } from "./shipped.js";

const SEEDS = [1, 2];
/** Seconds from 08:00. */
const at = (hour: number, minute = 0) => (hour - 8) * 3_600 + minute * 60;
const BASELINE = [at(9), at(10)] as const;
const AFTER = [at(13, 50), at(15)] as const;

describe.each(SEEDS)("seed %i", (seed) => {
  let result: RunResult;

  beforeAll(async () => {
    result = await runShipped("may-2016-cassandra", seed);
  });

  test("every expectation of the pack holds", () => {
    expect(result.expectations).toHaveLength(10);
    expect(broken(result)).toEqual([]);
  });

  test("it is the whole thing: more than three million messages, most of them accepted", () => {
    const { offered, accepted } = result.totals.messages;
    expect(offered).toBeGreaterThan(3_000_000);
    expect(accepted / offered).toBeGreaterThan(0.98);
  });

  test("storage refuses in separate episodes, at least three minutes apart, and in 3 to 60 % of the minutes", () => {
    expect(result.episodes.length).toBeGreaterThanOrEqual(3);
    const gaps = result.episodes.slice(1).map(({ start }, i) => start - (result.episodes[i]?.end ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(180);
    const minutes = valuesOf(result, "replies.storage");
    const share = minutes.filter((count) => count > 0).length / minutes.length;
    expect(share).toBeGreaterThanOrEqual(0.03);
    expect(share).toBeLessThanOrEqual(0.6);
    expect(result.episodes.reduce((sum, { refused }) => sum + refused, 0)).toBe(result.totals.storage.writesFailed);
  });

  test("at least nine of ten failures fall while two replicas of a range are in trouble", () => {
    const overlap = sumOf(valuesOf(result, "storage.writes.failed.overlap"));
    expect(overlap / result.totals.storage.writesFailed).toBeGreaterThanOrEqual(0.9);
  });

  test("write p99 rises before the first refusal of each episode, and the threads fill no later", () => {
    for (const { latencyLead, threadLead } of result.episodes) {
      expect(latencyLead).toBeGreaterThan(0);
      expect(threadLead).toBeGreaterThan(0);
    }
  });

  test("421s rise at least fivefold over the ordinary ones, which are the intake's own", () => {
    const ordinary = perMinute(result, "replies.421", BASELINE);
    expect(perMinute(result, "replies.421", [at(10), at(13)]) / ordinary).toBeGreaterThanOrEqual(5);
    expect(ordinary * 60).toBeGreaterThanOrEqual(600);
    const own =
      perMinute(result, "replies.421.connections", BASELINE) + perMinute(result, "replies.421.idle", BASELINE);
    expect(own).toBeCloseTo(ordinary, 9);
  });

  test("after the roll and the drain storage refuses nothing, and 421s are ordinary again", () => {
    expect(perMinute(result, "replies.storage", AFTER)).toBe(0);
    const after = perMinute(result, "replies.421", AFTER);
    expect(after * 70).toBeGreaterThanOrEqual(600);
    expect(after / perMinute(result, "replies.421", BASELINE)).toBeLessThanOrEqual(1.2);
  });

  test("the chain runs from the stall over SSTables and threads to the first 421 and the drain", () => {
    const when = new Map(result.chain.map((link) => [link.link, link.at]));
    const order = ["stall", "sstables", "threads", "refused", "drain"].map((link) => when.get(link) ?? Number.NaN);
    expect(order.every(Number.isFinite)).toBe(true);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(when.get("reads")).toBeLessThan(when.get("refused") ?? 0);
    expect(when.get("retries")).toBeGreaterThanOrEqual(when.get("refused") ?? Number.POSITIVE_INFINITY);
  });
});

function valuesOf({ series }: RunResult, name: string): number[] {
  const found: Series | undefined = series.metrics[name];
  if (!found) throw new Error(`no series ${name}`);
  return found.values.map((value) => value ?? 0);
}

/** Mean of a counter over the buckets, a minute long each, that begin in the window. */
function perMinute(result: RunResult, name: string, [from, to]: readonly [number, number]): number {
  expect(result.series.bucketSeconds).toBe(60);
  const inside = valuesOf(result, name).slice(from / 60, to / 60);
  return sumOf(inside) / inside.length;
}
