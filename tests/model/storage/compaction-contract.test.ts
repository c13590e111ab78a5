/** What holds of every compaction strategy, bug and strike pattern. */
import { describe, expect, test } from "vitest";
import { Random } from "../../../src/engine/random.js";
import { compactionBugs, strikePatterns } from "../../../src/model/storage/maintenance/bug/index.js";
import { compactionStrategies } from "../../../src/model/storage/node/compaction/index.js";
import { merge, type SSTable } from "../../../src/model/storage/node/sstable.js";
import { Driver } from "./driver.js";

const MB = 1e6;

function flush(id: number, bytes = 32 * MB): SSTable {
  return { id, bytes, tombstones: 0, written: bytes, from: 60 * id, to: 60 * id + 60, level: 0 };
}

describe.each(compactionStrategies.names)("compaction %s", (name) => {
  const strategy = compactionStrategies.create(name, {});

  /** Merges until there is nothing to merge; at most so many times. */
  function settle(tables: readonly SSTable[], most = 1000): { left: SSTable[]; merges: number } {
    let left = [...tables];
    for (let merges = 0; merges < most; merges++) {
      const inputs = strategy.next(left);
      if (inputs.length === 0) return { left, merges };
      const level = strategy.levelAfter?.(inputs, left) ?? 0;
      left = [
        ...left.filter((table) => !inputs.includes(table)),
        { ...merge(inputs, 10_000 + merges, 60 * tables.length, "off"), level },
      ];
    }
    throw new Error(`still merging after ${most} merges`);
  }

  test("leaves nothing, and a single SSTable, alone", () => {
    expect(strategy.next([])).toEqual([]);
    expect(strategy.next([flush(1)])).toEqual([]);
    expect([strategy.pending([]), strategy.pending([flush(1)])]).toEqual([0, 0]);
  });

  test("chooses from the SSTables that are free, each once, and leaves the list as it was", () => {
    const free = Array.from({ length: 40 }, (_, id) => flush(id, (1 + (id % 7)) * 8 * MB));
    const before = [...free];
    const chosen = strategy.next(free);
    expect(chosen.length).toBeGreaterThan(1);
    expect(chosen.every((table) => free.includes(table))).toBe(true);
    expect(new Set(chosen).size).toBe(chosen.length);
    expect(free).toEqual(before);
  });

  test("comes to an end: a pile of flushes becomes few SSTables of the same bytes, and nothing is pending", () => {
    const pile = Array.from({ length: 200 }, (_, id) => flush(id));
    expect(strategy.pending(pile)).toBeGreaterThan(0);
    const { left, merges } = settle(pile);
    expect(merges).toBeGreaterThan(0);
    expect(left.length).toBeLessThan(pile.length / 5);
    expect(left.reduce((sum, { bytes }) => sum + bytes, 0)).toBeCloseTo(200 * 32 * MB, 0);
    expect(strategy.pending(left)).toBe(0);
  });

  test("chooses the same for the same SSTables", () => {
    const free = Array.from({ length: 30 }, (_, id) => flush(id));
    expect(compactionStrategies.create(name, {}).next(free)).toEqual(strategy.next(free));
  });
});

const HOUR = 3600;

/** SSTables of three nodes after 2000 s, and after two hours: an hour after node 1 has restarted without the bug. */
function pilesWith(bug: object | undefined): { early: number[]; late: number[] } {
  const storage = { nodes: 3, memtable: { flushSize: "8MB" }, purge: "off" };
  const driver = new Driver(storage, { rate: 20, bytes: 75_000 }, 1, 2 * HOUR);
  const strikes = { pattern: "plan", stalls: [{ node: 1, from: "5min", for: "30min" }] };
  if (bug !== undefined) driver.bug(0, HOUR, { mode: bug, strikes });
  driver.restart(HOUR, { nodes: [1], drain: "10s", down: "20s", settle: "10s" });
  const counts = () => driver.cluster.nodes.map(({ sstables }) => sstables.length);
  driver.run(2000);
  const early = counts();
  driver.run(2 * HOUR);
  return { early, late: counts() };
}

const sound = pilesWith(undefined);

describe.each(compactionBugs.names)("bug %s", (name) => {
  const certain = { ...("probability" in optionsOf(name) && { probability: 1 }) };
  const sick = pilesWith({ name, ...certain });

  test("bears its own name, and says what becomes of compactions that run and that would start", () => {
    const bug = compactionBugs.create(name, certain);
    expect(bug.name).toBe(name);
    expect(["they go on", "they are stopped"]).toContain(bug.onset);
    const ends = bug.finish(new Random(1).stream("bug"));
    expect(["succeeds", "fails", "loses its thread"]).toContain(ends);
    // A defect is one that keeps compactions from starting, or spoils their end.
    expect(bug.mayStart && ends === "succeeds").toBe(false);
  });

  test("piles SSTables up on the node that it strikes, and on no other", () => {
    expect(sick.early[0]).toBeGreaterThan(10 * (sound.early[0] ?? 0));
    expect(sick.early.slice(1)).toEqual(sound.early.slice(1));
  });

  test("is worked off once it is gone and the node has restarted", () => {
    expect(sick.late[0]).toBeLessThan((sick.early[0] ?? 0) / 10);
    expect(sick.late.slice(1)).toEqual(sound.late.slice(1));
  });
});

function optionsOf(name: string): object {
  return compactionBugs.choices.find((one) => one.name === name)?.options.shape ?? {};
}

describe.each(strikePatterns.names)("strikes %s", (name) => {
  const written: Record<string, object> = {
    plan: {
      stalls: [
        { node: 1, from: "1min", for: "2min" },
        { node: 1, from: "10min", for: "1min" },
        { node: 2, for: "5min" },
      ],
    },
  };
  const pattern = strikePatterns.create(name, written[name] ?? {});

  /** The first strikes of a node, each asked for at the end of the one before. */
  function strikesOf(node: number, seed: number) {
    const chance = new Random(seed).stream(`node-${node}`);
    const found: { from: number; lasts: number }[] = [];
    for (let after = 0; found.length < 20; ) {
      const strike = pattern.next(node, found.length, after, chance);
      if (strike === undefined) break;
      found.push(strike);
      after = strike.from + strike.lasts;
    }
    return found;
  }

  test("has stalls of a positive length, none before the end of the one before", () => {
    const found = strikesOf(1, 1);
    expect(found.length).toBeGreaterThan(0);
    let end = 0;
    for (const { from, lasts } of found) {
      expect(from).toBeGreaterThanOrEqual(end);
      expect(lasts).toBeGreaterThan(0);
      end = from + lasts;
    }
  });

  test("strikes nodes apart from each other, by each node's own chance", () => {
    expect(strikesOf(1, 1)).toEqual(strikesOf(1, 1));
    expect(strikesOf(1, 1)).not.toEqual(strikesOf(2, 1));
  });
});
