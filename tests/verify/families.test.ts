/** Every family of closed forms, in short runs: what `tempfail verify --length full` does in earnest. */
import { describe, expect, test } from "vitest";
import { type CaseRow, familyOf, readCases, shippedCases } from "../../src/verify/case-row.js";
import { families } from "../../src/verify/families/index.js";
import { verify } from "../../src/verify/verify.js";

const rows = readCases(shippedCases);

/** Too long for a test: one of their variants stands for them below. */
const LONG = ["META", "AWSBO"];

const names = [...new Set(rows.map(familyOf))];

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

  test("AWSBO: ten clients and every backoff, calls and time", () => {
    const report = verify(
      some("AWSBO", ({ params }) => params.clients === 10),
      { length: "short" },
    );
    expect(report.rows.filter(({ verdict }) => !verdict.startsWith("passed"))).toEqual([]);
    expect(report.passed).toBe(10);
  });
});
