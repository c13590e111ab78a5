import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { loadScenario } from "../../src/scenario/load.js";
import { pathText } from "../../src/scenario/path.js";
import { scenarioSchema } from "../../src/scenario/schema.js";
import { shippedNames } from "../../src/scenario/shipped.js";
import { wholeScenario } from "./broken-inputs.js";

const scratch = mkdtempSync(join(tmpdir(), "tempfail-load-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Writes a file of the scratch directory and returns its path. */
function file(name: string, text: string): string {
  const path = join(scratch, name);
  writeFileSync(path, text);
  return path;
}

const header = "version: 1\nname: child\n";

beforeEach(() => {
  file(
    "base.yaml",
    `version: 1
name: base
title: The base
question: Does it?
clock: { duration: 2h, warmUp: 5min }
senders:
  - { name: shops, rate: 200/s, retry: postfix }
  - { name: isps, rate: 12/min, retry: { profile: exponential, first: 10s } }
operations:
  - { name: roll, at: "10:05", do: upgrade }
expect:
  - { id: accepted, that: count(messages.accepted) > 0 }
`,
  );
});

describe("a scenario", () => {
  test("is complete when only its version and name are written", () => {
    const { scenario } = loadScenario({ name: "small.yaml", text: "version: 1\nname: small\n" }, scenarioSchema);
    expect(scenario).toMatchObject({
      name: "small",
      clock: { duration: 3_600, warmUp: 0, bucket: 60, scale: 1 },
      seeds: 1,
      senders: [],
      expect: [],
      counterfactuals: [],
    });
  });

  test("is in seconds, bytes, per second and fractions", () => {
    const { scenario } = loadScenario(wholeScenario, scenarioSchema);
    expect(scenario.clock).toEqual({ start: 1_464_080_400, duration: 7_200, warmUp: 300, bucket: 60, scale: 1 });
    expect(scenario.senders.map(({ rate }) => rate)).toEqual([200, 0.2]);
    expect(scenario.operations).toMatchObject([{ name: "roll", at: { clock: 36_300 }, do: "upgrade" }]);
  });

  test("may be JSON, start with a byte order mark and end its lines as Windows does", () => {
    const text = JSON.stringify({ version: 1, name: "json", clock: { duration: "1h" } }, null, 2).replaceAll(
      "\n",
      "\r\n",
    );
    expect(loadScenario(file("windows.json", `\ufeff${text}`), scenarioSchema).scenario.name).toBe("json");
  });

  test("may share values by aliases", () => {
    const text = `${header}senders:\n  - { name: a, rate: &rate 5/s }\n  - { name: b, rate: *rate }\n`;
    const { scenario } = loadScenario({ name: "alias.yaml", text }, scenarioSchema);
    expect(scenario.senders.map(({ rate }) => rate)).toEqual([5, 5]);
  });

  test("that is shipped is found by its name from any directory", () => {
    for (const name of shippedNames()) expect(loadScenario(name, scenarioSchema).scenario.version).toBe(1);
  });
});

describe("extends", () => {
  test("inherits what is not written again, item by item where items have names", () => {
    const child = file(
      "child.yaml",
      `${header}extends: base.yaml\nclock: { warmUp: 0s }\nsenders:\n  - { name: shops, rate: 5/s }\n  - { name: new, rate: 1/s }\n`,
    );
    const { scenario } = loadScenario(child, scenarioSchema);
    expect(scenario.clock).toMatchObject({ duration: 7_200, warmUp: 0 });
    expect(scenario.senders.map(({ name, rate }) => [name, rate])).toEqual([
      ["shops", 5],
      ["isps", 0.2],
      ["new", 1],
    ]);
    expect(scenario.senders[1]?.retry).toMatchObject({ profile: "exponential", first: 10 });
  });

  test("inherits neither name nor title nor question", () => {
    const { scenario } = loadScenario(file("child.yaml", `${header}extends: base.yaml\n`), scenarioSchema);
    expect([scenario.name, scenario.title, scenario.question]).toEqual(["child", undefined, undefined]);
    const nameless = file("nameless.yaml", "version: 1\nextends: base.yaml\n");
    expect(() => loadScenario(nameless, scenarioSchema)).toThrow(/nameless.yaml:1:1: name: missing/);
  });

  test("leaves out what the extending file does not want", () => {
    const child = file(
      "child.yaml",
      `${header}extends: { scenario: base.yaml, without: [expect, operations.roll, "senders[1]"] }\n`,
    );
    const { scenario } = loadScenario(child, scenarioSchema);
    expect([scenario.expect, scenario.operations, scenario.senders.length]).toEqual([[], [], 1]);
  });

  test("null gives an inherited value back to its default, an empty list replaces a list", () => {
    const child = file("child.yaml", `${header}extends: base.yaml\nclock: { warmUp: null }\nsenders: []\n`);
    const { scenario } = loadScenario(child, scenarioSchema);
    expect([scenario.clock.warmUp, scenario.senders]).toEqual([0, []]);
  });

  test("goes on through a chain of files, each relative to the one that names it", () => {
    file("middle.yaml", "version: 1\nname: middle\nextends: ./base.yaml\nseeds: 7\n");
    const top = loadScenario(file("top.yaml", `${header}extends: middle.yaml\n`), scenarioSchema);
    expect([top.scenario.seeds, top.scenario.senders.length]).toEqual([7, 2]);
    expect(top.placeOf(["seeds"])).toBe(`${scratch}/middle.yaml:4:8`);
  });
});

describe("a patch", () => {
  test("is laid over the scenario, the last one on top", () => {
    const first = file("first.yaml", "senders:\n  - { name: shops, rate: 7/s }\nseeds: 2\n");
    const second = file("second.yaml", "seeds: 3\n");
    const { scenario } = loadScenario(join(scratch, "base.yaml"), scenarioSchema, { patches: [first, second] });
    expect([scenario.senders[0]?.rate, scenario.seeds, scenario.name]).toEqual([7, 3, "base"]);
  });
});

describe("--set", () => {
  const base = () => join(scratch, "base.yaml");
  const rates = (...sets: string[]) =>
    loadScenario(base(), scenarioSchema, { sets }).scenario.senders.map(({ rate }) => rate);

  test.each([
    ["senders.shops.rate=5/s", [5, 0.2]],
    ["senders[0].rate=5/s", [5, 0.2]],
    ["senders[name=isps].rate=5/s", [200, 5]],
    ["senders[*].rate=5/s", [5, 5]],
    ["senders.*.rate=5/s", [5, 5]],
    ["senders.1.rate=5/s", [200, 5]],
  ])("%s reaches what it names", (text, expected) => {
    expect(rates(text)).toEqual(expected);
  });

  test("the last of two wins", () => {
    expect(rates("senders.*.rate=5/s", "senders.isps.rate=6/s")).toEqual([5, 6]);
  });

  test("reads its value as YAML", () => {
    const { scenario } = loadScenario(base(), scenarioSchema, {
      sets: ["operations=[]", "storage={ nodes: 9 }", "seeds=4"],
    });
    expect(scenario).toMatchObject({ operations: [], storage: { nodes: 9, replication: 3 }, seeds: 4 });
  });

  test("goes through parts that the file leaves to their defaults", () => {
    const { scenario } = loadScenario(base(), scenarioSchema, { sets: ["intake.api.workers=3"] });
    expect(scenario.intake).toMatchObject({ api: { workers: 3, overload: 429 }, nodes: 4 });
  });

  test("sets an option of a choice that the file only names, or leaves to its default", () => {
    const sets = ["senders.shops.retry.lifetime=1h", "senders.isps.arrivals.pattern=poisson"];
    const { scenario } = loadScenario(base(), scenarioSchema, { sets });
    expect(scenario.senders[0]?.retry).toMatchObject({ profile: "postfix", lifetime: 3_600, minimalBackoff: 300 });
    expect(scenario.senders[1]?.arrivals).toMatchObject({ pattern: "poisson" });
  });

  test("replaces a choice as a whole", () => {
    const { scenario } = loadScenario(base(), scenarioSchema, { sets: ["senders.isps.retry=exim"] });
    expect(scenario.senders[1]?.retry).toMatchObject({ profile: "exim" });
  });

  test("null gives a value back to its default", () => {
    expect(loadScenario(base(), scenarioSchema, { sets: ["clock.warmUp=null"] }).scenario.clock.warmUp).toBe(0);
    expect(() => loadScenario(base(), scenarioSchema, { sets: ["clock.warmpUp=null"] })).toThrow(/no warmpUp/);
  });

  test("comes after patches and after what is left out", () => {
    const changes = { without: ["senders.isps", "operations"], sets: ["senders.*.rate=9/s"] };
    const { scenario } = loadScenario(base(), scenarioSchema, changes);
    expect([scenario.senders.map(({ rate }) => rate), scenario.operations]).toEqual([[9], []]);
  });

  test("on a loaded scenario does not touch the original", () => {
    const loaded = loadScenario(base(), scenarioSchema, { sets: ["seeds=2"] });
    const changed = loaded.changed({ sets: ["senders.shops.rate=1/s"] });
    expect([changed.scenario.senders[0]?.rate, changed.scenario.seeds]).toEqual([1, 2]);
    expect(loaded.scenario.senders[0]?.rate).toBe(200);
  });
});

describe("every value", () => {
  test("knows who wrote it", () => {
    const patch = file("patch.yaml", "clock: { bucket: 30s }\n");
    const child = file("child.yaml", `${header}extends: base.yaml\nseeds: 5\n`);
    const loaded = loadScenario(child, scenarioSchema, { patches: [patch], sets: ["clock.scale=10"] });
    const origins = new Map(loaded.leaves.map(({ path, origin }) => [pathText(path), origin]));
    expect(origins.get("clock.duration")).toMatchObject({ kind: "file", place: `${scratch}/base.yaml:5:20` });
    expect(origins.get("seeds")).toMatchObject({ kind: "file", place: `${scratch}/child.yaml:4:8` });
    expect(origins.get("clock.bucket")).toMatchObject({ kind: "patch", place: `${patch}:1:18` });
    expect(origins.get("clock.scale")).toMatchObject({ kind: "set", place: "--set clock.scale=10" });
    expect(origins.get("clock.start")).toMatchObject({ kind: "default", place: "default" });
    expect(origins.get("senders[0].retry.profile")).toMatchObject({ place: `${scratch}/base.yaml:7:40` });
    expect(origins.get("senders[0].retry.lifetime")).toMatchObject({ kind: "default" });
  });
});

test("all problems of all files and changes come at once, in the order of their lines", () => {
  file("low.yaml", "version: 1\nname: low\nclock: { duration: 5m, scale: 0 }\n");
  const high = file(
    "high.yaml",
    `${header}extends: low.yaml\nseeds: 0\nsedes: 1\nprovenance: { clok: { stated: x } }\n`,
  );
  const problems = () => loadScenario(high, scenarioSchema, { sets: ["senders.x.rate=1/s", "clock.bucket=7"] });
  expect(problems).toThrow(
    [
      `${high}:4:8: seeds: found 0, expected more than 0`,
      `${high}:5:1: sedes: unknown key "sedes", expected one of `,
    ].join("\n"),
  );
  for (const cause of ["low.yaml:3:20", "low.yaml:3:31", 'no "clok"', "nothing in senders", "7 has no unit"]) {
    expect(problems).toThrow(cause);
  }
});
