/** Whom a countermeasure harms: in the long run its rate, by three patterns; the device counts what it did. */
import { describe, expect, test } from "vitest";
import { Random } from "../../../src/engine/random.js";
import { falsePositives } from "../../../src/model/edge/false-positives/index.js";
import { hashed } from "../../../src/model/edge/false-positives/pattern.js";
import { MitigationDevice } from "../../../src/model/edge/mitigation-device.js";
import { edgeOptions } from "../../../src/model/edge/options.js";

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

/** By the hour and by the source, the risk at a device with one rule; its profile may have others before it. */
function risks(pattern: string, seed: number, others: readonly string[] = []): string {
  const rule = { against: ["slow"], falsePositive: "10%", pattern };
  const profiles = { other: { countermeasures: others.map(() => rule) }, standard: { countermeasures: [rule] } };
  const { mitigation } = edgeOptions.parse({ mitigation: { profiles } });
  const armed = Object.entries(mitigation.profiles).map(
    ([name, { countermeasures }]) =>
      [name, countermeasures.map((one) => ({ ...one, rate: [{ at: 0, value: 0.1 }] }))] as const,
  );
  const device = new MitigationDevice(new Map(armed), "standard", new Random(seed));
  return Array.from({ length: 200 }, (_, i) => (device.risk(i, i * 3600) > 0 ? "x" : ".")).join("");
}

describe.each(["per-source", "burst"])("%s: whom and when", (pattern) => {
  test("is the seed's, whatever the other profiles are", () => {
    expect(risks(pattern, 1)).not.toBe(risks(pattern, 2));
    expect(risks(pattern, 1, ["one", "two"])).toBe(risks(pattern, 1));
  });

  test("does not always begin with the first", () => {
    const first = Array.from({ length: 200 }, (_, seed) => risks(pattern, seed + 1)[0]);
    // 200 draws of 10 %, 20 % for a burst of a half, within three standard deviations.
    const [mean, deviation] = pattern === "burst" ? [40, 5.7] : [20, 4.3];
    expect(Math.abs(first.filter((one) => one === "x").length - mean)).toBeLessThan(3 * deviation);
  });
});

test("no pair of small numbers has the lowest of all hashes", () => {
  for (let a = 0; a < 50; a++) for (let b = 0; b < 50; b++) expect(hashed(a, b)).toBeGreaterThan(0);
});

test("more false positives than a burst that never ends would make are refused", () => {
  const parse = (falsePositive: unknown, share: string) =>
    edgeOptions.safeParse({
      mitigation: {
        profiles: {
          standard: { countermeasures: [{ against: ["slow"], falsePositive, pattern: { pattern: "burst", share } }] },
        },
      },
    });
  expect(parse("20%", "20%").success).toBe(true);
  for (const falsePositive of [
    "30%",
    [
      { at: "1d", share: "1%" },
      { at: "2d", share: "30%" },
    ],
  ]) {
    const [issue] = parse(falsePositive, "20%").error?.issues ?? [];
    expect(issue?.path.join(".")).toBe("mitigation.profiles.standard.countermeasures.0.falsePositive");
    expect(issue?.message).toMatch(/at most 20 %, the share of a burst/);
  }
});
