/** Cases files that cannot be read, and rows that cannot be judged: one clear sentence each, and never a pass. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readCases } from "../../src/verify/case-row.js";
import { say } from "../cli/in-process.js";
import { scratch } from "../cli/program.js";

const row = {
  id: "T-MM1-rho",
  case: "T-MM1",
  params: { lam: 0.5, mu: 1 },
  metric: "rho",
  exact: 0.5,
  kind: "algebraic",
};

function fileOf(content: unknown): string {
  const file = join(scratch(), "cases.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

describe("a file that is refused", () => {
  test.each([
    ["broken JSON", "[{", /cases\.json: .*JSON.*, expected a JSON array of cases/],
    ["no array", { rows: [] }, /cases\.json: .*expected array/],
    ["no rows", [], /cases\.json: at least one row/],
    ["a row without a value", [row, { ...row, exact: null }], /cases\.json: row 2: exact: /],
    ["a kind that is none", [{ ...row, kind: "guessed" }], /cases\.json: row 1: kind: /],
    ["a published mean without its error", [{ ...row, kind: "published-sim" }], /row 1: ref_hw99: a number/],
  ])("%s", (_, content, message) => {
    expect(() => readCases(fileOf(content))).toThrow(message);
  });

  test("one that is not there: exit code 2 and one line", async () => {
    const { code, stdout, stderr } = await say("verify", "--cases", "/no/such/file.json");
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr.trim()).toBe("/no/such/file.json: no such file, expected a JSON array of cases");
  });
});

test("an unknown case is refused with those there are", async () => {
  const { code, stderr } = await say("verify", "--cases", fileOf([row]), "--case", "MM2");
  expect(code).toBe(2);
  expect(stderr).toContain("--case MM2: no such case; there are MM1");
});

test("rows that are not covered are shown with their reason, and leave the question open: exit code 3", async () => {
  const rows = [
    row,
    { ...row, id: "metric", metric: "nosuch" },
    { ...row, id: "model", case: "T-NOSUCH" },
    { ...row, id: "missing", params: { lam: 0.5 } },
    { ...row, id: "text", params: { lam: "0.5", mu: 1 } },
    { ...row, id: "overload", params: { lam: 2, mu: 1 } },
    { ...row, id: "never drains", case: "T-SURGE", params: { T: 1, lam: 2, lam1: 3, cap: 1 }, kind: "fluid" },
  ];
  const { code, stdout } = await say("verify", "--cases", fileOf(rows), "--length", "short", "--jobs", "1", "--json");
  const report = JSON.parse(stdout);
  expect(report.rows.map(({ reason }: { reason?: string }) => reason)).toEqual([
    undefined,
    "no algebraic metric nosuch",
    "no model NOSUCH",
    expect.stringContaining("params: mu: "),
    expect.stringContaining("params: lam: "),
    "params: at a load of 2 the queue would grow without bound",
    "params: the backlog must drain",
  ]);
  expect([code, report.passed, report.failed, report.notCovered, report.ok]).toEqual([3, 1, 0, 6, false]);
});

test("two rows of one name are judged each by its own value: exit code 1", async () => {
  const rows = [row, { ...row, exact: 0.6 }];
  const { code, stdout } = await say("verify", "--cases", fileOf(rows), "--length", "short", "--jobs", "1");
  expect(stdout).toMatch(/0\.5 +0\.5 +passed\n.* 0\.6 +0\.5 +failed\n/);
  expect(stdout.trim().split("\n").at(-1)).toBe("1 passed, 1 failed");
  expect(code).toBe(1);
});
