import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { duration, fraction, positive, rate, size, throughput } from "../../src/schema/quantity.js";

const quantities = [
  { name: "duration", schema: duration },
  { name: "size", schema: size },
  { name: "rate", schema: rate },
  { name: "throughput", schema: throughput },
] as const;

/** Any finite number that is not negative, tiny, huge and odd ones included. */
const anyAmount = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map(Math.abs);
/** Numbers as people write them. */
const roundAmount = fc
  .tuple(fc.integer({ min: 0, max: 9_999_999 }), fc.integer({ min: -9, max: 9 }))
  .map(([digits, exponent]) => Number(`${digits}e${exponent}`));

describe.each(quantities)("a $name", ({ schema }) => {
  test("comes back bit for bit from what is written of it", () => {
    fc.assert(
      fc.property(fc.oneof(anyAmount, roundAmount), (amount) => {
        expect(z.decode(schema, z.encode(schema, amount))).toBe(amount);
      }),
      { numRuns: 2_000 },
    );
  });

  test("is written in a form that is written the same again", () => {
    fc.assert(
      fc.property(fc.oneof(anyAmount, roundAmount), (amount) => {
        const written = z.encode(schema, amount);
        expect(z.encode(schema, z.decode(schema, written))).toBe(written);
      }),
    );
  });

  test("is described to editors by a pattern that fits what is written", () => {
    const { pattern = "never" } = z.toJSONSchema(schema, { io: "input", target: "draft-7" }) as { pattern?: string };
    fc.assert(
      fc.property(fc.oneof(anyAmount, roundAmount), (amount) => new RegExp(pattern).test(z.encode(schema, amount))),
    );
  });
});

test("a fraction comes back bit for bit from what is written of it", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }).map(Math.abs), (amount) => {
      expect(z.decode(fraction, z.encode(fraction, amount))).toBe(amount);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  [duration, "30s", 30],
  [duration, "250ms", 0.25],
  [duration, "1.1ms", 0.0011],
  [duration, "40us", 0.00004],
  [duration, "5min", 300],
  [duration, "1h30min", 5_400],
  [duration, "1h 30min 10s", 5_410],
  [duration, " 2d ", 172_800],
  [duration, "0s", 0],
  [duration, "1.5e-7s", 1.5e-7],
  [size, "75kB", 75_000],
  [size, "64MiB", 2 ** 26],
  [size, "2 GB", 2e9],
  [size, "0.5KiB", 512],
  [rate, "200/s", 200],
  [rate, "12/min", 0.2],
  [rate, "3.6k/h", 1],
  [rate, "50k/s", 50_000],
  [throughput, "64MB/s", 64e6],
  [throughput, "16MiB/s", 2 ** 24],
  [fraction, "1.5%", 0.015],
  [fraction, "100%", 1],
])("%#: %o reads", (schema, written, value) => {
  expect(z.decode(schema as z.ZodType<number, string>, written)).toBe(value);
});

test.each([
  [duration, 5_400, "90min"],
  [duration, 90, "90s"],
  [duration, 0.0011, "1100us"],
  [duration, 2.3456789, "2.3456789s"],
  [duration, 86_400, "1d"],
  [duration, 0, "0s"],
  [size, 2 ** 26, "64MiB"],
  [size, 128e6, "128MB"],
  [rate, 0.2, "12/min"],
  [rate, 1_500, "1500/s"],
  [fraction, 0.07, "7%"],
  [fraction, 0.015, "1.5%"],
])("%#: %o is written as people would", (schema, value, written) => {
  expect(z.encode(schema as z.ZodType<number, unknown>, value)).toBe(written);
});

test.each([
  [duration, 15, "15 has no unit, expected a duration such as 30s or 1h30min; did you mean 15s?"],
  [duration, "15", '"15" has no unit, expected a duration such as 30s or 1h30min; did you mean 15s?'],
  [duration, "5m", '"5m" has the unknown unit "m", expected a duration in d, h, min, s, ms, us; did you mean 5min?'],
  [duration, "-5s", '"-5s" is negative, expected a duration such as 30s or 1h30min'],
  [duration, -5, "-5 is negative, expected a duration such as 30s or 1h30min"],
  [duration, "soon", '"soon" is not a duration, expected a duration such as 30s or 1h30min'],
  [duration, "1s 1h", '"1s 1h" has its units out of order, expected a duration such as 30s or 1h30min'],
  [duration, "1e999s", '"1e999s" is too large, expected a duration such as 30s or 1h30min'],
  [duration, "", '"" is not a duration, expected a duration such as 30s or 1h30min'],
  [duration, undefined, "missing, expected a duration such as 30s or 1h30min"],
  [duration, Number.NaN, "NaN is not a duration, expected a duration such as 30s or 1h30min"],
  [duration, ["30s"], "a list of 1 is not a duration, expected a duration such as 30s or 1h30min"],
  [
    size,
    "5KB",
    '"5KB" has the unknown unit "KB", expected a size in TiB, TB, GiB, GB, MiB, MB, KiB, kB, B; did you mean 5kB?',
  ],
  [
    rate,
    "5 rps",
    '"5 rps" has the unknown unit "rps", expected a rate in M/s, k/s, /s, /min, k/min, M/min, /h, k/h, M/h, /d, k/d, M/d; did you mean 5/s?',
  ],
  [
    throughput,
    "64MB",
    '"64MB" has the unknown unit "MB", expected a throughput in TiB/s, TB/s, GiB/s, GB/s, MiB/s, MB/s, KiB/s, kB/s, B/s; did you mean 64MB/s?',
  ],
  [fraction, "150%", "150% lies outside 0 to 1, expected a fraction from 0% to 100%"],
  [fraction, 1.5, "1.5 lies outside 0 to 1, expected a fraction from 0% to 100%"],
  [fraction, "half", '"half" is not a fraction, expected a fraction such as 1.5% or 0.015'],
  [fraction, "0.5", '"0.5" has no unit, expected a fraction such as 1.5% or 0.015; did you mean 0.5%?'],
  [positive(duration), "0s", "zero, expected more than zero"],
])("%#: %o is refused with its cure", (schema, written, message) => {
  expect((schema as z.ZodType).safeParse(written).error?.issues.map((issue) => issue.message)).toEqual([message]);
});

test("a default written with its unit is read like any other value and shown to editors", () => {
  const options = z.strictObject({ wait: positive(duration).prefault("5min") });
  expect(z.decode(options, {})).toEqual({ wait: 300 });
  expect(z.toJSONSchema(options, { io: "input", target: "draft-7" })).toMatchObject({
    properties: { wait: { type: "string", default: "5min" } },
  });
});
