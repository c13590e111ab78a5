/** The same resolved scenario and seed give the same bytes in every file: twice, from the sources and from the package. */
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { scratch, tempfail } from "./program.js";
import { runFiles, smallScenario } from "./small-scenario.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("a run, its repetition, the built package and the resolved scenario give the same bytes", async () => {
  const cwd = scratch();
  smallScenario(cwd);
  const built = await builtPackage(join(cwd, "package"));
  const run = async (file: string, out: string, more: { binary?: string; env?: Record<string, string> } = {}) => {
    const { code, stderr } = await tempfail(["run", file, "--seed", "7", "--out", out], { cwd, ...more });
    expect(code, stderr).toBe(0);
    return filesOf(join(cwd, out));
  };
  const first = await run("small.yaml", "first");
  expect([...first.keys()]).toEqual(runFiles);
  expectSame(await run("small.yaml", "second"), first);
  expectSame(await run("small.yaml", "third", { binary: built, env: { TEMPFAIL_SOURCES: "" } }), first);
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

/** The files that `npm pack` takes, built where they are now; returns its program. The work tree stays without `dist`. */
async function builtPackage(directory: string): Promise<string> {
  const { files, scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    files: string[];
    scripts: { build: string };
  };
  mkdirSync(directory);
  const taken = [...files.filter((name) => name !== "dist"), "package.json", "tsconfig.json", "tsconfig.build.json"];
  for (const name of taken) cpSync(join(root, name), join(directory, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(directory, "node_modules"));
  await promisify(execFile)("bash", ["-c", `PATH="$PWD/node_modules/.bin:$PATH"; ${scripts.build}`], {
    cwd: directory,
  });
  const binary = join(directory, "bin/tempfail.js");
  expect(readdirSync(join(directory, "dist/cli"))).toContain("main.js");
  expect(dirname(binary)).not.toContain(root);
  return binary;
}
