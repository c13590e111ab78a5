/** A run directory is complete or absent: whatever ends the program, and wherever it is asked to write. */
import { type ChildProcess, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { MemoryWatch } from "../../src/cli/running/memory-watch.js";
import { say } from "./in-process.js";
import { ending, scratch, shell, start, tempfail } from "./program.js";
import { runFiles, smallScenario } from "./small-scenario.js";

const STACK = /^\s+at .*[:(]/m;
/** Minutes of work, so that a signal always arrives in the middle of it. */
const LONG = ["--set", "clock.duration=30d", "--set", "clock.bucket=1h", "--set", "senders.*.rate=50/s"];

test("a run leaves its five files, and a second one takes their place", async () => {
  const cwd = scratch();
  smallScenario(cwd);
  const first = await tempfail(["run", "small.yaml"], { cwd });
  expect(first.code, first.stderr).toBe(0);
  const place = join(cwd, "reports/small/seed-1");
  expect(readdirSync(place).sort()).toEqual(runFiles);
  const { ino } = statSync(place);
  expect((await tempfail(["run", "small.yaml"], { cwd })).code).toBe(0);
  expect(statSync(place).ino).not.toBe(ino);
  expect(readdirSync(place).sort()).toEqual(runFiles);
  expect(readdirSync(join(cwd, "reports/small"))).toEqual(["seed-1"]);
});

test.each([0, 8, 64, 200])(
  "a file-size limit of %i blocks of 1 KiB ends in one sentence and leaves nothing",
  async (blocks) => {
    const cwd = scratch();
    smallScenario(cwd);
    const { code, stderr } = await shell(`ulimit -f ${blocks}; "$NODE" "$TEMPFAIL" run small.yaml --out out`, {
      cwd,
    });
    expect(code, stderr).toBe(2);
    expect(stderr).toMatch(/cannot write out: larger than the file-size limit \(ulimit -f\)/);
    expect(stderr).not.toMatch(STACK);
    expect(readdirSync(cwd)).toEqual(["small.yaml"]);
  },
);

test("a limit that stops a re-run leaves the earlier run as it was", async () => {
  const cwd = scratch();
  smallScenario(cwd);
  expect((await tempfail(["run", "small.yaml", "--out", "out"], { cwd })).code).toBe(0);
  const before = readFileSync(join(cwd, "out/result.json"), "utf8");
  const { code } = await shell('ulimit -f 8; "$NODE" "$TEMPFAIL" run small.yaml --seed 2 --out out', {
    cwd,
  });
  expect(code).toBe(2);
  expect(readFileSync(join(cwd, "out/result.json"), "utf8")).toBe(before);
  expect(readdirSync(cwd).sort()).toEqual(["out", "small.yaml"]);
});

test("SIGKILL during a run leaves no run directory", async () => {
  const cwd = scratch();
  smallScenario(cwd);
  const child = start(["run", "small.yaml", ...LONG, "--out", "out"], { cwd });
  const ended = ending(child);
  await working(child);
  child.kill("SIGKILL");
  expect((await ended).signal).toBe("SIGKILL");
  expect(readdirSync(cwd)).toEqual(["small.yaml"]);
});

test("what a killed process left beside the directory is cleared away by the next run", async () => {
  const cwd = scratch();
  smallScenario(cwd);
  const gone = start(["--version"], { cwd });
  await ending(gone);
  mkdirSync(join(cwd, `.out.${gone.pid}.new`));
  writeFileSync(join(cwd, `.out.${gone.pid}.new/result.json`), "{");
  expect((await tempfail(["run", "small.yaml", "--out", "out"], { cwd })).code).toBe(0);
  expect(readdirSync(cwd).sort()).toEqual(["out", "small.yaml"]);
});

test.each(["SIGINT", "SIGTERM"] as const)("%s keeps what there is, marked as partial", async (signal) => {
  const cwd = scratch();
  smallScenario(cwd);
  const child = start(["run", "small.yaml", ...LONG, "--out", "out"], { cwd });
  const ended = ending(child);
  await working(child);
  child.kill(signal);
  const { code, stdout, stderr } = await ended;
  expect(code, stderr).toBe(130);
  expect(stderr).toContain("interrupted: keeping the partial result");
  expect(stdout).toContain("PARTIAL: interrupted at");
  expect(stdout).toContain("partial: no verdict");
  expect(readdirSync(cwd).sort()).toEqual(["out.partial", "small.yaml"]);
  expect(readdirSync(join(cwd, "out.partial")).sort()).toEqual(runFiles);
  const result = JSON.parse(readFileSync(join(cwd, "out.partial/result.json"), "utf8"));
  expect(result.partial.reachedSeconds).toBeGreaterThan(0);
  expect(result.partial.reachedSeconds).toBeLessThan(result.durationSeconds);
  expect(readFileSync(join(cwd, "out.partial/report.html"), "utf8")).toContain("PARTIAL");
  expect(readFileSync(join(cwd, "out.partial/summary.md"), "utf8")).toContain("PARTIAL");
});

test("Ctrl-C after the first of many seeds keeps a partial study", async () => {
  const cwd = scratch();
  smallScenario(cwd);
  const child = start(["replay", "small.yaml", "--seeds", "10000"], { cwd });
  const ended = ending(child);
  const reports = join(cwd, "reports/small");
  while (!existsSync(join(reports, "seed-1"))) {
    if (child.exitCode !== null) throw new Error("the program ended before its first seed");
    await pause(50);
  }
  child.kill("SIGINT");
  const { code, stderr } = await ended;
  expect(code, stderr).toBe(130);
  const [kept = "", ...others] = readdirSync(reports).filter((name) => name !== "seed-1");
  expect(kept).toMatch(/^[0-9a-f]{12}\.partial$/);
  expect(others).toEqual([]);
  const study = JSON.parse(readFileSync(join(reports, kept, "result.json"), "utf8"));
  expect(study.format).toBe("tempfail/study@1");
  expect(study.partial.seedsDone).toBeGreaterThan(0);
});

test("a run that takes more memory than it may stops with a notice", async () => {
  const cwd = scratch();
  smallScenario(cwd);
  const { code, stderr } = await tempfail(["run", "small.yaml", "--memory", "40MB", "--out", "out"], { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /the run outgrows the memory: \d+ MB in use after \d+ % of it, at most 40 MB allowed; shorten/,
  );
  expect(stderr).not.toMatch(STACK);
  expect(readdirSync(cwd)).toEqual(["small.yaml"]);
});

test("the heap has a limit of its own", () => {
  expect(() => new MemoryWatch(undefined, 1e6).check(0.5)).toThrow(/in use after 50 % of it, at most 1 MB allowed/);
  expect(() => new MemoryWatch().check(0.5)).not.toThrow();
});

test("a directory of somebody else is never replaced", async () => {
  const cwd = scratch();
  const file = smallScenario(cwd);
  mkdirSync(join(cwd, "mine"));
  writeFileSync(join(cwd, "mine/thesis.txt"), "years of work");
  const foreign = await say("run", file, "--out", join(cwd, "mine"), "--quiet");
  expect(foreign).toMatchObject({ code: 2, stdout: "" });
  expect(foreign.stderr).toContain("exists and is no run directory; choose another --out");
  expect(readdirSync(join(cwd, "mine"))).toEqual(["thesis.txt"]);
  const onFile = await say("run", file, "--out", file, "--quiet");
  expect(onFile.code).toBe(2);
  expect(onFile.stderr).toContain("is a file; choose another --out");
  const below = await say("run", file, "--out", join(file, "out"), "--quiet");
  expect(below.code).toBe(2);
  expect(below.stderr).toContain("a part of the path is a file");
});

test("a full device is a sentence, not a stack trace", async () => {
  const cwd = scratch();
  smallScenario(cwd);
  const { code, stderr } = await shell('"$NODE" "$TEMPFAIL" report out -o /dev/full/x', { cwd });
  expect(code).toBe(2);
  expect(stderr).not.toMatch(STACK);
  expect(existsSync(join(cwd, "out"))).toBe(false);
});

/** Until the program has been computing for a while, by its own use of the processor. */
async function working(child: ChildProcess, seconds = 2): Promise<void> {
  const perSecond = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
  for (;;) {
    await pause(50);
    if (child.exitCode !== null) throw new Error("the program ended before it was interrupted");
    const fields = existsSync(`/proc/${child.pid}/stat`)
      ? readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1]?.split(" ")
      : execFileSync("ps", ["-o", "cputime=", "-p", String(child.pid)], { encoding: "utf8" }).split(":");
    const used = fields && fields.length > 5 ? Number(fields[11]) / perSecond : Number(fields?.at(-1) ?? 0);
    if (used >= seconds) return;
  }
}
