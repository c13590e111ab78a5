/**
 * A scale that changes more than the size of the system: refused with exit code 2, unless `--rough` says that it is
 * meant.
 */
import { join } from "node:path";
import { expect, test } from "vitest";
import { say } from "./in-process.js";
import { scratch } from "./program.js";
import { smallScenario } from "./small-scenario.js";

const REASON = /senders\[0\]\.hosts: 20 is 6\.667 at scale 3 and becomes 7, 5 % more/;

test("run and validate refuse it at its place, and name the cure", async () => {
  const directory = scratch();
  const file = smallScenario(directory);
  for (const words of [["run", "--out", join(directory, "out")], ["validate"]]) {
    const [verb = "", ...options] = words;
    const { code, stderr } = await say(verb, file, "--set", "clock.scale=3", ...options);
    expect(code).toBe(2);
    expect(stderr).toMatch(REASON);
    expect(stderr).toMatch(/small\.yaml:\d+:\d+: senders/);
    expect(stderr).toMatch(/scale 2\.5 or 3\.33; or --rough, if it is meant/);
  }
});

test("--rough runs it, says so in the report, and what was run can be run again as it is", async () => {
  const directory = scratch();
  const out = join(directory, "out");
  const rough = await say("run", smallScenario(directory), "--set", "clock.scale=3", "--rough", "--out", out);
  expect(rough.code).toBe(0);
  expect(rough.stdout).toMatch(/scale 1:3/);
  expect(rough.stdout).toMatch(new RegExp(`rough: ${REASON.source}`));
  const again = await say("run", join(out, "scenario.resolved.yaml"), "--out", join(directory, "again"));
  expect(again.code).toBe(0);
  expect(again.stdout.replaceAll("again", "out")).toBe(rough.stdout);
});
