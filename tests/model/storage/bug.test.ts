import { describe, expect, test } from "vitest";
import { Random } from "../../../src/engine/random.js";
import { compactionBugs, strikePatterns } from "../../../src/model/storage/maintenance/bug/index.js";
import { Driver, may2016 } from "./driver.js";

const load = { rate: 20, bytes: 750_000 };

describe.each(compactionBugs.choices)("compaction bug $name", ({ name }) => {
  const bug = compactionBugs.create(name, {});
  const atOnce = { mode: name === "leak" ? { name, probability: 1 } : name, strikes: plan(1, 1800) };

  test("decides a finished compaction's fate in one of three ways", () => {
    const chance = new Random(1).stream("bug");
    for (let i = 0; i < 100; i++) expect(["succeeds", "fails", "loses its thread"]).toContain(bug.finish(chance));
  });

  test("makes SSTables of the node it strikes grow, of no other, and they shrink afterwards", () => {
    const driver = new Driver(may2016, load).bug(600, 2400, atOnce).run(2390);
    const [sick, ...sound] = driver.cluster.nodes.map(({ sstables }) => sstables.length);
    expect(sick).toBeGreaterThan(300);
    expect(Math.max(...sound)).toBeLessThan(50);
    driver.restart(2400, { nodes: [1] }).run(6000);
    expect(driver.cluster.nodes[0]?.sstables.length).toBeLessThan(50);
  });

  test("refuses an option it does not know", () => {
    expect(() => compactionBugs.create(name, { propability: 1 })).toThrow(/propability/);
  });
});

describe.each(strikePatterns.choices)("strike pattern $name", ({ name }) => {
  const options =
    name === "plan"
      ? {
          stalls: [
            { node: 1, from: "5min", for: "1min" },
            { node: 1, for: "1min" },
          ],
        }
      : {};

  test("strikes one after the other", () => {
    const strikes = strikePatterns.create(name, options);
    const chance = new Random(1).stream("strikes");
    let after = 0;
    for (let earlier = 0; earlier < 100; earlier++) {
      const strike = strikes.next(1, earlier, after, chance);
      if (!strike) return;
      expect(strike.from).toBeGreaterThanOrEqual(after);
      expect(strike.lasts).toBeGreaterThan(0);
      after = strike.from + strike.lasts;
    }
  });
});

describe("a bug in the field", () => {
  test("a frozen node's compactions burst when it ends: the disk is busy then, not before", () => {
    const driver = new Driver(may2016, load).bug(600, 2400, { mode: "freeze", strikes: plan(1, 1800) });
    const used = (until: number) => driver.run(until).cluster.nodes[0]?.disk.used ?? 0;
    const [a, b, c] = [used(2000), used(2390), used(2500)];
    expect((b - a) / 390 / 200e6).toBeLessThan(0.2);
    expect((c - b) / 110 / 200e6).toBeGreaterThan(0.5);
  });

  test("a futile node's disk is busy all the time, and pending compactions never fall", () => {
    const driver = new Driver(may2016, load).bug(600, 2400, { strikes: plan(1, 1800) }).run(700);
    const [node] = driver.cluster.nodes;
    let pending = 0;
    const before = node?.disk.used ?? 0;
    for (let time = 700; time < 2400; time++) {
      driver.run(time);
      expect(node?.compactor.pending).toBeGreaterThanOrEqual(pending);
      pending = node?.compactor.pending ?? 0;
    }
    expect(((node?.disk.used ?? 0) - before) / 1700 / 200e6).toBeGreaterThan(0.5);
    expect(node?.compactor.wasted).toBeGreaterThan(0);
    expect(node?.compactor.failures).toBeGreaterThan(0);
  });

  test("ends for a node that runs another version, and leaves the others as they were", () => {
    const struck = (upgrade: boolean) => {
      const driver = new Driver(may2016, load).bug(600, 20_000, {});
      if (upgrade) driver.upgrade(5000, { nodes: [1], version: "new" });
      const marks = driver
        .run(12_000)
        .meter.recording()
        .marks.filter(({ kind }) => kind === "storage.stall");
      const of = (first: boolean) =>
        marks.filter(({ text }) => text.startsWith("node-1:") === first).map(({ at }) => at);
      return { first: of(true), others: of(false) };
    };
    const [with_, without] = [struck(true), struck(false)];
    expect(with_.others).toEqual(without.others);
    expect(with_.first).toEqual(without.first.filter((at) => at < 5180));
  });

  test("spares versions it does not name", () => {
    const driver = new Driver(may2016, load).bug(0, 7200, { versions: ["3.0.5"] }).run(7200);
    expect(driver.meter.recording().marks).toEqual([]);
  });
});

function plan(node: number, seconds: number) {
  return { pattern: "plan", stalls: [{ node, for: `${seconds}s` }] };
}
