/** Whom a countermeasure harms: in the long run its rate, by three patterns; the device counts what it did. */
import { describe, expect, test } from "vitest";
import { falsePositives } from "../../../src/model/edge/false-positives/index.js";

const RATE = 0.02;

/** The mean risk over many sources and much time. */
function longRun(name: string): number {
  const pattern = falsePositives.create(name, {});
  let sum = 0;
  for (let source = 0; source < 400; source++)
    for (let hour = 0; hour < 500; hour++) sum += pattern.risk(source, RATE, hour * 3600, 7);
  return sum / (400 * 500);
}

describe.each(falsePositives.names)("%s", (name) => {
  test("harms its rate of all connections in the long run", () => {
    // Bursts hit all sources at once: 500 looks at half of 4 % each.
    expect(Math.abs(longRun(name) - RATE)).toBeLessThan(name === "burst" ? 0.014 : 0.002);
  });

  test("harms nobody at a rate of 0", () => {
    const pattern = falsePositives.create(name, {});
    for (let hour = 0; hour < 100; hour++) expect(pattern.risk(5, 0, hour * 3600, 1)).toBe(0);
  });
});

test("per-source: a source is harmed always or never within its hour, and others are the next hour", () => {
  const pattern = falsePositives.create("per-source", {});
  const harmed = (hour: number) =>
    Array.from({ length: 5000 }, (_, source) => pattern.risk(source, RATE, hour * 3600 + 30, 1)).flatMap((risk, i) =>
      risk === 1 ? [i] : [],
    );
  const [now, later, next] = [harmed(1), harmed(1), harmed(2)];
  expect(now).toEqual(later);
  expect(now.length).toBeGreaterThan(50);
  expect(next.filter((source) => now.includes(source)).length).toBeLessThan(now.length / 4);
});
