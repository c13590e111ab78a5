/** How rows are judged, and that a wrong value is caught. */
import { describe, expect, test } from "vitest";
import { type CaseRow, readCases, shippedCases } from "../../src/verify/case-row.js";
import {
  judgeAgainstReference,
  judgeComputed,
  judgeSimulated,
  missesAllowed,
} from "../../src/verify/interval-verdict.js";
import { verify } from "../../src/verify/verify.js";

const base: CaseRow = {
  id: "T-MM1-L",
  case: "T-MM1",
  system: "M/M/1",
  params: { lam: 0.5, mu: 1 },
  metric: "L",
  exact: 1,
  kind: "stochastic",
  formula: "rho/(1-rho)",
  citation: "Kleinrock 1975",
  suggested_customers: 100_000,
  unit: "customers",
  relhw99_at_5e6: 0.002,
};

const interval = (estimate: number, halfWidth: number) => ({ estimate, halfWidth, values: 80 });

describe("simulated rows", () => {
  test.each([
    ["contained and narrow", interval(1.004, 0.008), true],
    ["not contained", interval(1.02, 0.008), false],
    ["contained, but too wide to say anything", interval(1.01, 0.5), false],
  ])("%s", (_, found, passed) => {
    expect(judgeSimulated(base, found, 200_000, "full").passed).toBe(passed);
  });
});

test("where the value is 0, so is what is computed, but for rounding", () => {
  expect(judgeComputed({ ...base, exact: 0 }, 1e-16).passed).toBe(true);
  expect(judgeComputed({ ...base, exact: 0 }, 1e-6).passed).toBe(false);
});

test("computed rows agree to nine digits or not at all", () => {
  expect(judgeComputed(base, 1 + 1e-10).passed).toBe(true);
  expect(judgeComputed(base, 1 + 1e-8).passed).toBe(false);
});

describe("rows of other programs", () => {
  const published: CaseRow = { ...base, kind: "published-sim", exact: 100, ref_hw99: 2, ref_trials: 200 };

  test("a published mean: Welch's test at 99 %", () => {
    // Standard errors 0.77 and 0.76: a difference of 2.8 lies within 2.6 of their root sum of squares, one of 3 does
    // not.
    expect(judgeAgainstReference(published, interval(102.7, 2)).passed).toBe(true);
    expect(judgeAgainstReference(published, interval(103, 2)).passed).toBe(false);
  });

  test("a reference simulation: within its own tolerance", () => {
    const reference: CaseRow = { ...published, kind: "reference-sim", ref_hw99: 0.01, exact: 1.771 };
    expect(judgeAgainstReference(reference, interval(1.78, 0)).passed).toBe(true);
    expect(judgeAgainstReference(reference, interval(1.785, 0)).passed).toBe(false);
  });
});

test("the misses that chance allows", () => {
  expect([1, 40, 150, 196].map(missesAllowed)).toEqual([0, 2, 5, 6]);
});

describe("the runner", () => {
  test("catches a closed form that is wrong by 5 %", () => {
    const wrong = readCases(shippedCases)
      .filter(({ case: name, metric }) => name === "OPEN-MM1" && ["rho", "W", "L"].includes(metric))
      .map((row) => ({ ...row, exact: row.exact * 1.05 }));
    const report = verify(wrong, { length: "short" });
    expect(report.rows.filter(({ verdict }) => verdict.startsWith("passed"))).toEqual([]);
    expect(report.ok).toBe(false);
  });

  test.each([
    ["an unknown model", { case: "T-NOSUCH" }],
    ["parameters of another form", { params: { lambda: 1 } }],
    ["an unknown metric", { metric: "Q_weird" }],
  ])("%s is not covered, never passed", (_, changes) => {
    const report = verify([{ ...base, ...changes }], { length: "short" });
    expect(report.rows.map(({ verdict }) => verdict)).toEqual(["not covered"]);
    expect(report.passed).toBe(0);
  });

  test("same seed, same figures; another seed, others", () => {
    const estimate = (seed: number) => verify([base], { length: "short", seed }).rows[0]?.estimate;
    expect(estimate(1)).toBe(estimate(1));
    expect(estimate(1)).not.toBe(estimate(2));
  });
});
