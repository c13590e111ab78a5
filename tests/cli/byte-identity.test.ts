/**
 * The same resolved scenario and seed give the same bytes in every file: twice, from the sources and from the package.
 */
import { cpSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, inject, test } from "vitest";
import { scratch, tempfail, workTreeBinary } from "./program.js";
import { runFiles, smallScenario } from "./small-scenario.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("a run, its repetition, the package elsewhere, the sources and the resolved scenario agree to the byte", async () => {
  const cwd = scratch();
  smallScenario(cwd);
  const elsewhere = packageElsewhere(join(scratch(), "package"));
  const run = async (file: string, out: string, more: { binary?: string; env?: Record<string, string> } = {}) => {
    const { code, stderr } = await tempfail(["run", file, "--seed", "7", "--out", out], { cwd, ...more });
    expect(code, stderr).toBe(0);
    return filesOf(join(cwd, out));
  };
  const first = await run("small.yaml", "first");
  expect([...first.keys()]).toEqual(runFiles);
  expectSame(await run("small.yaml", "second"), first);
  expectSame(await run("small.yaml", "third", { binary: elsewhere }), first);
  const sources = { binary: workTreeBinary, env: { TEMPFAIL_SOURCES: "1" } };
  expectSame(await run("small.yaml", "sources", sources), first);
  expectSame(await run("first/scenario.resolved.yaml", "fourth"), first);
  expectSame(
    await run("small.yaml", "fifth", { env: { TZ: "Pacific/Auckland", LC_ALL: "de_DE.UTF-8", LANG: "de" } }),
    first,
  );
  const other = await tempfail(["run", "small.yaml", "--seed", "8", "--out", "other"], { cwd });
  expect(other.code).toBe(0);
  expect(filesOf(join(cwd, "other")).get("series.csv")).not.toBe(first.get("series.csv"));
});

test("a study gives the same bytes twice", async () => {
  const cwd = scratch();
  smallScenario(cwd);
  for (const out of ["first", "second"]) {
    const { code, stderr } = await tempfail(["replay", "small.yaml", "--seeds", "3", "--out", out], { cwd });
    expect(code, stderr).toBe(0);
  }
  expectSame(filesOf(join(cwd, "second")), filesOf(join(cwd, "first")));
});

function filesOf(directory: string): Map<string, string> {
  const names = readdirSync(directory).sort();
  return new Map(names.map((name) => [name, readFileSync(join(directory, name), "utf8")]));
}

/** File by file; a difference is told by its name, not by megabytes of text. */
function expectSame(actual: Map<string, string>, expected: Map<string, string>): void {
  expect([...actual.keys()]).toEqual([...expected.keys()]);
  const different = [...expected].filter(([name, text]) => actual.get(name) !== text).map(([name]) => name);
  expect(different).toEqual([]);
}

/** The built package somewhere else, so that nothing of the work tree but its dependencies is within reach. */
function packageElsewhere(directory: string): string {
  const built = inject("builtPackage");
  expect(readdirSync(join(built, "dist"))).toContain("main.js");
  cpSync(built, directory, { recursive: true });
  symlinkSync(join(root, "node_modules"), join(directory, "node_modules"));
  return join(directory, "bin/tempfail.js");
}
