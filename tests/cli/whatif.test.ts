/** `whatif`: variants beside the scenario as it is, on the same seeds. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { Progress } from "../../src/cli/running/progress.js";
import { seedResults } from "../../src/cli/running/seed-pool.js";
import type { WhatifResult } from "../../src/results/whatif-result.js";
import { whatifResult } from "../../src/results/whatif-result.js";
import { loadScenario } from "../../src/scenario/load.js";
import { scenarioSchema } from "../../src/scenario/schema.js";
import { ScenarioError } from "../../src/schema/scenario-error.js";
import { say } from "./in-process.js";
import { scratch, tempfail } from "./program.js";

/** A queue of one worker that is away for a minute; small, so that every variant takes a blink. */
const SMALL = `
version: 1
name: small-trap
clock: { start: 2025-01-06T10:00:00Z, duration: 30min, bucket: 1min }
auth:
  workers: 10
  service: { shape: exponential, mean: 1s }
  callers: [{ name: app, rate: 6/s, timeout: 10s, retries: 2 }]
operations:
  - { name: slow, at: "10:00", do: deploy, service: { shape: exponential, mean: 1.1s } }
  - { name: stop, at: "10:05", do: restart, part: auth, waiting: keep, down: 1min }
  - { name: more, at: "10:05", do: deploy, adds: { caller: app, rate: 6/s }, for: 3min }
  - { name: less, at: "10:07", do: rollback, of: slow }
expect:
  - { id: trapped, that: "never recovered(all, 99%)" }
  - { id: slow-first, that: "count(auth.offered during slow..stop) > 1000" }
counterfactuals:
  - { name: no-retries, set: { "auth.callers[*].retries": 0 }, expect: [{ id: free, that: "last(auth.queue) < 50" }] }
  - { name: later, move: { more: "10:20" }, expect: [{ id: at-all, that: "count(auth.offered) > 0" }] }
  - { name: both, factorial: [no-retries, more], expect: [{ id: queue, that: "max(auth.queue) > 1000000 only with all" }] }
`;

/** The program in a directory with that scenario. */
function whatif(...words: string[]) {
  const cwd = scratch();
  writeFileSync(join(cwd, "small.yaml"), SMALL);
  return tempfail(["whatif", ...words], { cwd });
}

describe("declared counterfactuals", () => {
  test("each is judged by its own expectations, and a claim about all factors that never holds fails", async () => {
    const { stdout, code } = await whatif("small.yaml", "--json");
    const result: WhatifResult = whatifResult.parse(JSON.parse(stdout));
    expect(result.variants.map(({ name }) => name)).toEqual(["as it is", "no-retries", "later"]);
    expect(result.variants[0]?.expectations.map(({ pass }) => pass)).toEqual([true, true]);
    expect(result.variants[1]?.expectations.map(({ id, pass }) => [id, pass])).toEqual([["free", true]]);
    expect(result.variants[1]?.compared).toBe("better");
    const [claim] = result.factorials;
    expect(claim?.cells.map((cell) => cell.with)).toEqual([[], ["more"], ["no-retries"], ["no-retries", "more"]]);
    expect(claim?.pass).toBe(false);
    expect(code).toBe(1);
  });
});

describe("changes on the command line", () => {
  test("--each runs them one by one; expectations that name what is gone no longer apply, the others are only told", async () => {
    const { stdout, code } = await whatif(
      "small.yaml",
      "--without",
      "slow",
      "--set",
      "auth.queue=20",
      "--each",
      "--json",
    );
    const { variants }: WhatifResult = JSON.parse(stdout);
    expect(variants.map(({ changes }) => changes)).toEqual([[], ["--without slow"], ["--set auth.queue=20"]]);
    expect(variants[1]?.expectations.map(({ id }) => id)).toEqual(["trapped"]);
    expect(variants.every(({ pass }) => pass)).toBe(true);
    expect(code).toBe(0);
  });

  test("nothing to compare is an error with its cure", async () => {
    const { stderr, code } = await whatif("mm1");
    expect(code).toBe(2);
    expect(stderr).toContain("--without");
  });
});

test("over several seeds differences have an interval over pairs", async () => {
  const { stdout } = await whatif("small.yaml", "--set", "auth.callers[*].retries=0", "--seeds", "3", "--json");
  const { variants, seeds }: WhatifResult = JSON.parse(stdout);
  expect(seeds).toEqual([1, 2, 3]);
  const calls = variants[1]?.figures.find(({ id }) => id === "calls");
  expect(calls?.mean).toBe(1);
  expect(calls?.high).toBeLessThan(0);
});

describe("a counterfactual that cannot be", () => {
  const BROKEN = SMALL.replace("last(auth.queue) < 50", "count(nonsense) = 0").replace(
    "max(auth.queue) > 1000000",
    "max(rubbish) > 1",
  );

  test.each(["validate", "whatif"])("%s names every problem where it stands, without a run", async (verb) => {
    const cwd = scratch();
    writeFileSync(join(cwd, "broken.yaml"), BROKEN);
    const { stderr, code } = await tempfail([verb, "broken.yaml"], { cwd });
    expect(code).toBe(2);
    expect(stderr.trim().split("\n")).toEqual([
      expect.stringMatching(/^broken\.yaml:18:\d+: counterfactuals\[0\]\.expect\[0\]\.that: unknown metric "nonsense"/),
      expect.stringMatching(/^broken\.yaml:20:\d+: counterfactuals\[2\]\.expect\[0\]\.that: unknown metric "rubbish"/),
    ]);
  });
});

test("what is wrong with a counterfactual is told once, not again for the factorials that it is in", async () => {
  const cwd = scratch();
  writeFileSync(join(cwd, "broken.yaml"), SMALL.replace('"auth.callers[*].retries": 0', "auth.wokers: 5"));
  const { stderr, code } = await say("validate", join(cwd, "broken.yaml"));
  expect(code).toBe(2);
  expect(stderr.match(/wokers/g)?.length).toBeGreaterThan(0);
  expect(stderr.trim().split("\n")).toHaveLength(1);
});

test("a scenario's problem stays one when a seed's thread finds it", async () => {
  const loaded = loadScenario(
    { name: "bad.yaml", text: SMALL.replace("never recovered(all, 99%)", "count(nonsense) = 0") },
    scenarioSchema,
  );
  const signal = new AbortController().signal;
  const study = { loaded, firstSeed: 1, seeds: 1, jobs: 1, memory: undefined, signal, onFraction() {} };
  await expect(seedResults(study).next()).rejects.toThrow(ScenarioError);
});

test("progress counts the seeds that are done", async () => {
  const cwd = scratch();
  writeFileSync(join(cwd, "small.yaml"), SMALL);
  const update = vi.spyOn(Progress.prototype, "update");
  await say("whatif", join(cwd, "small.yaml"), "--set", "auth.queue=20", "--seeds", "8", "--jobs", "1", "--quiet");
  const counts = update.mock.calls.map(([ended]) => ended);
  update.mockRestore();
  expect(Math.max(...counts)).toBeGreaterThan(0);
});
