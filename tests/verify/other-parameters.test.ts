/**
 * Every family with other parameters than those of the shipped cases: other loads, laws, numbers of servers,
 * percentiles. The exact values come from an independent calculation (closed forms with 60 digits, numerical Markov
 * chains, two programs of their own for the contention and the critical stall), not from `src/verify`.
 */
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { familyOf, readCases } from "../../src/verify/case-row.js";
import { families } from "../../src/verify/families/index.js";
import { verify } from "../../src/verify/verify.js";

const rows = readCases(fileURLToPath(new URL("../data/other-parameters.json", import.meta.url)));
const report = verify(rows, { length: "short" });

test("every family is among them", () => {
  expect(new Set(rows.map(familyOf))).toEqual(new Set(families.keys()));
});

test("all rows are covered, and none fails", () => {
  expect(report.rows.filter(({ verdict }) => !verdict.startsWith("passed"))).toEqual([]);
  expect(report.ok).toBe(true);
});
