/** Studies of several seeds, run in threads. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratch, tempfail } from "./program.js";
import { smallScenario } from "./small-scenario.js";

function contents(directory: string): Record<string, string> {
  return Object.fromEntries(readdirSync(directory).map((file) => [file, readFileSync(join(directory, file), "utf8")]));
}

test("the number of threads changes nothing but the time", async () => {
  const cwd = scratch();
  smallScenario(cwd);
  for (const jobs of ["1", "3"]) {
    const { code, stderr } = await tempfail(["run", "small.yaml", "--replications", "4", "--jobs", jobs, "-o", jobs], {
      cwd,
    });
    expect(code, stderr).toBe(0);
  }
  expect(contents(join(cwd, "3"))).toEqual(contents(join(cwd, "1")));
});

test("a seed in a thread gives what it gives alone", async () => {
  const cwd = scratch();
  smallScenario(cwd);
  expect((await tempfail(["replay", "small.yaml", "--seeds", "2", "-o", "study"], { cwd })).code).toBe(0);
  expect((await tempfail(["replay", "small.yaml", "--seed", "2", "-o", "alone"], { cwd })).code).toBe(0);
  const study = JSON.parse(readFileSync(join(cwd, "study/result.json"), "utf8"));
  const alone = JSON.parse(readFileSync(join(cwd, "alone/result.json"), "utf8"));
  expect(study.seeds[1].accept).toEqual(alone.latency.accept);
});

test("a study that is too large for the memory says so once and leaves nothing", async () => {
  const cwd = scratch();
  smallScenario(cwd);
  const { code, stderr } = await tempfail(["run", "small.yaml", "--replications", "3", "--memory", "20MB"], { cwd });
  expect(code).toBe(2);
  expect(stderr.match(/the run outgrows the memory/g)).toHaveLength(1);
  expect(readdirSync(cwd)).toEqual(["small.yaml"]);
});

test.each(["0", "1.5", "many"])("--jobs %s is refused", async (jobs) => {
  const cwd = scratch();
  smallScenario(cwd);
  const { code, stderr } = await tempfail(["run", "small.yaml", "--replications", "2", "--jobs", jobs], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain(`--jobs ${jobs}: expected a whole number, at least 1`);
});
