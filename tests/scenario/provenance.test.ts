import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { loadScenario } from "../../src/scenario/load.js";
import { pathText } from "../../src/scenario/path.js";
import type { Changes } from "../../src/scenario/scenario.js";
import { scenarioSchema } from "../../src/scenario/schema.js";

const scratch = mkdtempSync(join(tmpdir(), "tempfail-provenance-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** The label of each written value of a scenario, "-" for none. */
function labelsOf(text: string, changes: Changes = {}): Record<string, string> {
  const loaded = loadScenario(
    { name: "p.yaml", file: join(scratch, "p.yaml"), text: `version: 1\nname: p\n${text}` },
    scenarioSchema,
    changes,
  );
  const written = loaded.leaves.filter(
    ({ path, origin }) => origin.kind !== "default" && (path[0] === "clock" || path[0] === "senders"),
  );
  return Object.fromEntries(
    written.map(({ path, label }) => [pathText(path), label ? Object.values(label).join() : "-"]),
  );
}

const clock = "clock: { duration: 2h, warmUp: 5min }\n";

describe("a label", () => {
  test("speaks for a value, for a branch, or for all that a wildcard means", () => {
    expect(labelsOf(`${clock}provenance: { clock.warmUp: { assumed: a }, clock: { stated: s } }\n`)).toEqual({
      "clock.duration": "s",
      "clock.warmUp": "a",
    });
    expect(labelsOf(`${clock}provenance: { "clock.*": { calibrated: c } }\n`)).toEqual({
      "clock.duration": "c",
      "clock.warmUp": "c",
    });
  });

  test("finds list items by name", () => {
    const senders = "senders:\n  - { name: a, rate: 1/s }\n  - { name: b, rate: 2/s }\n";
    expect(labelsOf(`${senders}provenance: { senders.b: { stated: s }, "senders[*].rate": { assumed: a } }\n`)).toEqual(
      {
        "senders[0].name": "-",
        "senders[0].rate": "a",
        "senders[1].name": "s",
        "senders[1].rate": "a",
      },
    );
  });

  test("does not speak for what a later file, patch or setting put in place of the value", () => {
    writeFileSync(join(scratch, "low.yaml"), `version: 1\nname: low\n${clock}provenance: { clock: { stated: s } }\n`);
    expect(labelsOf("extends: low.yaml\nclock: { warmUp: 1min }\n")).toEqual({
      "clock.duration": "s",
      "clock.warmUp": "-",
    });
    expect(labelsOf("extends: low.yaml\n", { sets: ["clock.duration=3h"] })).toEqual({
      "clock.duration": "-",
      "clock.warmUp": "s",
    });
  });

  test("of a later file speaks for inherited values too", () => {
    writeFileSync(join(scratch, "low.yaml"), `version: 1\nname: low\n${clock}provenance: { clock: { stated: s } }\n`);
    expect(labelsOf("extends: low.yaml\nprovenance: { clock.warmUp: { assumed: a } }\n")).toEqual({
      "clock.duration": "s",
      "clock.warmUp": "a",
    });
  });

  test("for something that the extending file leaves out is not missed", () => {
    writeFileSync(
      join(scratch, "low.yaml"),
      `version: 1\nname: low\n${clock}provenance: { clock.warmUp: { stated: s } }\n`,
    );
    expect(labelsOf("extends: { scenario: low.yaml, without: [clock.warmUp] }\n")).toEqual({ "clock.duration": "-" });
  });
});

test("every value written is counted by its label, and the defaults apart", () => {
  const text = `version: 1\nname: p\nquestion: Uncounted?\n${clock}storage: { nodes: 3 }\n`;
  const labels = "provenance: { clock.duration: { stated: s }, storage: { assumed: a } }\n";
  const small = loadScenario({ name: "p.yaml", text: "version: 1\nname: p\n" }, scenarioSchema).counts;
  expect(small).toMatchObject({ stated: 0, assumed: 0, calibrated: 0, unlabelled: 0 });
  expect(small.defaults).toBeGreaterThan(20);
  const { counts } = loadScenario({ name: "p.yaml", text: text + labels }, scenarioSchema);
  expect(counts).toMatchObject({ stated: 1, assumed: 1, calibrated: 0, unlabelled: 1 });
});
