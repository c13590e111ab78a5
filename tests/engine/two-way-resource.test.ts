import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Calendar } from "../../src/engine/calendar.js";
import type { Share } from "../../src/engine/share.js";
import { SharedResource } from "../../src/engine/shared-resource.js";
import { TwoWayResource } from "../../src/engine/two-way-resource.js";

const aDisk = (writes: number, reads: number) => {
  const calendar = new Calendar();
  return { calendar, disk: new TwoWayResource(calendar, "disk", writes, reads) };
};
const all = Number.POSITIVE_INFINITY;

describe("a disk with separate limits", () => {
  test("gives a reader and a writer each its own limit in full", () => {
    const { disk } = aDisk(80, 50);
    const [write, read] = [disk.open({ weight: 1 }), disk.open({ weight: 8, reverse: 1 })];
    write.demand(all);
    read.demand(all);
    expect([write.rate, read.rate, disk.granted, disk.utilisation]).toEqual([80, 50, 130, 1]);
  });

  test("shares the writes of one flush and three merges evenly: (80 - 20) / (1 + 3) beside a log of 20", () => {
    const { disk } = aDisk(80, 80);
    const [log, flush] = [disk.open({ weight: 12 }), disk.open({ weight: 1 })];
    const merges = [1, 2, 3].map(() => disk.open({ weight: 1, reverse: 0.5 }));
    log.demand(20);
    flush.begin(1e9);
    for (const merge of merges) merge.begin(1e9);
    expect(flush.rate).toBe(15);
    expect(merges.map(({ rate }) => rate)).toEqual([30, 30, 30]);
    expect(disk.utilisation).toBe(1);
  });

  test("holds a merge to the way that is short, and leaves the rest of the other way to others", () => {
    const { disk } = aDisk(80, 80);
    const [merge, read, write] = [
      disk.open({ weight: 1, reverse: 0.5 }),
      disk.open({ weight: 3, reverse: 1 }),
      disk.open({ weight: 1 }),
    ];
    merge.begin(1e9);
    read.demand(all);
    write.demand(all);
    expect([merge.rate, read.rate, write.rate]).toEqual([40, 60, 60]);
  });

  test("lets a merge that drops half of what it reads write half as fast as it reads", () => {
    const { calendar, disk } = aDisk(80, 80);
    let end = 0;
    const merge = disk.open({ weight: 1, done: () => (end = calendar.now) });
    merge.reverse = 160 / 240;
    merge.begin(240);
    calendar.run(10);
    expect(end).toBeCloseTo(2, 12);
    expect(disk.used).toBeCloseTo(240, 9);
  });

  test("that can write nothing stops merges and lets reads go on", () => {
    const { disk } = aDisk(80, 80);
    const [merge, read] = [disk.open({ weight: 1, reverse: 0.5 }), disk.open({ weight: 1, reverse: 1 })];
    merge.begin(100);
    read.demand(70);
    disk.capacity = 0;
    expect([merge.rate, read.rate, disk.utilisation]).toEqual([0, 70, 1]);
  });
});

const share = fc.record({
  weight: fc.double({ min: 0.01, max: 100, noNaN: true }),
  reverse: fc.oneof(fc.constantFrom(0, 1, 0.5), fc.double({ min: 0, max: 1, noNaN: true })),
  cap: fc.oneof(fc.constantFrom(0, all), fc.double({ min: 1e-3, max: 1000, noNaN: true })),
});
const capacity = fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 2000, noNaN: true }));

describe("whatever the claims", () => {
  test("neither way is overdrawn, and who gets less than it wants has a full way in which nobody has a higher level", () => {
    void fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 12 }), capacity, capacity, (terms, writes, reads) => {
        const { disk } = aDisk(writes, reads);
        const shares = terms.map((one) => disk.open(one));
        for (const one of shares) one.demand(all);
        const ways = [
          { limit: writes, part: (one: Share) => 1 - one.reverse },
          { limit: reads, part: (one: Share) => one.reverse },
        ].map(({ limit, part }) => {
          const users = shares.filter((one) => part(one) > 0);
          const taken = users.reduce((sum, one) => sum + one.rate * part(one), 0);
          expect(taken).toBeLessThanOrEqual(limit * (1 + 1e-9) + 1e-9);
          return { users, full: taken >= limit * (1 - 1e-9) - 1e-9, highest: Math.max(...users.map(levelOf)) };
        });
        for (const one of shares.filter(({ satisfied }) => !satisfied)) {
          const bound = ways.some(
            ({ users, full, highest }) => full && users.includes(one) && levelOf(one) >= highest * (1 - 1e-6) - 1e-6,
          );
          expect(bound).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("without reads it is a shared resource", () => {
    void fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 12 }), capacity, (terms, writes) => {
        const { calendar, disk } = aDisk(writes, 7);
        const plain = new SharedResource(calendar, "plain", writes);
        const rates = [disk, plain].map((resource) => {
          const shares = terms.map(({ weight, cap }) => resource.open({ weight, cap }));
          for (const one of shares) one.demand(all);
          return shares.map(({ rate }) => rate);
        });
        for (const [i, rate] of rates[0]?.entries() ?? []) expect(rate).toBeCloseTo(rates[1]?.[i] ?? Number.NaN, 6);
      }),
    );
  });
});

/** What a share has of the way that it needs most, per unit of weight. */
function levelOf({ rate, reverse, weight }: Share): number {
  return (rate * Math.max(reverse, 1 - reverse)) / weight;
}
