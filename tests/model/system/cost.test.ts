/**
 * What a message costs in healthy traffic, counted and not timed: the table "What a message costs" of
 * docs/performance.md, to the digit. The traffic is that of May 2016, before anything goes wrong.
 */
import { readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { setChecks } from "../../../src/engine/checks.js";
import { ByteColumn, IntegerColumn, RealColumn } from "../../../src/engine/column.js";
import { Lane } from "../../../src/engine/lane.js";
import { Pool } from "../../../src/engine/pool.js";
import { Stream } from "../../../src/engine/random.js";
import { ByteField, IntegerField, RealField } from "../../../src/engine/rows.js";
import { rehearse } from "../../../src/experiment/run.js";
import { Counter } from "../../../src/metrics/counter.js";
import { Histogram } from "../../../src/metrics/histogram.js";
import { Level } from "../../../src/metrics/level.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { scenarioSchema } from "../../../src/scenario/schema.js";

const restore: (() => void)[] = [];

afterEach(() => {
  setChecks(true);
  for (const undo of restore.splice(0)) undo();
});

/** Counts the calls of these methods, whoever makes them. Returns the count so far. */
function calls(...methods: readonly [type: { readonly prototype: object }, name: string][]): () => number {
  let count = 0;
  for (const [{ prototype }, name] of methods) {
    const original: unknown = Reflect.get(prototype, name);
    if (typeof original !== "function") throw new Error(`no method ${name}`);
    Reflect.set(prototype, name, function (this: unknown, ...values: unknown[]) {
      count++;
      return Reflect.apply(original, this, values);
    });
    restore.push(() => Reflect.set(prototype, name, original));
  }
  return () => count;
}

/** The rows of the table, as the document has them. */
function documented(): Record<string, number> {
  const text = readFileSync("docs/performance.md", "utf8");
  const table = text.split("## What a message costs")[1]?.split("\n## ")[0] ?? "";
  const rows = [...table.matchAll(/^\| ([a-z][^|]*?) \| ([\d.]+) \|/gm)];
  return Object.fromEntries(rows.map(([, name, value]) => [name ?? "", Number(value)]));
}

test("a healthy message of May 2016 costs what the document says", () => {
  setChecks(false);
  const system = rehearse(loadScenario("may-2016-cassandra", scenarioSchema));
  const fields = [ByteField, IntegerField, RealField, ByteColumn, IntegerColumn, RealColumn];
  system.calendar.run(60);
  const { events } = system.calendar;
  const counts = {
    "timers started": calls([Lane, "start"]),
    "records from pools": calls([Pool, "acquire"]),
    draws: calls(
      [Stream, "uniform"],
      [Stream, "precise"],
      [Stream, "exponential"],
      [Stream, "integer"],
      [Stream, "chance"],
    ),
    "counters, levels and histograms": calls([Counter, "add"], [Level, "set"], [Histogram, "record"]),
    "fields read or written": calls(
      ...fields.flatMap((type) => ["get", "set", "add"].map((name): [typeof type, string] => [type, name])),
    ),
  };
  const offered = calls([Object.getPrototypeOf(system.messages).constructor, "create"]);
  system.calendar.run(180);
  const messages = offered();
  expect(messages).toBeGreaterThan(20_000);
  const measured = { events: () => system.calendar.events - events, ...counts };
  const each = Object.entries(measured).map(([name, count]) => [name, Math.round((10 * count()) / messages) / 10]);
  expect(Object.fromEntries(each)).toEqual(documented());
});
