/**
 * Single requests beside the fluid: the same seeds, with a window and without, and the interval of the paired
 * difference.
 */
import { describe, expect, test } from "vitest";
import { type Interval, meanInterval } from "../../../../src/metrics/confidence.js";
import { Driver, may2016, may2016Load } from "../driver.js";

const seeds = [1, 2, 3, 4, 5, 6, 7, 8];

/** What a window's time came to: writes stored per second, part of the writes that failed, SSTables of all nodes. */
interface Figures {
  readonly stored: number;
  readonly failed: number;
  readonly sstables: number;
}

/**
 * Two neighbours stall from the start; where their scans cost as much as this, they are overloaded after four minutes.
 */
const sick = { strikes: { pattern: "plan", stalls: [2, 3].map((node) => ({ node, for: "1h" })) } };

function figures(
  storage: object,
  bug: object | undefined,
  from: number,
  length: number,
  bytes: number,
  seed: number,
): Figures {
  const driver = new Driver(storage, { ...may2016Load, bytes }, seed);
  if (bug) driver.bug(0, Number.POSITIVE_INFINITY, bug);
  const { writes } = driver.run(from).cluster.instruments;
  const [before, offered, stored] = [driver.failures.length, writes.total, driver.outcomes.stored];
  driver.run(from + length);
  return {
    stored: (driver.outcomes.stored - stored) / length,
    failed: (driver.failures.length - before) / (writes.total - offered),
    sstables: driver.cluster.nodes.reduce((sum, { sstables }) => sum + sstables.length, 0),
  };
}

/** With a window less without, seed by seed. */
function difference(storage: object, bug: object | undefined, from: number, length: number, bytes = may2016Load.bytes) {
  const pairs = seeds.map((seed) => ({
    fluid: figures(storage, bug, from, length, bytes, seed),
    single: figures({ ...storage, detail: { from: `${from}s`, for: `${length}s` } }, bug, from, length, bytes, seed),
  }));
  const interval = (of: (figures: Figures) => number): Interval =>
    meanInterval(
      pairs.map(({ fluid, single }) => of(single) - of(fluid)),
      0.95,
    );
  return {
    fluid: meanInterval(
      pairs.map(({ fluid }) => fluid.failed),
      0.95,
    ),
    stored: interval(({ stored }) => stored),
    failed: interval(({ failed }) => failed),
    sstables: interval(({ sstables }) => sstables),
  };
}

/** The interval of the difference reaches to within the tolerance of 0. */
function expectAgreement({ estimate, halfWidth }: Interval, tolerance = 0): void {
  expect(Math.abs(estimate)).toBeLessThanOrEqual(halfWidth + tolerance);
}

describe("a window of a minute agrees with the fluid", () => {
  test("in calm: the same writes are stored, none fails, the same SSTables are there", () => {
    const { stored, failed, sstables } = difference(may2016, undefined, 120, 60);
    expectAgreement(stored, 0.02);
    expect(failed).toMatchObject({ estimate: 0, halfWidth: 0 });
    expectAgreement(sstables);
  });

  test("in a stall whose disks give reads a steady rate: throughput, failures and SSTables", () => {
    // No merges, hardly a sync or a flush that a read would notice, scores as often as Cassandra makes them.
    const steady = {
      ...may2016,
      disk: { readWeight: 50 },
      memtable: { flushSize: "800kB" },
      reads: { scans: "60/s", cost: "21kB" },
      commitLog: { period: "1h" },
      snitch: { interval: "100ms" },
    };
    const { fluid, stored, failed, sstables } = difference(steady, { ...sick, mode: "freeze" }, 200, 60, 7500);
    expect(fluid.estimate).toBeGreaterThan(0.05);
    expectAgreement(stored);
    expectAgreement(failed);
    expectAgreement(sstables);
  });

  test("in a stall as in May 2016: the fluid lets fewer writes fail, as docs/validation.md says", () => {
    const { fluid, stored, failed, sstables } = difference(
      { ...may2016, memtable: { flushSize: "8MB" } },
      sick,
      200,
      60,
    );
    expect(fluid.estimate).toBeGreaterThan(0.05);
    // At every sync and flush the fluid measures a slow disk, and drops reads that would have waited no longer than
    // that.
    expect(failed.estimate - failed.halfWidth).toBeGreaterThan(0);
    expectAgreement(failed, 0.04);
    expectAgreement(stored, 8);
    expectAgreement(sstables, 3);
  });
});
