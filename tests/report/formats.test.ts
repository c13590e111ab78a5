/** What holds of every report format: whole, plain about what is partial, the same twice, and never a broken value. */
import { describe, expect, test } from "vitest";
import { reportFormats } from "../../src/report/index.js";
import type { RunResult } from "../../src/results/run-result.js";
import { hostileRun, sampleRun, toldRun } from "./sample.js";
import { hostileStudy, sampleStudy, toldStudy } from "./sample-study.js";

const partialRun: RunResult = { ...sampleRun, partial: { reachedSeconds: 600 } };
/** Formats that lay out for readers; the others hold the data for programs. */
const forReaders = ["terminal", "html", "markdown"];

test("names are words, and files are all different", () => {
  for (const { name, summary } of reportFormats) {
    expect(name).toMatch(/^[a-z]+$/);
    expect(summary).not.toBe("");
  }
  const files = reportFormats.flatMap(({ file }) => file ?? []);
  expect(new Set(files).size).toBe(files.length);
  expect(forReaders.every((name) => reportFormats.some((format) => format.name === name))).toBe(true);
});

describe.each(reportFormats.map((format) => [format.name, format] as const))("format %s", (name, format) => {
  const texts = [
    ...[sampleRun, toldRun, hostileRun, partialRun].map((run) => format.run(run)),
    ...[sampleStudy, toldStudy, hostileStudy].map((study) => format.study(study)),
  ];

  test("ends with a newline, and holds no value that broke on the way", () => {
    for (const text of texts) {
      expect(text.endsWith("\n")).toBe(true);
      expect(text.length).toBeGreaterThan(200);
      expect(text.replace(/<script[\s\S]*?<\/script>/g, "")).not.toMatch(/\[object |\bundefined\b|\bNaN\b/);
    }
  });

  test("names the scenario, of a run and of a study, unless it is a table", () => {
    if (name === "csv") return;
    expect(format.run(sampleRun)).toContain(sampleRun.scenario.name);
    expect(format.study(sampleStudy)).toContain(sampleStudy.scenario.name);
  });

  test("is the same text twice", () => {
    expect(format.run(sampleRun)).toBe(format.run(structuredClone(sampleRun)));
    expect(format.study(sampleStudy)).toBe(format.study(structuredClone(sampleStudy)));
  });

  test("says of a partial run that it is one", () => {
    if (forReaders.includes(name)) expect(format.run(partialRun)).toContain("PARTIAL");
    if (name === "json") expect(JSON.parse(format.run(partialRun)).partial).toEqual({ reachedSeconds: 600 });
    if (forReaders.includes(name)) expect(format.run(sampleRun)).not.toContain("PARTIAL");
  });
});
