/** From what a scenario says of a window to the window of the run. */
import { describe, expect, test } from "vitest";
import { Calendar } from "../../../src/engine/calendar.js";
import { Random } from "../../../src/engine/random.js";
import { Meter } from "../../../src/metrics/meter.js";
import { storageOptions } from "../../../src/model/storage/options.js";
import { buildStorage } from "../../../src/model/wiring/build-storage.js";
import { scaled } from "../../../src/schema/scaled.js";

/** A cluster at 09:00 for an hour, and when its window is open, by the minute. */
function built(detail: unknown, scale = 1) {
  const calendar = new Calendar();
  const clock = { start: 9 * 3600, duration: 3600, warmUp: 0, bucket: 60, scale };
  const world = { calendar, random: new Random(1), meter: new Meter(calendar, clock), clock };
  const cluster = buildStorage(scaled(storageOptions, storageOptions.decode({ detail } as object), scale), world);
  const openAt = () => {
    const minutes: number[] = [];
    for (let minute = 0.5; minute < 60; minute++) {
      calendar.run(minute * 60);
      if (cluster?.window?.open) minutes.push(Math.floor(minute));
    }
    return minutes;
  };
  return { cluster, openAt };
}

describe("a window of single requests", () => {
  test.each([
    ["a clock time", "09:20"],
    ["an offset", "20min"],
  ])("is open from %s for as long as it says", (_, from) => {
    expect(built({ from, for: "2min" }).openAt()).toEqual([20, 21]);
  });

  test.each([["off"], [undefined]])("is not there when detail is %s", (detail) => {
    expect(built(detail).cluster?.window).toBeUndefined();
  });

  test("keeps its books in a system that is scaled down", () => {
    const { cluster, openAt } = built({ from: "10min", for: "5min" }, 4);
    expect(openAt()).toHaveLength(5);
    expect(cluster?.window?.reads.counts.answered).toBeGreaterThan(0.9 * (300 * 20 * 6) * (1 / 4));
    for (const { name, left, right, tolerance } of cluster?.laws() ?? [])
      expect(Math.abs(left - right), name).toBeLessThanOrEqual(tolerance);
  });

  test("must begin within the run: the fault names the place and the cure", () => {
    expect(() => built({ from: "10:30", for: "2min" })).toThrow(
      /storage\.detail\.from: a window that begins 1h 30min after the start, expected a moment within the run/,
    );
  });

  test("says what is wrong with it", () => {
    const faults = (detail: object) => JSON.stringify(storageOptions.safeDecode({ detail } as object).error?.issues);
    expect(faults({ from: "noon", for: "2min" })).toMatch(
      /noon.* is not a moment, expected a clock time such as 11:05/,
    );
    expect(faults({ from: "10min" })).toMatch(/expected a duration/);
    expect(faults({ from: "10min", for: "1min", writes: 3 })).toMatch(/writes/);
  });
});
