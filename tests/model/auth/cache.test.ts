/** The look-aside cache of auth: what it knows for how long, and what a flush takes from it. */
import { describe, expect, test } from "vitest";
import { Calendar } from "../../../src/engine/calendar.js";
import { rehearse } from "../../../src/experiment/run.js";
import { Meter } from "../../../src/metrics/meter.js";
import { Cache } from "../../../src/model/auth/cache.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { scenarioSchema } from "../../../src/scenario/schema.js";

/** Entries of ten seconds for three customers. */
function aCache(): Cache {
  return new Cache(10, 3, new Meter(new Calendar(), { bucket: 60, duration: 3600, warmUp: 0 }));
}

describe("an entry", () => {
  test("is there for its lifetime, of its own customer only", () => {
    const cache = aCache();
    expect(cache.look(1, 0, false)).toBe(false);
    cache.fill(1, 5);
    expect([6, 14.9, 15].map((now) => cache.look(1, now, false))).toEqual([true, true, false]);
    expect(cache.look(2, 6, false)).toBe(false);
  });

  test("does not let a wrong password in", () => {
    const cache = aCache();
    cache.fill(1, 5);
    expect(cache.look(1, 6, true)).toBe(false);
  });

  test("is gone after a flush, and cannot come back before the cache is up again", () => {
    const cache = aCache();
    cache.fill(1, 5);
    cache.flush(8);
    cache.fill(2, 7);
    expect([1, 2].map((tenant) => cache.look(tenant, 9, false))).toEqual([false, false]);
    cache.fill(2, 9);
    expect(cache.look(2, 10, false)).toBe(true);
  });
});

test("a restart of a cache that is not there is refused, with the cure", () => {
  const text = `
version: 1
name: no-cache
clock: { duration: 10min }
auth: { callers: [{ name: app, rate: 1/s }] }
operations: [{ name: flush, at: 5min, do: restart, part: auth-cache }]
`;
  const loaded = loadScenario({ name: "no-cache.yaml", text }, scenarioSchema);
  expect(() => rehearse(loaded)).toThrow(/operations\[0\]\.part.*which has none.*lifetime: 5min/s);
});
