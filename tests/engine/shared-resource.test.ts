import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Calendar } from "../../src/engine/calendar.js";
import { SharedResource } from "../../src/engine/shared-resource.js";

const aDisk = (capacity = 100) => {
  const calendar = new Calendar();
  return { calendar, disk: new SharedResource(calendar, "disk", capacity) };
};

describe("a shared resource divides its capacity", () => {
  test("equally among equal claims", () => {
    const { disk } = aDisk(90);
    const shares = [1, 2, 3].map(() => disk.open({ weight: 1 }));
    for (const share of shares) share.demand(Number.POSITIVE_INFINITY);
    expect(shares.map((share) => share.rate)).toEqual([30, 30, 30]);
  });

  test("in proportion to the weights", () => {
    const { disk } = aDisk(90);
    const [one, two] = [disk.open({ weight: 1 }), disk.open({ weight: 2 })];
    one.demand(1000);
    two.demand(1000);
    expect([one.rate, two.rate]).toEqual([30, 60]);
  });

  test("and gives what the modest leave to the others", () => {
    const { disk } = aDisk(100);
    const [modest, capped, greedy] = [
      disk.open({ weight: 1 }),
      disk.open({ weight: 1, cap: 30 }),
      disk.open({ weight: 1 }),
    ];
    modest.demand(10);
    capped.begin(1e9);
    greedy.demand(1e9);
    expect([modest.rate, capped.rate, greedy.rate]).toEqual([10, 30, 60]);
    expect([modest.satisfied, capped.satisfied, greedy.satisfied]).toEqual([true, true, false]);
    expect(disk.utilisation).toBe(1);
  });

  test("and a compaction that reads what it writes takes twice its progress", () => {
    const { disk } = aDisk(100);
    const compaction = disk.open({ weight: 1, factor: 2, cap: 16 });
    compaction.begin(160);
    expect(compaction.rate).toBe(16);
    expect(disk.granted).toBe(32);
    expect(disk.utilisation).toBe(0.32);
    const reads = disk.open({ weight: 9 });
    reads.demand(1e9);
    expect(compaction.rate).toBe(5);
    expect(reads.rate).toBe(90);
  });
});

describe("work on a shared resource", () => {
  test("runs out exactly when it should, through every change of rate", () => {
    const { calendar, disk } = aDisk(10);
    const ends: [string, number][] = [];
    const long = disk.open({ weight: 1, done: () => ends.push(["long", calendar.now]) });
    const short = disk.open({ weight: 1, done: () => ends.push(["short", calendar.now]) });
    long.begin(100); // alone until t = 2: 20 done
    const start = calendar.signal("start", () => short.begin(25)); // both at 5/s until t = 7: 25 done each
    calendar.at(2, start);
    calendar.run(100); // the other 55 at 10/s: t = 12.5
    expect(ends).toEqual([
      ["short", 7],
      ["long", 12.5],
    ]);
    expect(disk.used).toBeCloseTo(125, 9);
    expect(disk.active).toBe(0);
  });

  test("stands still while the capacity is 0 and goes on afterwards", () => {
    const { calendar, disk } = aDisk(10);
    let end = 0;
    disk.open({ weight: 1, done: () => (end = calendar.now) }).begin(50);
    calendar.run(2);
    disk.capacity = 0;
    calendar.run(12);
    expect(disk.utilisation).toBe(1);
    disk.capacity = 30;
    calendar.run(100);
    expect(end).toBe(13);
  });

  test("may begin anew from its own end, any number of times", () => {
    const { calendar, disk } = aDisk(10);
    const ends: number[] = [];
    const share = disk.open({
      weight: 1,
      done: () => {
        ends.push(calendar.now);
        if (ends.length < 4) share.begin(5);
      },
    });
    share.begin(5);
    calendar.run(100);
    expect(ends).toEqual([0.5, 1, 1.5, 2]);
    expect(share.served).toBeCloseTo(20, 12);
  });

  test("that ends at the same time ends in the order of opening, once each", () => {
    const { calendar, disk } = aDisk(7);
    const ends: number[] = [];
    for (let i = 0; i < 5; i++) disk.open({ weight: 1, done: () => ends.push(i) }).begin(1.1);
    calendar.run(1);
    expect(ends).toEqual([0, 1, 2, 3, 4]);
    expect(calendar.pending).toBe(0);
  });

  test("that is stopped says what is left, and its end never comes", () => {
    const { calendar, disk } = aDisk(10);
    const share = disk.open({ weight: 1, done: () => expect.unreachable("stopped work ended") });
    share.begin(100);
    calendar.run(4);
    expect(share.stop()).toBe(60);
    expect(share.stop()).toBe(0);
    calendar.run(1000);
    expect([share.rate, share.served]).toEqual([0, 40]);
  });

  test("of nothing ends at once", () => {
    const { calendar, disk } = aDisk(0);
    let ended = false;
    disk.open({ weight: 1, done: () => (ended = true) }).begin(0);
    calendar.run(0);
    expect(ended).toBe(true);
  });
});

describe("against a naive solver", () => {
  const share = fc.record({
    weight: fc.double({ min: 0.01, max: 100, noNaN: true }),
    factor: fc.constantFrom(1, 2, 0.5),
    cap: fc.oneof(fc.constantFrom(0, Number.POSITIVE_INFINITY), fc.double({ min: 1e-6, max: 1000, noNaN: true })),
    demand: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.double({ min: 1e-6, max: 1000, noNaN: true })),
  });

  test("rates are weighted max-min, and nothing is wasted while anyone wants more", () => {
    void fc.assert(
      fc.property(
        fc.array(share, { minLength: 1, maxLength: 12 }),
        fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 2000, noNaN: true })),
        (terms, capacity) => {
          const { disk } = aDisk(capacity);
          const shares = terms.map(({ weight, factor, cap }) => disk.open({ weight, factor, cap }));
          shares.forEach((one, i) => {
            one.demand(terms[i]?.demand ?? 0);
          });
          const naive = byBisection(terms, capacity);
          shares.forEach((one, i) => {
            expect(one.rate * one.factor).toBeCloseTo(naive[i] ?? Number.NaN, 6);
          });
          const sum = shares.reduce((total, one) => total + one.rate * one.factor, 0);
          expect(sum).toBeLessThanOrEqual(capacity * (1 + 1e-12));
          if (shares.some((one) => !one.satisfied)) expect(sum).toBeGreaterThanOrEqual(capacity * (1 - 1e-12));
        },
      ),
      { numRuns: 500 },
    );
  });

  test("work is conserved through random openings, stops and capacity changes", () => {
    const step = fc.record({
      wait: fc.double({ min: 0, max: 5, noNaN: true }),
      what: fc.constantFrom("begin", "demand", "stop", "capacity"),
      who: fc.nat(4),
      amount: fc.double({ min: 0, max: 50, noNaN: true }),
    });
    void fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
        const { calendar, disk } = aDisk(10);
        let given = 0;
        let finished = 0;
        const shares = [1, 2, 3, 4, 5].map((weight) => disk.open({ weight, done: () => finished++ }));
        let undone = 0;
        let worked = 0;
        let begun = 0;
        let stopped = 0;
        for (const { wait, who, what, amount } of steps) {
          calendar.run(calendar.now + wait);
          const one = shares[who];
          if (what === "capacity" || !one) {
            disk.capacity = amount;
            continue;
          }
          const wasActive = one.active;
          const left = one.stop();
          if (wasActive && left < Number.POSITIVE_INFINITY) {
            undone += left;
            stopped++;
          }
          if (what === "demand") one.demand(amount);
          if (what !== "begin") continue;
          one.begin(amount);
          given += amount;
          begun++;
        }
        for (const one of shares) {
          const wasActive = one.active;
          const left = one.stop();
          worked += one.served;
          if (wasActive && left < Number.POSITIVE_INFINITY) {
            undone += left;
            stopped++;
          }
        }
        expect(finished + stopped).toBe(begun);
        expect(disk.used).toBeCloseTo(worked, 6);
        expect(undone).toBeLessThanOrEqual(given + 1e-6);
      }),
      { numRuns: 300 },
    );
  });
});

/** What each takes of the capacity, by bisection on the common level: slow, and nothing like water-filling. */
function byBisection(
  terms: { weight: number; factor: number; cap: number; demand: number }[],
  capacity: number,
): number[] {
  const at = (level: number) => terms.map((t) => Math.min(t.factor * Math.min(t.cap, t.demand), level * t.weight));
  const sum = (taken: number[]) => taken.reduce((a, b) => a + b, 0);
  let low = 0;
  let high = 1e9;
  if (sum(at(high)) <= capacity) return at(high);
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (sum(at(middle)) > capacity) high = middle;
    else low = middle;
  }
  return at(low);
}
