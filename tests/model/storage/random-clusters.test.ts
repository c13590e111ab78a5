/**
 * Whatever the cluster and whatever befalls it: the conservation laws hold, and every write is answered once, in time.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Driver } from "./driver.js";

const cluster = fc
  .record({
    nodes: fc.integer({ min: 1, max: 7 }),
    replication: fc.integer({ min: 1, max: 5 }),
    consistency: fc.constantFrom("one", "quorum", "all"),
    bandwidth: fc.integer({ min: 1, max: 60 }),
    flushSize: fc.integer({ min: 1, max: 8 }),
    pool: fc.integer({ min: 8, max: 64 }),
    flushWriters: fc.integer({ min: 1, max: 3 }),
    compactors: fc.integer({ min: 1, max: 3 }),
    throughput: fc.integer({ min: 1, max: 40 }),
    threads: fc.integer({ min: 1, max: 40 }),
    queue: fc.integer({ min: 1, max: 40 }),
    scans: fc.integer({ min: 0, max: 60 }),
    abortExpired: fc.boolean(),
    store: fc.constantFrom("table", "files"),
    purge: fc.constantFrom("off", { residence: "1min" }),
  })
  .map(({ nodes, replication, consistency, bandwidth, flushSize, pool, flushWriters, ...rest }) => ({
    nodes,
    replication: Math.min(nodes, replication),
    consistency,
    disk: { bandwidth: `${bandwidth}MB/s` },
    memtable: { flushSize: `${flushSize}MB`, pool: `${pool}MB`, flushWriters },
    compaction: { compactors: rest.compactors, throughput: `${rest.throughput}MB/s` },
    coordinator: { threads: rest.threads, queue: rest.queue },
    reads: { scans: `${rest.scans}/s`, abortExpired: rest.abortExpired },
    hints: { store: rest.store, replay: "5MB/s" },
    purge: rest.purge,
  }));

const blow = fc.record({
  at: fc.integer({ min: 0, max: 500 }),
  node: fc.integer({ min: 1, max: 7 }),
  kind: fc.constantFrom(
    "down",
    "up",
    "upgrade",
    "upgrade all",
    "restart",
    "freeze",
    "futile",
    "leak",
    "bug off",
    "disk",
    "threads",
  ),
});

const window = fc
  .record({
    from: fc.integer({ min: 0, max: 400 }),
    length: fc.integer({ min: 1, max: 200 }),
    concurrentWrites: fc.integer({ min: 1, max: 32 }),
  })
  .map(({ from, length, concurrentWrites }) => ({ from: `${from}s`, for: `${length}s`, concurrentWrites }));

interface Blow {
  readonly at: number;
  readonly node: number;
  readonly kind: string;
}

function struck(storage: object & { readonly nodes: number }, blows: readonly Blow[], seed: number): Driver {
  const driver = new Driver(storage, { rate: 60, bytes: 100_000, reads: true, deletes: true }, seed);
  for (const [i, { at, node, kind }] of blows.entries())
    driver.at(at, `blow ${i}`, () => strike(driver, kind, 1 + ((node - 1) % storage.nodes)));
  return driver;
}

/** At any time: all books balance, no write is older than its deadline, and none took longer. */
function expectSound(driver: Driver): void {
  const answered = Object.values(driver.outcomes).reduce((sum, count) => sum + count, 0);
  const { writes, latency } = driver.cluster.instruments;
  expect(writes.total - answered).toBeLessThanOrEqual(60 * 2 * 2);
  expect(latency.between(0, driver.calendar.now).max).toBeLessThanOrEqual(2 * 1.01);
  for (const { name, left, right, tolerance } of driver.cluster.laws())
    expect(Math.abs(left - right), `${name}: ${left} against ${right}`).toBeLessThanOrEqual(tolerance);
}

test("conservation laws hold in random clusters under random blows, and every write is answered within its deadline", () => {
  fc.assert(
    fc.property(cluster, fc.array(blow, { maxLength: 8 }), fc.integer(), (storage, blows, seed) => {
      expectSound(struck(storage, blows, seed).run(600));
    }),
    { numRuns: 60 },
  );
});

test("so they do while requests are single ones, before, inside and after the window, and the same seed gives the same run", () => {
  fc.assert(
    fc.property(cluster, window, fc.array(blow, { maxLength: 8 }), fc.integer(), (storage, detail, blows, seed) => {
      const told = [1, 2].map(() => {
        const driver = struck(Object.assign({ detail }, storage), blows, seed);
        for (let time = 100; time <= 600; time += 100) expectSound(driver.run(time));
        const { calendar, outcomes, failures, cluster, meter } = driver;
        return JSON.stringify([calendar.events, outcomes, failures, cluster.laws(), meter.recording().marks]);
      });
      expect(told[0]).toBe(told[1]);
    }),
    { numRuns: 25 },
  );
});

function strike({ cluster }: Driver, kind: string, node: number): void {
  const steps = { drain: 20, down: 40, settle: 10 };
  if (kind === "down") cluster.takeDown(node);
  else if (kind === "up") cluster.bringUp(node);
  else if (kind === "upgrade") cluster.upgrade({ nodes: [node], parallel: false, version: "new", ...steps });
  else if (kind === "upgrade all") cluster.upgrade({ nodes: undefined, parallel: true, version: "new", ...steps });
  else if (kind === "restart") cluster.restart({ nodes: undefined, ...steps });
  else if (kind === "bug off") cluster.bugOff();
  else if (kind === "disk") cluster.set("disk.bandwidth", 20e6);
  else if (kind === "threads") cluster.set("coordinator.threads", 3);
  else {
    const random = { from: 10, to: 60 };
    const strikes = { pattern: "random", first: random, gap: random, stall: random };
    const options = kind === "freeze" ? { running: "stop" } : { probability: 0.5 };
    cluster.bugOn({ mode: { name: kind, ...options }, strikes, versions: undefined });
  }
}
