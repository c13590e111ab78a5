/** Delivery in ticks: the law of the stays is that of single events, bucket by bucket. */
import { describe, expect, test } from "vitest";
import { Calendar } from "../../../src/engine/calendar.js";
import { Random } from "../../../src/engine/random.js";
import { Meter } from "../../../src/metrics/meter.js";
import { Delivery, deliveryOptions } from "../../../src/model/delivery/delivery.js";
import { Stays, tickFor } from "../../../src/model/delivery/stays.js";
import { holds } from "../../../src/model/vocabulary/conservation-law.js";

const BUCKET = 60;

/** Messages accepted at regular intervals, and what becomes of them. */
function deliver(options: object, messages: number, interval: number, until: number) {
  const calendar = new Calendar();
  const meter = new Meter(calendar, { bucket: BUCKET, duration: until, warmUp: 0 });
  const store = { reads: 0, deletes: 0 };
  const needs = {
    read: (count: number) => {
      store.reads += count;
    },
    delete: (count: number) => {
      store.deletes += count;
    },
  };
  const delivery = new Delivery(calendar, new Random(1), meter, BUCKET, needs, deliveryOptions.decode(options));
  const accept = calendar.indexed("accept", (left) => {
    delivery.accept();
    if (left > 1) calendar.after(interval, accept, left - 1);
  });
  calendar.after(0, accept, messages);
  calendar.run(until);
  const counter = (name: string) => {
    const found = meter.recording().named(name);
    if (found?.kind !== "counter") throw new Error(`no counter ${name}`);
    return found.counter;
  };
  return { calendar, delivery, store, counter };
}

describe("stays that end in ticks", () => {
  function ends(stays: readonly number[], tick: number) {
    const calendar = new Calendar();
    const seen: number[] = [];
    const ring = new Stays("end", calendar, tick, (count) => {
      for (let i = 0; i < count; i++) seen.push(calendar.now);
    });
    for (const stay of stays) ring.begin(stay);
    calendar.run(1e9);
    return { seen, events: calendar.events };
  }

  test("end in the middle of the tick of their own end, with one event a tick", () => {
    const { seen, events } = ends([0.2, 3.1, 3.9, 7, 3.5], 1);
    expect(seen).toEqual([0.5, 3.5, 3.5, 3.5, 7.5]);
    expect(events).toBe(3);
  });

  test("may be longer than the ring", () => {
    const { seen } = ends([1_000_000.2, 5, 16_382.1, 16_383, 16_384, 32_768 + 5], 1);
    expect(seen).toEqual([5.5, 16_382.5, 16_383.5, 16_384.5, 32_773.5, 1_000_000.5]);
  });

  test("end now when the middle of their tick is over", () => {
    const calendar = new Calendar();
    const seen: number[] = [];
    const ring = new Stays("end", calendar, 1, () => seen.push(calendar.now));
    calendar.run(4.75);
    ring.begin(0);
    ring.begin(0.1);
    ring.begin(0.3);
    calendar.run(10);
    expect(seen).toEqual([4.75, 5.5]);
  });

  test.each([
    { mean: 600, bucket: 60, tick: 1 },
    { mean: 600, bucket: 10, tick: 1 },
    { mean: 10, bucket: 60, tick: 1 / 60 },
    { mean: 86_400, bucket: 60, tick: 60 },
    { mean: 700, bucket: 60, tick: 60 / 52 },
  ])("a mean of $mean s and buckets of $bucket s have ticks of $tick s", ({ mean, bucket, tick }) => {
    expect(tickFor(mean, bucket)).toBeCloseTo(tick, 9);
  });
});

test("a message counts in the bucket in which its own end lies", () => {
  const { counter } = deliver({ residence: "600s" }, 12_000, 0.25, 7200);
  const buckets = counter("delivery.delivered").perBucket(120);
  // Accepted every quarter of a second: 240 a minute, from ten minutes later on.
  expect([...buckets]).toEqual(Array.from({ length: 120 }, (_, i) => (i >= 10 && i < 60 ? 240 : 0)));
});

test("the mean stay is that of the residence, by Little's law", () => {
  const { delivery, store, counter } = deliver({}, 200_000, 0.25, 36_000);
  const [law] = delivery.laws();
  const waiting = store.reads - store.deletes;
  expect(law !== undefined && holds(law)).toBe(true);
  // 4 a second for 600 s: Poisson with mean 2400, within four standard errors.
  expect(Math.abs(waiting - 2400)).toBeLessThan(4 * Math.sqrt(2400));
  expect(counter("delivery.delivered").total).toBe(144_001 - waiting);
});

test("the remote server defers its share of every attempt; the last one bounces", () => {
  const share = 0.3;
  const messages = 50_000;
  const { delivery, store, counter } = deliver({ deferred: share, attempts: 3 }, messages, 0.01, 36_000);
  const total = (name: string) => counter(`delivery.${name}`).total;
  const expected = messages * (share + share ** 2 + share ** 3);
  expect(Math.abs(total("deferred") / expected - 1)).toBeLessThan(0.02);
  expect(Math.abs(total("bounced") / (messages * share ** 3) - 1)).toBeLessThan(0.1);
  expect(total("delivered") + total("bounced")).toBe(messages);
  // Read at acceptance and before every further attempt; deleted once.
  expect(store).toEqual({ reads: messages + total("deferred") - total("bounced"), deletes: messages });
  expect(delivery.laws().every(holds)).toBe(true);
});

test("a deferred message is tried again after exactly retryAfter", () => {
  const { counter } = deliver({ residence: "60s", deferred: 1, retryAfter: "10min", attempts: 3 }, 1, 1, 7200);
  const [deferrals, bounces] = [counter("delivery.deferred"), counter("delivery.bounced")];
  expect([...deferrals.perBucket(30)].flatMap((count, i) => (count > 0 ? [i] : []))).toEqual([1, 11, 21]);
  const first = deferrals.firstPerBucket(120);
  expect(first[11]).toBe((first[1] ?? 0) + 600);
  expect(bounces.firstPerBucket(120)[21]).toBe((first[1] ?? 0) + 1200);
});

test("two hundred messages a second cost an event a second, not one each", () => {
  const { calendar, counter } = deliver({}, 60_000, 0.005, 3600);
  expect(counter("delivery.delivered").total).toBeGreaterThan(59_000);
  expect(calendar.counts.get("remote delivery") ?? 0).toBeLessThanOrEqual(3600);
});
