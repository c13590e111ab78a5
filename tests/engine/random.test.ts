import alea from "seedrandom/lib/alea.js";
import { describe, expect, test } from "vitest";
import { Random, type Stream } from "../../src/engine/random.js";

function draws(stream: Stream, count: number): number[] {
  return Array.from({ length: count }, () => stream.uniform());
}

/** Chi-square against equal shares over 256 cells; 2 sigma around the mean of 255 is about 210 to 300. */
function chiSquare(values: readonly number[]): number {
  const cells = new Array<number>(256).fill(0);
  for (const value of values) cells[Math.floor(value * 256)]!++;
  const expected = values.length / 256;
  return cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

function moments(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
}

describe("named streams", () => {
  test("are alea, seeded with seed and name", () => {
    const reference = alea("7/intake/service");
    expect(draws(new Random(7).stream("intake/service"), 5)).toEqual(Array.from({ length: 5 }, () => reference()));
  });

  test("of different names or seeds differ within the first four values", () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 20; seed++) {
      const random = new Random(seed);
      for (let i = 0; i < 500; i++) seen.add(draws(random.stream(`node-${i}`), 4).join());
    }
    expect(seen.size).toBe(10_000);
  });

  test("are not changed by other streams", () => {
    const alone = draws(new Random(1).stream("arrivals"), 100);
    const random = new Random(1);
    const before = random.stream("retry");
    const arrivals = random.stream("arrivals");
    const mixed = alone.map(() => {
      before.normal();
      return arrivals.uniform();
    });
    expect(mixed).toEqual(alone);
  });

  test.each([
    ["of components", (i: number) => ["1", `component-${i}/service`]],
    ["of seeds", (i: number) => [`${i}`, "arrivals"]],
    ["of short names", (i: number) => ["run", `s${i}`]],
  ])("%s have uniform first values", (_, name) => {
    const firsts = Array.from({ length: 20_000 }, (_, i) => {
      const [seed, stream] = name(i);
      return new Random(seed!).stream(stream!).uniform();
    });
    expect(chiSquare(firsts)).toBeGreaterThan(190);
    expect(chiSquare(firsts)).toBeLessThan(325);
  });

  test("need a name that nobody else has, and a seed", () => {
    const random = new Random("seed");
    random.stream("arrivals");
    expect(() => random.stream("arrivals")).toThrow('stream "arrivals" is already in use');
    expect(() => random.stream("")).toThrow("needs a name");
    expect(() => new Random("")).toThrow("seed is empty");
  });
});

describe("a stream's values", () => {
  const stream = () => new Random(1).stream("test");
  const many = (value: (stream: Stream) => number) => {
    const source = stream();
    return Array.from({ length: 200_000 }, () => value(source));
  };

  test("uniform: mean 1/2, variance 1/12, cells alike", () => {
    const values = many((s) => s.uniform());
    expect(moments(values).mean).toBeCloseTo(0.5, 2);
    expect(moments(values).variance).toBeCloseTo(1 / 12, 3);
    expect(chiSquare(values)).toBeLessThan(325);
  });

  test("precise: 53 bits, below 1", () => {
    const values = many((s) => s.precise());
    expect(values.some((value) => !Number.isInteger(value * 2 ** 32))).toBe(true);
    expect(values.every((value) => value >= 0 && value < 1 && Number.isInteger(value * 2 ** 53))).toBe(true);
    expect(chiSquare(values)).toBeLessThan(325);
  });

  test("exponential: mean m, variance m squared, tail as it should be", () => {
    const values = many((s) => s.exponential(3));
    expect(moments(values).mean).toBeCloseTo(3, 1);
    expect(Math.abs(moments(values).variance - 9)).toBeLessThan(0.25);
    const beyond = values.filter((value) => value > 12).length / values.length;
    expect(Math.abs(beyond - Math.exp(-4))).toBeLessThan(4 * Math.sqrt(Math.exp(-4) / values.length));
    expect(values.every((value) => value >= 0)).toBe(true);
  });

  test("normal: mean 0, variance 1, one part in 44 beyond two sigma on each side", () => {
    const values = many((s) => s.normal());
    expect(Math.abs(moments(values).mean)).toBeLessThan(0.01);
    expect(moments(values).variance).toBeCloseTo(1, 1);
    for (const side of [1, -1]) {
      const beyond = values.filter((value) => side * value > 2).length / values.length;
      expect(Math.abs(beyond - 0.02275)).toBeLessThan(4 * Math.sqrt(0.02275 / values.length));
    }
  });

  test("integer: every number alike, none outside", () => {
    const counts = new Array<number>(7).fill(0);
    for (const value of many((s) => s.integer(7))) counts[value]!++;
    expect(counts).toHaveLength(7);
    for (const count of counts) expect(Math.abs(count - 200_000 / 7)).toBeLessThan(4 * Math.sqrt(200_000 / 7));
  });

  test("chance: as often as asked; never at 0, always at 1", () => {
    const source = stream();
    let hits = 0;
    for (let i = 0; i < 200_000; i++) {
      hits += +source.chance(0.015);
      if (source.chance(0) || !source.chance(1)) expect.unreachable("0 or 1 was not respected");
    }
    expect(Math.abs(hits / 200_000 - 0.015)).toBeLessThan(4 * Math.sqrt(0.015 / 200_000));
  });

  test("take a fixed number of draws, so that two scenarios stay in step", () => {
    for (const [draw, twin] of [
      [(s: Stream) => s.exponential(1), (s: Stream) => s.exponential(1e6)],
      [(s: Stream) => s.normal(), (s: Stream) => s.precise()],
      [(s: Stream) => +s.chance(0.1), (s: Stream) => +s.chance(0.9)],
      [(s: Stream) => s.integer(2), (s: Stream) => s.integer(1000)],
    ] as const) {
      const [a, b] = [stream(), stream()];
      for (let i = 0; i < 1000; i++) {
        draw(a);
        twin(b);
      }
      expect(a.uniform()).toBe(b.uniform());
    }
  });
});
