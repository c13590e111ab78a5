/** Every family of closed forms, in short runs: what `tempfail verify --length full` does in earnest. */
import { describe, expect, test } from "vitest";
import { type CaseRow, familyOf, readCases, shippedCases } from "../../src/verify/case-row.js";
import { families } from "../../src/verify/families/index.js";
import { verify } from "../../src/verify/verify.js";

const rows = readCases(shippedCases);

/** Too long for a test: one of their variants stands for them below. */
const LONG = ["META", "AWSBO"];

const names = [...new Set(rows.map(familyOf))];

interface Found {
  readonly calls: number;
  readonly time: number;
}

test("all families are covered", () => {
  expect(names.filter((name) => !families.has(name))).toEqual([]);
});

test.each(names.filter((name) => families.has(name) && !LONG.includes(name)))("%s", (name) => {
  const report = verify(
    rows.filter((row) => familyOf(row) === name),
    { length: "short" },
  );
  expect(report.rows.filter(({ verdict }) => !verdict.startsWith("passed"))).toEqual([]);
});

describe("long ones", () => {
  const some = (name: string, is: (row: CaseRow) => boolean) => rows.filter((row) => familyOf(row) === name && is(row));

  test("META: the critical stall at a load of 0.8 with one retry", () => {
    const chosen = some("META", ({ params }) => params.rho === 0.8);
    const report = verify(chosen, { length: "short" });
    expect(report.passed).toBe(1);
  });

  test("AWSBO: from 50 clients on, calls and times stand in the published order", () => {
    for (const clients of [50, 150]) {
      const found = (algorithm: string) => {
        const params = { clients, algorithm, base: 5, cap: 2000, net_mean: 10, net_sd: 2 };
        const plan = { size: clients === 50 ? 160 : 80, seed: "order", metrics: ["calls_", "time_"] };
        const means = families.get("AWSBO")?.(params).simulate?.(plan);
        return { calls: means?.get("calls_")?.estimate ?? 0, time: means?.get("time_")?.estimate ?? 0 };
      };
      const [none, plain, decorrelated, equal, full] = [
        "None",
        "Exponential",
        "Decorr",
        "EqualJitter",
        "FullJitter",
      ].map(found) as [Found, Found, Found, Found, Found];
      expect(none.calls).toBeGreaterThan(plain.calls);
      expect(plain.calls).toBeGreaterThan(decorrelated.calls);
      expect(decorrelated.calls).toBeGreaterThan(equal.calls);
      expect(Math.abs(equal.calls / full.calls - 1)).toBeLessThan(0.05);
      expect(plain.time).toBeGreaterThan(3 * equal.time);
      expect(equal.time).toBeGreaterThan(full.time);
      expect(full.time / decorrelated.time).toBeLessThan(1.45);
      expect(full.time / decorrelated.time).toBeGreaterThan(0.75);
      expect(Math.min(full.time, decorrelated.time)).toBeGreaterThan(none.time);
      // Without backoff calls grow with the square of the clients, and full jitter saves most of those of plain
      // backoff.
      expect(none.calls / clients ** 2).toBeGreaterThan(0.22);
      expect(none.calls / clients ** 2).toBeLessThan(0.29);
      expect(full.calls / plain.calls).toBeLessThan(clients === 150 ? 0.4 : 0.6);
    }
  });

  test("AMP: three layers that try four times each make 64 calls of one", () => {
    const family = families.get("AMP")?.({ p_fail: 1, max_retries: 3, layers: 3 });
    const found = family?.simulate?.({
      size: 100,
      seed: "1",
      metrics: ["bottom_calls_per_user_request", "attempts_per_request"],
    });
    expect(found?.get("bottom_calls_per_user_request")?.estimate).toBe(64);
    expect(found?.get("attempts_per_request")?.estimate).toBe(4);
  });

  test("AWSBO: ten clients and every backoff, calls and time", () => {
    const report = verify(
      some("AWSBO", ({ params }) => params.clients === 10),
      { length: "short" },
    );
    expect(report.rows.filter(({ verdict }) => !verdict.startsWith("passed"))).toEqual([]);
    expect(report.passed).toBe(10);
  });
});
