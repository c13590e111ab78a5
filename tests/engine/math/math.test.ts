/**
 * The elementary functions against libquadmath's 113 digits (g++ builds the reference), and the same bits on every
 * machine.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EXP_TABLE } from "../../../src/engine/math/exp-table.js";
import { LN2_HIGH, LN2_LOW, LOG_TABLE } from "../../../src/engine/math/log-table.js";
import { pow, powerOfTwo } from "../../../src/engine/math.js";
import { functions, records } from "./arguments.js";

/** 36 values a round, 9 functions: 10 million arguments in `npm run verify`, fewer here. */
const ROUNDS = Number(process.env.MATH_ROUNDS ?? 8_000);

let folder = "";
interface Row {
  readonly seen: number;
  readonly error: number;
  readonly x: number;
  readonly y: number;
}

let rows: readonly Row[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tempfail-math-"));
  const program = join(folder, "reference");
  execFileSync("g++", ["-O2", "-o", program, join(import.meta.dirname, "reference.cpp"), "-lquadmath"]);
  const printed = execFileSync(program, { input: Buffer.from(records(ROUNDS).buffer), encoding: "utf8" });
  rows = printed
    .trim()
    .split("\n")
    .map((line) => line.split(" ").map(Number))
    .map(([seen = 0, error = 0, x = 0, y = 0]) => ({ seen, error, x, y }));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(functions.map(([name], index) => [name, index] as const))(
  "%s is within one unit in the last place",
  (_, index) => {
    const row = rows[index];
    expect(row?.seen).toBeGreaterThan(ROUNDS);
    expect(row?.error, JSON.stringify(row)).toBeLessThanOrEqual(1);
  },
);

test("the same bits come out on every machine", () => {
  const bytes = Buffer.from(records(500).buffer);
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(
    "0a9f23f81962d3dc8b78518bd7099d4a99123b926f316f547bd33182a356b809",
  );
});

test("powers: ECMAScript's special cases, signs and exact results", () => {
  for (const x of [0, -0, 1, -1, 2, -2, 0.5, -0.5, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN])
    for (const y of [0, -0, 1, -1, 2, -3, 0.5, -0.5, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN])
      if (isExact(x ** y)) expect([x, y, pow(x, y)]).toEqual([x, y, x ** y]);
  for (let n = 0; n < 20; n++) expect(pow(10, n)).toBe(Number(`1e${n}`));
  for (let n = -1074; n < 1024; n++) expect([n, powerOfTwo(n), pow(2, n)]).toEqual([n, 2 ** n, 2 ** n]);
});

function isExact(value: number): boolean {
  return !Number.isFinite(value) || Number.isInteger(value * 8);
}

/** Fixed-point numbers with 200 binary places. */
const PLACES = 200n;
const ONE = 1n << PLACES;

/** Exact for doubles that are multiples of 2^-160. */
function fixed(value: number): bigint {
  return BigInt(value * 2 ** 160) << (PLACES - 160n);
}

function expOf(x: bigint): bigint {
  let [sum, term] = [ONE, ONE];
  for (let n = 1n; n < 60n; n++) {
    term = (term * x) / (n * ONE);
    sum += term;
  }
  return sum;
}

/** How far two fixed-point numbers lie apart, relative to the second. */
function apart(a: bigint, b: bigint): number {
  return Math.abs(Number(((a - b) << 120n) / b) / 2 ** 120);
}

test("the tables hold what they say, to 2^-90", () => {
  const log2 = fixed(LN2_HIGH) + fixed(LN2_LOW);
  expect(apart(expOf(log2), 2n * ONE)).toBeLessThan(2 ** -90);
  for (let entry = 0; entry < 128; entry++) {
    const power = fixed(EXP_TABLE[2 * entry]!) + fixed(EXP_TABLE[2 * entry + 1]!);
    expect(apart(expOf((log2 * BigInt(entry)) / 128n), power)).toBeLessThan(2 ** -90);
    const [inverse = 0, high = 0, low = 0] = LOG_TABLE.subarray(3 * entry);
    expect(Number.isInteger(inverse * 512)).toBe(true);
    expect(Number.isInteger(high * 2 ** 42)).toBe(true);
    expect(apart((expOf(fixed(high) + fixed(low)) * fixed(inverse)) >> PLACES, ONE)).toBeLessThan(2 ** -90);
  }
});
