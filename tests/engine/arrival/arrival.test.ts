import { describe, expect, test } from "vitest";
import type { ArrivalProcess } from "../../../src/engine/arrival/arrival-process.js";
import { Arrivals } from "../../../src/engine/arrival/arrivals.js";
import { arrivalProcesses } from "../../../src/engine/arrival/index.js";
import { ModulatedArrivals } from "../../../src/engine/arrival/mmpp.js";
import { TraceArrivals } from "../../../src/engine/arrival/trace.js";
import { Calendar } from "../../../src/engine/calendar.js";
import { Random } from "../../../src/engine/random.js";
import { meanInterval } from "../../../src/metrics/confidence.js";

const written: Record<string, Record<string, unknown>> = {
  poisson: { rate: "2/s" },
  renewal: { gap: { shape: "erlang", mean: "500ms", stages: 2 } },
  mmpp: {
    phases: [
      { rate: "8/s", lasts: "2s" },
      { rate: "0/s", lasts: "3s" },
      { rate: "1/s", lasts: "1s" },
    ],
  },
  batch: { of: { pattern: "poisson", rate: "500/min" }, size: { shape: "uniform", from: 0, to: 5 } },
  trace: { times: ["0s", "1s", "1s", "4s"], every: "5s" },
};

/** Arrivals in each of many equal stretches of time. */
function countsOf(process: ArrivalProcess, stretches: number, length: number): number[] {
  const counts = new Array<number>(stretches).fill(0);
  const stream = new Random(5).stream("arrivals");
  for (let now = process.next(0, stream); now < stretches * length; now = process.next(now, stream)) {
    counts[Math.floor(now / length)]! += process.size(stream);
  }
  return counts;
}

test("every arrival pattern of the catalogue is tried below", () => {
  expect(Object.keys(written).sort()).toEqual([...arrivalProcesses.names].sort());
});

describe.each(arrivalProcesses.names)("arrivals %s", (name) => {
  test("come at their stated rate", () => {
    const process = arrivalProcesses.create(name, written[name]);
    const perSecond = countsOf(process, 400, 500).map((count) => count / 500);
    const { estimate, halfWidth } = meanInterval(perSecond, 0.999);
    expect(Math.abs(estimate - process.rate)).toBeLessThanOrEqual(halfWidth + 1e-9);
  });

  test("never go back in time", () => {
    const process = arrivalProcesses.create(name, written[name]);
    const stream = new Random(1).stream("arrivals");
    for (let now = 0, i = 0; i < 10_000; i++) {
      const next = process.next(now, stream);
      expect(next).toBeGreaterThanOrEqual(now);
      now = next;
    }
  });

  test("refuse an option they do not know", () => {
    expect(() => arrivalProcesses.create(name, { ...written[name], rat: "1/s" })).toThrow(/rat/);
  });
});

test("modulated arrivals are as bursty as theory says", () => {
  // Index of dispersion of counts in the long run: 1 + 2 (l1 - l2)² r12 r21 / ((r12 + r21)² (l1 r21 + l2 r12)).
  // Source: Fischer and Meier-Hellstern 1993, section 3.
  const process = new ModulatedArrivals([
    { rate: 0.5, lasts: 1 / 0.05 },
    { rate: 2, lasts: 1 / 0.1 },
  ]);
  const length = 2_000;
  const counts = countsOf(process, 2_000, length);
  const squares = counts.map((count) => (count - length) ** 2 / length);
  const limit = 1 + (2 * 1.5 ** 2 * 0.05 * 0.1) / (0.15 ** 2 * (0.5 * 0.1 + 2 * 0.05));
  const { estimate, halfWidth } = meanInterval(squares, 0.99);
  expect(Math.abs(estimate - limit)).toBeLessThanOrEqual(halfWidth + 0.01 * limit);
});

describe("a trace", () => {
  test("plays its times once, equal ones included, and ends", () => {
    const trace = new TraceArrivals([1, 1, 3]);
    expect([trace.next(0), trace.next(1), trace.next(1), trace.next(3)]).toEqual([1, 1, 3, Number.POSITIVE_INFINITY]);
  });

  test("is repeated with its period", () => {
    const trace = new TraceArrivals([1, 3], 10);
    expect([0, 1, 3, 11, 13].map((now) => trace.next(now))).toEqual([1, 3, 11, 13, 21]);
  });

  test("refuses times that do not ascend, and a period that is too short", () => {
    expect(() => new TraceArrivals([3, 1])).toThrow("ascend");
    expect(() => new TraceArrivals([1, 3], 2)).toThrow("shorter");
  });
});

describe("arrivals on a calendar", () => {
  const aTrace = (times: number[], arrive: () => void) => {
    const calendar = new Calendar();
    return {
      calendar,
      arrivals: new Arrivals(calendar, "arrivals", new TraceArrivals(times), new Random(1).stream("a"), arrive),
    };
  };

  test("happen at their times", () => {
    const seen: number[] = [];
    const { calendar, arrivals } = aTrace([1, 2, 2, 5], () => seen.push(calendar.now));
    arrivals.start();
    arrivals.start();
    calendar.run(100);
    expect(seen).toEqual([1, 2, 2, 5]);
    expect(calendar.pending).toBe(0);
  });

  test("stop from within an arrival, and go on when started again", () => {
    const seen: number[] = [];
    const { calendar, arrivals } = aTrace([1, 2, 3, 4], () => {
      seen.push(calendar.now);
      if (seen.length === 2) arrivals.stop();
    });
    arrivals.start();
    calendar.run(3.5);
    expect(seen).toEqual([1, 2]);
    arrivals.start();
    calendar.run(10);
    expect(seen).toEqual([1, 2, 4]);
  });
});
