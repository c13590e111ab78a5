/** A shipped scenario run as `tempfail replay` runs it, with what must hold of every run whatever it is about. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { runScenario } from "../../src/experiment/run.js";
import type { RunResult } from "../../src/results/run-result.js";
import { loadScenario } from "../../src/scenario/load.js";
import { scenarioSchema } from "../../src/scenario/schema.js";
import { goldenText } from "./golden.js";

export const goldenFolder = fileURLToPath(new URL("../golden/", import.meta.url));

/** To its end, or to an earlier time if one is given. */
export async function runShipped(name: string, seed = 1, horizon?: string): Promise<RunResult> {
  const changes = horizon === undefined ? {} : { sets: [`clock.duration=${horizon}`] };
  const result = await runScenario(loadScenario(name, scenarioSchema, changes), seed);
  expectConserved(result);
  if (seed === 1) expectGolden(horizon === undefined ? name : `shortened/${name}`, result);
  return result;
}

/**
 * Compared byte for byte with a file of tests/golden/; a scenario of a subfolder has its dots in the file's name.
 * `GOLDEN=write npx vitest run tests/scenarios` writes what has moved, to be read as a diff.
 */
export function expectGolden(name: string, result: RunResult): void {
  const file = `${goldenFolder}${name.replace(/^classics\//, "classics.")}.txt`;
  if (process.env.GOLDEN === "write") writeFileSync(file, goldenText(result));
  expect(goldenText(result)).toBe(readFileSync(file, "utf8"));
}

/** The expectations that do not hold, with what came out instead. */
export function broken({ expectations }: RunResult): string[] {
  return expectations
    .filter(({ pass, severity }) => !pass && severity === "fail")
    .map(({ id, that, observed }) => `${id}: ${that}, observed ${observed}`);
}

/** Messages, attempts and refusals for storage are conserved to the last one. */
function expectConserved({ totals, laws, series }: RunResult): void {
  const { offered, accepted, waiting, gaveUp, lost } = totals.messages;
  expect(totals.events).toBeGreaterThan(0);
  expect(Math.min(accepted, waiting, gaveUp, lost)).toBeGreaterThanOrEqual(0);
  expect(accepted + waiting + gaveUp + lost).toBe(offered);
  const outcomes = Object.values(totals.attempts.byOutcome).reduce((sum, count) => sum + count, 0);
  expect(outcomes).toBe(totals.attempts.total);
  expect(laws.length).toBeGreaterThan(0);
  expect(laws.filter(({ holds }) => !holds)).toEqual([]);
  if (series.metrics["storage.writes.failed"] === undefined) return;
  const refused =
    sumOf(series.metrics["replies.421.storage"]?.values) + sumOf(series.metrics["replies.http.5xx.storage"]?.values);
  expect(refused).toBe(totals.storage.writesFailed);
}

export function sumOf(values: readonly (number | null)[] = []): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}
