/** The guards of callers against the published findings: retry budgets, adaptive throttling, a breaker. */
import { describe, expect, test } from "vitest";
import { Random } from "../../../src/engine/random.js";
import type { Guard } from "../../../src/model/auth/guard/guard.js";
import { guards } from "../../../src/model/auth/guard/index.js";

const stream = () => new Random(1).stream("test");

describe.each(guards.choices)("guard $name", ({ name }) => {
  test("lets a healthy service be called, always", () => {
    const guard = guards.create(name, {});
    const random = stream();
    for (let second = 0; second < 10_000; second++) {
      expect(guard.mayCall(second, random)).toBe(true);
      guard.succeeded(second, second);
    }
  });
});

interface Cell {
  readonly failure: number;
  readonly clients?: number;
}

/** Calls per request, and the share that succeeds, of 100 clients with 10 requests a second for 100 s. */
function retryModel(make: () => Guard, { failure, clients = 100 }: Cell): { calls: number; success: number } {
  const random = stream();
  const guardOf = Array.from({ length: clients }, make);
  let [calls, successes] = [0, 0];
  const requests = 100_000;
  for (let i = 0; i < requests; i++) {
    const guard = guardOf[i % clients] as Guard;
    const now = i / 1000;
    if (!guard.mayCall(now, random)) continue;
    for (let tries = 0; ; tries++) {
      calls++;
      if (!random.chance(failure)) {
        successes++;
        guard.succeeded(now, now);
        break;
      }
      guard.failed(now, now);
      if (tries >= 3 || !guard.mayRetry(now, random)) break;
    }
  }
  return { calls: calls / requests, success: successes / requests };
}

/**
 * M. Brooker's retry model: theory for plain retries; his program's figures for the budget of 0.1 per call, 5 tokens,
 * and the breaker.
 */
test.each([
  ["none", 0.2, 1.248, 0.9984],
  ["none", 0.5, 1.874, 0.937],
  ["none", 1, 4, 0],
  ["budget", 0.05, 1.051, 0.9999],
  ["budget", 0.1, 1.094, 0.984],
  ["budget", 0.2, 1.104, 0.883],
  ["budget", 0.5, 1.104, 0.553],
  ["budget", 1, 1.104, 0],
  ["retry-breaker", 0.05, 1.05, 0.998],
  ["retry-breaker", 0.1, 1.034, 0.931],
  ["retry-breaker", 0.2, 1.0005, 0.801],
  ["retry-breaker", 0.3, 1, 0.7],
  ["retry-breaker", 0.5, 1, 0.5],
  ["retry-breaker", 1, 1, 0],
])(
  "three retries, guard %s, failure probability %d: %d calls a request, %d succeed",
  (name, failure, calls, success) => {
    const found = retryModel(() => guards.create(name, {}), { failure });
    // 100,000 requests: three standard errors of the calls, and of the successes.
    expect(Math.abs(found.calls - calls)).toBeLessThan(0.01);
    expect(Math.abs(found.success - success)).toBeLessThan(0.005);
  },
);

test.each(["call", "success"])(
  "a budget filled on %s never lets more through than its share, its first tokens apart",
  (on) => {
    for (const failure of [0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1]) {
      const { calls } = retryModel(() => guards.create("budget", { on }), { failure });
      expect(calls).toBeLessThanOrEqual(1 + 0.1 + (100 * 5) / 100_000 + 1e-12);
    }
  },
);

test("a breaker per client weakens as clients multiply: each sees too little to tell", () => {
  const success = (clients: number) =>
    retryModel(() => guards.create("retry-breaker", {}), { failure: 0.08, clients }).success;
  const [few, some, many] = [10, 100, 1000].map(success) as [number, number, number];
  expect(few).toBeGreaterThan(some);
  expect(some).toBeGreaterThan(many + 0.005);
});

test("a budget filled on success alone lets a dead service see each request once, and its first tokens", () => {
  const { calls } = retryModel(() => guards.create("budget", { on: "success" }), { failure: 1 });
  expect(calls).toBeCloseTo(1 + (100 * 5) / 100_000, 6);
});

/** SRE book, chapter 21: the load that reaches a backend of capacity C is K * C. */
test.each([
  [2, 0.8],
  [1.1, 0.89],
])("throttling with K = %d at ten times the capacity rejects %d of the requests on the spot", (factor, rejected) => {
  const guard = guards.create("throttle", { factor });
  const random = stream();
  const capacity = 100;
  let [sent, refusedHere, accepted] = [0, 0, 0];
  for (let second = 0; second < 1200; second++) {
    accepted = 0;
    for (let i = 0; i < 10 * capacity; i++) {
      const counts = second >= 600;
      if (!guard.mayCall(second + i / 1000, random)) refusedHere += counts ? 1 : 0;
      else {
        sent += counts ? 1 : 0;
        if (accepted++ < capacity) guard.succeeded(second, second);
      }
    }
  }
  expect(refusedHere / (refusedHere + sent)).toBeCloseTo(rejected, 1.7);
  expect(sent / 600 / capacity).toBeCloseTo(factor, 0.9);
});

describe("throttling a service that comes back, 100 requests a second, windows of two minutes", () => {
  const rate = 100;
  const perWindow = 120 * rate;

  /** The share of calls that go out in each window, before a service that accepts so many a second. */
  function shares(capacities: readonly number[]): number[] {
    const guard = guards.create("throttle", {});
    const random = stream();
    return capacities.map((capacity, window) => {
      let [calls, accepted, second] = [0, 0, -1];
      for (let i = 0; i < perWindow; i++) {
        const now = window * 120 + i / rate;
        if (Math.floor(now) > second) accepted = 0;
        second = Math.floor(now);
        if (!guard.mayCall(now, random)) continue;
        calls++;
        if (accepted++ < capacity) guard.succeeded(now, now);
      }
      return calls / perWindow;
    });
  }

  test("from a tenth of the demand: all but all calls go out again one window after", () => {
    const [overloaded, first = 0, second] = shares([...Array(6).fill(10), 100, 100]).slice(5);
    expect(overloaded).toBeCloseTo(0.2, 1);
    expect(first).toBeGreaterThan(0.4);
    expect(second).toBeGreaterThan(0.95);
  });

  test("from nothing: about one call a window goes out before, and it takes the growth from one to all, some six windows", () => {
    const all = shares([...Array(40).fill(0), ...Array(10).fill(100)]);
    const dead = all.slice(2, 40).reduce((sum, share) => sum + share * perWindow, 0) / 38;
    expect(dead).toBeGreaterThan(0.6);
    expect(dead).toBeLessThan(1.6);
    const back = all.slice(40).findIndex((share) => share > 0.95);
    expect(back).toBeGreaterThanOrEqual(4);
    expect(back).toBeLessThanOrEqual(8);
  });
});

test("a breaker opens when half of the calls fail, probes once after a while, and closes when the probe succeeds", () => {
  const guard = guards.create("breaker", { calls: 4, open: "10s" });
  const random = stream();
  for (let i = 0; i < 4; i++) {
    expect(guard.mayCall(i / 10, random)).toBe(true);
    guard.failed(i / 10, i / 10);
  }
  expect(guard.mayCall(1, random)).toBe(false);
  expect(guard.mayRetry(1, random)).toBe(false);
  expect(guard.mayCall(10.4, random)).toBe(true);
  expect(guard.mayCall(10.5, random)).toBe(false);
  guard.succeeded(10.6, 10.4);
  expect(guard.mayCall(10.7, random)).toBe(true);
});

describe("a breaker that is open", () => {
  function opened(): { guard: Guard; random: ReturnType<typeof stream> } {
    const guard = guards.create("breaker", { calls: 4, open: "10s" });
    const random = stream();
    for (let i = 0; i < 4; i++) guard.mayCall(0, random);
    for (let i = 0; i < 4; i++) guard.failed(1, 0);
    return { guard, random };
  }

  test("is not closed or held open by answers to calls from before", () => {
    const { guard, random } = opened();
    guard.succeeded(2, 0.5);
    expect(guard.mayCall(3, random)).toBe(false);
    expect(guard.mayCall(11, random)).toBe(true);
    guard.failed(12, 0.5);
    guard.succeeded(13, 11);
    expect(guard.mayCall(14, random)).toBe(true);
    expect(guard.mayCall(14, random)).toBe(true);
  });

  test("lets one probe out, be it a retry, and another one when nothing is heard of it", () => {
    const { guard, random } = opened();
    expect([guard.mayRetry(11, random), guard.mayRetry(11, random), guard.mayCall(20.9, random)]).toEqual([
      true,
      false,
      false,
    ]);
    expect([guard.mayCall(21, random), guard.mayCall(21, random)]).toEqual([true, false]);
    guard.failed(22, 21);
    expect([guard.mayCall(31.9, random), guard.mayCall(32, random)]).toEqual([false, true]);
  });
});

test("a throttle counts a retry as the request that it is", () => {
  const [guard, random] = [guards.create("throttle", {}), stream()];
  let sent = 0;
  for (let i = 0; i < 1000; i++) if (guard.mayRetry(i / 100, random)) sent++;
  expect(sent).toBeLessThan(20);
});
