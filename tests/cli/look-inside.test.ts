/** `qshape` and `trace`: looking into a run by simulating it again. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { runResultOf } from "../../src/cli/files/run-result-of.js";
import type { MessageTrace } from "../../src/results/message-trace.js";
import type { QueueShape } from "../../src/results/queue-shape.js";
import { say } from "./in-process.js";
import { scratch } from "./program.js";

/** One Postfix host that sends a message every 10 s; from 5 to 10 minutes every final dot is answered 450. */
const TEXT = `version: 1
name: deferral
title: Five minutes of 450
clock: { start: 2025-03-03T12:00:00Z, duration: 30min, bucket: 10s }
senders:
  - { name: relay, protocol: smtp, hosts: 1, rate: 0.1/s, arrivals: { pattern: renewal, scv: 0 }, retry: postfix }
storage: off
operations:
  - { name: deferral, at: 5min, for: 5min, do: fault, stage: dot, code: 450 }
`;

let file = "";

beforeEach(() => {
  file = join(scratch(), "deferral.yaml");
  writeFileSync(file, TEXT);
});

async function shapeAt(at: string, ...more: string[]): Promise<QueueShape> {
  const { code, stdout, stderr } = await say("qshape", file, "--at", at, "--json", ...more);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

async function traceOf(...words: string[]): Promise<MessageTrace> {
  const { code, stdout, stderr } = await say("trace", file, "--json", ...words);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

describe("qshape", () => {
  test("counts every message that waits, once, in the column of its age", async () => {
    const shape = await shapeAt("9min 59s");
    expect(shape.limits.slice(0, 3)).toEqual([300, 600, 1200]);
    expect(shape.rows.map(({ name }) => name)).toEqual(["relay"]);
    // Deferred since 5 min; each is a few seconds to five minutes old.
    expect(shape.total.total).toBeGreaterThanOrEqual(28);
    expect(shape.total.byAge[0]).toBe(shape.total.total);
    const later = await shapeAt("10min 30s");
    expect(later.total.byAge.reduce((sum, count) => sum + count, 0)).toBe(later.total.total);
    expect(later.total.byAge[1]).toBeGreaterThan(0);
  });

  test("is empty before the first message and after the queue has drained", async () => {
    expect((await shapeAt("1s")).total.total).toBe(0);
    expect((await shapeAt("29min 59s")).total.total).toBeLessThanOrEqual(1);
  });

  test("names hosts when asked to, and adds up to the same total", async () => {
    const shape = await shapeAt("9min", "--by", "host");
    expect(shape.rows.map(({ name }) => name)).toEqual(["relay[0]"]);
    expect(shape.rows[0]?.total).toBe((await shapeAt("9min")).total.total);
  });

  test("prints Postfix's columns", async () => {
    const { stdout } = await say("qshape", file, "--at", "12:08");
    expect(stdout).toMatch(/^ +T +5 +10 +20 +40 +80 +160 +320 +640 +1280 +1280\+$/m);
    expect(stdout).toMatch(/^TOTAL +\d+/m);
  });

  test.each(["25:00", "soon", "31min"])("refuses --at %s", async (at) => {
    const { code, stderr } = await say("qshape", file, "--at", at);
    expect(code).toBe(2);
    expect(stderr).toContain(`--at ${at}: `);
  });
});

describe("trace", () => {
  test("tells a deferred message's story from its creation to its storing", async () => {
    const story = await traceOf("--first", "fault");
    expect(story.events.map(({ what }) => what)).toEqual([
      "created",
      "attempt begins",
      "attempt ends",
      "postponed",
      ...story.events.slice(4, -3).map(({ what }) => what),
      "attempt begins",
      "stored",
      "attempt ends",
    ]);
    expect(story.events[2]).toMatchObject({ outcome: "transaction 4xx", stage: "dot", code: 450, cause: "fault" });
    expect(story.events.at(-1)).toMatchObject({ outcome: "accepted", code: 250 });
    expect(story).toMatchObject({ population: "relay", profile: "postfix", duplicates: 0 });
    // Postfix: the first retry comes no sooner than minimal_backoff_time, at a run of the queue.
    expect(story.acceptLatencySeconds).toBeGreaterThanOrEqual(300);
  });

  test("a message of a mix has the profile of its kind", async () => {
    const mix = "[{ share: 40%, retry: exim }, { share: 60%, retry: postfix }]";
    const story = await traceOf(
      "--first",
      "fault",
      "--set",
      "senders.relay.retry=null",
      "--set",
      `senders.relay.mix=${mix}`,
    );
    expect(["exim", "postfix"]).toContain(story.profile);
    expect(story.population).toBe(`relay-${story.profile}`);
  });

  test("the same message is found by its number", async () => {
    const story = await traceOf("--first", "fault");
    expect(await traceOf("--message", `m-${story.message}`)).toEqual(story);
    expect((await traceOf("-m", "1")).attempts).toBe(1);
  });

  test("shows the addresses that an attempt went through", async () => {
    const words = ["--first", "fault", "--set", "senders.relay.addresses=3"];
    const { events } = await traceOf(...words);
    // A Postfix's limit of two sessions past the handshake, three addresses or not.
    expect(events.filter(({ what }) => what === "next address")).toHaveLength(
      events.filter(({ what }) => what === "postponed").length,
    );
    const { stdout } = await say("trace", file, ...words);
    expect(stdout).toMatch(/attempt 1, new connection: 450 at dot,[^0-9]+\d+ms\s+fault; on to the next address/);
  });

  test("shows that a message is due early, its destination being back", async () => {
    const exim = ["retry=exim", "retry.queueRun=1h"].map((one) => ["--set", `senders.relay.${one}`]);
    const refusal = ["stage=banner", "code=421"].map((one) => ["--set", `operations.deferral.${one}`]);
    const words = ["-m", "40", ...exim.flat(), ...refusal.flat()];
    const { events, attempts } = await traceOf(...words);
    expect(events.map(({ what }) => what)).toContain("recalled");
    expect(attempts).toBe(1);
    expect((await say("trace", file, ...words)).stdout).toMatch(/due early: its destination has accepted another/);
  });

  test("prints a line per attempt with the next try", async () => {
    const { stdout } = await say("trace", file, "--first", "fault");
    expect(stdout).toMatch(/attempt 1, new connection: 450 at dot, +\d+ms +in 5min/);
    expect(stdout).toMatch(/^accepted after .*, \d attempts, no duplicate$/m);
  });

  test.each([
    [["-m", "0"], "--message 0: expected a whole number, at least 1"],
    [["-m", "m-1000000"], "no message m-1000000"],
    [["--first", "storge"], "did you mean storage?"],
    [["--first", "auth"], "no message of this run was turned away because of auth"],
    [[], "which message?"],
  ])("refuses %j", async (words, wanted) => {
    const { code, stderr } = await say("trace", file, ...words);
    expect(code).toBe(2);
    expect(stderr).toContain(wanted);
  });
});

test("a stored run is looked into with its own seed and settings", async () => {
  const out = join(scratch(), "run");
  expect((await say("run", file, "--seed", "7", "--out", out, "-q")).code).toBe(0);
  const { code, stdout, stderr } = await say("trace", out, "-m", "5", "--json");
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout)).toEqual(await traceOf("-m", "5", "--seed", "7"));
});

describe("the result that vantage and where look at", () => {
  test("a stored run is read as it is, and simulated again when a seed or a change is asked for", async () => {
    const place = join(scratch(), "run");
    await say("run", file, "--seed", "3", "--out", place, "--quiet");
    const stored = await runResultOf(place, undefined, {});
    expect(stored.seed).toBe(3);
    expect((await runResultOf(place, 4, {})).seed).toBe(4);
    const changed = await runResultOf(place, undefined, { sets: ["senders.relay.rate=1/s"] });
    expect(changed.seed).toBe(3);
    expect(changed.totals.messages.offered).toBeGreaterThan(5 * stored.totals.messages.offered);
  });

  test("of a study one seed must be named", async () => {
    const place = join(scratch(), "study");
    await say("replay", file, "--seeds", "2", "--out", place, "--quiet");
    await expect(runResultOf(place, undefined, {})).rejects.toThrow("--seed");
    expect((await runResultOf(place, 2, {})).seed).toBe(2);
  });
});
