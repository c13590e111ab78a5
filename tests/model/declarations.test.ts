/** Metrics and events are declared once; whoever reads them reads the declaration. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { rehearse } from "../../src/experiment/run.js";
import { declaredEvents, declaredMetrics, type FamilyName, type MetricName } from "../../src/model/catalogues.js";
import { edgeMetrics } from "../../src/model/edge/metrics.js";
import { storageMetrics } from "../../src/model/storage/metrics.js";
import { panelRules } from "../../src/report/panels/index.js";
import { loadScenario } from "../../src/scenario/load.js";
import { scenarioSchema } from "../../src/scenario/schema.js";

const names = declaredMetrics.map(({ name }) => name);

test("no two metrics and no two events have one name, and no event is named as a metric", () => {
  const all = [...names, ...declaredEvents.map(({ name }) => name)];
  expect(names.length).toBeGreaterThan(150);
  expect(all.filter((name, index) => all.indexOf(name) < index)).toEqual([]);
});

test("what a counter is part of is a declared counter of the same unit", () => {
  const counters = new Map(declaredMetrics.flatMap((one) => (one.kind === "counter" ? [[one.name, one]] : [])));
  const strays = [...counters.values()].filter(({ of, unit }) => of !== undefined && counters.get(of)?.unit !== unit);
  expect(strays).toEqual([]);
});

test("a renamed metric, a renamed family and a counter read as a histogram do not compile", () => {
  const right: readonly (MetricName | FamilyName)[] = ["pools.main.good", "replies.421.storage", "pools.*.good"];
  // @ts-expect-error no part declares it
  const renamed: MetricName = "storage.writes.broken";
  // @ts-expect-error no part declares it
  const family: FamilyName = "pools.*.bad";
  const read = () => {
    const recording = rehearse(loadScenario("mm1", scenarioSchema)).meter.recording();
    // @ts-expect-error a counter has no percentiles
    return recording.tally(storageMetrics.failed);
  };
  expect([...right, renamed, family]).toHaveLength(5);
  expect(read).toThrow(/storage\.writes\.failed/);
});

test.each(["may-2016-cassandra", "may-2016-timeouts", "july-2018-auth", "postfix-smarthost"])(
  "%s has no other metrics and events than the declared ones, and those of its own names",
  (name) => {
    const loaded = loadScenario(name, scenarioSchema);
    const { metrics, events } = rehearse(loaded).meter.recording();
    const own =
      /^(?:auth\.callers|pools|probes|slos|storage\.(?:sstables|pending))\..+|^alerts\.(?:fired|notified)\..+/;
    const declared = [...names, ...declaredEvents.map((one) => one.name)];
    const others = [...metrics.keys(), ...events].filter((one) => !own.test(one) && !declared.includes(one));
    expect(metrics.size).toBeGreaterThan(30);
    expect(others).toEqual([]);
  },
);

test("all series of a panel have one unit", () => {
  const unitOf = (key: string) => {
    const name = /^p\d+\((.+)\)$/.exec(key)?.[1] ?? key;
    return declaredMetrics.find((one) => one.name === name)?.unit;
  };
  const mixed = panelRules.flatMap(({ id, lines }) => {
    const units = new Set(lines.flatMap((line) => ("key" in line ? [unitOf(line.key)] : [])));
    return units.size > 1 || units.has(undefined) ? [id] : [];
  });
  expect(panelRules.length).toBeGreaterThan(15);
  expect(mixed).toEqual([]);
});

test("a member of a family is known by its name, and by no other", () => {
  const { poolGood } = edgeMetrics;
  expect(poolGood.member("api").name).toBe("pools.api.good");
  expect(poolGood.wordIn("pools.api.good")).toBe("api");
  expect(["pools.api.tries", "pools..good", "pool.api.good"].map((name) => poolGood.wordIn(name))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("docs/expressions.md lists every event, with its title", () => {
  const text = readFileSync(resolve(import.meta.dirname, "../../docs/expressions.md"), "utf8");
  const rows = [...text.matchAll(/^\| `([a-z.]+)` \| (.+) \|$/gm)].map(([, name, title]) => `${name}: ${title}`);
  expect(rows).toEqual(declaredEvents.map(({ name, title }) => `${name}: ${title}`));
});
