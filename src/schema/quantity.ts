/**
 * Quantities with their units. Outside (scenario files) they are text, "30s" or "64MiB"; inside they are plain numbers
 * in seconds, bytes, per second and fractions. Each is a zod codec: `z.decode` reads, `z.encode` writes back
 * losslessly.
 */
import { z } from "zod";
import { each } from "./per-system.js";
import { type Fault, faultText } from "./scenario-error.js";
import { Scale, type Unit } from "./unit.js";

export type Seconds = number;
export type Bytes = number;
export type PerSecond = number;
export type BytesPerSecond = number;
/** 0 to 1. */
export type Fraction = number;

const durations = new Scale({
  noun: "a duration",
  units: [
    { name: "d", times: 86_400 },
    { name: "h", times: 3_600 },
    { name: "min", times: 60 },
    { name: "s" },
    { name: "ms", shift: -3 },
    { name: "us", shift: -6 },
  ],
  base: "s",
  examples: ["30s", "1h30min", "250ms", "5min", "2d"],
  terms: "compound",
  mistakes: {
    m: "min",
    M: "min",
    mins: "min",
    minute: "min",
    minutes: "min",
    sec: "s",
    secs: "s",
    second: "s",
    seconds: "s",
    hr: "h",
    hour: "h",
    hours: "h",
    day: "d",
    days: "d",
    µs: "us",
  },
});

const byteUnits: readonly Unit[] = [
  { name: "TiB", times: 2 ** 40 },
  { name: "TB", shift: 12 },
  { name: "GiB", times: 2 ** 30 },
  { name: "GB", shift: 9 },
  { name: "MiB", times: 2 ** 20 },
  { name: "MB", shift: 6 },
  { name: "KiB", times: 2 ** 10 },
  { name: "kB", shift: 3 },
  { name: "B" },
];

const sizes = new Scale({
  noun: "a size",
  units: byteUnits,
  base: "B",
  examples: ["75kB", "64MiB", "2GB"],
  terms: "single",
  mistakes: { K: "kB", k: "kB", KB: "kB", kb: "kB", M: "MB", mb: "MB", G: "GB", gb: "GB", T: "TB", b: "B", bytes: "B" },
});

const throughputs = new Scale({
  noun: "a throughput",
  units: byteUnits.map((unit) => ({ ...unit, name: `${unit.name}/s` })),
  base: "B/s",
  examples: ["64MB/s", "16MiB/s"],
  terms: "single",
  mistakes: { MB: "MB/s", MiB: "MiB/s", kB: "kB/s", GB: "GB/s", Mbps: "MB/s", "KB/s": "kB/s" },
});

const rates = new Scale({
  noun: "a rate",
  units: [
    ...[
      { name: "M", shift: 6 },
      { name: "k", shift: 3 },
      { name: "", shift: 0 },
    ].map(({ name, shift }) => ({ name: `${name}/s`, shift })),
    ...[
      { name: "min", per: 60 },
      { name: "h", per: 3_600 },
      { name: "d", per: 86_400 },
    ].flatMap(({ name, per }) => [
      { name: `/${name}`, per },
      { name: `k/${name}`, shift: 3, per },
      { name: `M/${name}`, shift: 6, per },
    ]),
  ],
  base: "/s",
  examples: ["200/s", "12/min", "3.6k/h"],
  terms: "single",
  mistakes: {
    s: "/s",
    "/sec": "/s",
    "/second": "/s",
    rps: "/s",
    "/m": "/min",
    "/minute": "/min",
    "/hour": "/h",
    "/day": "/d",
    "K/s": "k/s",
  },
});

/** `30s`, `250ms`, `1h30min`, `2d`: seconds, not negative. */
export const duration = each(quantity(durations));
/** `75kB`, `64MiB`, `2 GB`: bytes. */
export const size = quantity(sizes);
/** `200/s`, `12/min`, `3.6k/h`: per second. */
export const rate = quantity(rates);
/** `64MB/s`: bytes per second. */
export const throughput = quantity(throughputs);

const percentages = new Scale({
  noun: "a fraction",
  units: [{ name: "%", shift: -2 }],
  base: "%",
  examples: ["1.5%", "0.015"],
  terms: "single",
});

const writtenFraction = z
  .union([z.string(), z.number()], { error: ({ input }) => faultText(fractionFault(input)) })
  .meta({ examples: ["1.5%", 0.015] });

/** `1.5%` or the number 0.015: from 0 to 1. */
export const fraction = each(
  z
    .codec(writtenFraction, z.number().min(0).max(1), {
      decode: (written, context) => {
        const value = typeof written === "number" ? written : percentages.read(written);
        if (typeof value === "number" && value >= 0 && value <= 1) return value;
        return refuse(context, fractionFault(written));
      },
      encode: (value) => {
        const percent = Number((value * 100).toPrecision(15));
        return Number(`${percent}e-2`) === value ? `${percent}%` : value;
      },
    })
    .meta({ description: "A fraction: a percentage, or a number from 0 to 1." }),
);

function fractionFault(written: unknown): Fault {
  const read = typeof written === "number" ? written : percentages.read(written);
  if (typeof read !== "number") return { ...read, expected: "a fraction such as 1.5% or 0.015" };
  return { found: `${written} lies outside 0 to 1`, expected: "a fraction from 0% to 100%" };
}

/** The same quantity, zero refused. */
export function positive<Schema extends z.ZodType<number>>(schema: Schema): Schema {
  const fault: Fault = { found: "zero", expected: "more than zero" };
  return schema.refine((value) => value > 0, { error: faultText(fault), params: { fault } });
}

function quantity(scale: Scale) {
  // Zod leaves examples of a codec itself out of the JSON Schema of its written side.
  const text = z
    .string({ error: ({ input }) => faultText(refusal(scale, input)) })
    .meta({ examples: [...scale.examples] });
  return z
    .codec(text, z.number().nonnegative(), {
      decode: (written, context) => {
        const value = scale.read(written);
        return typeof value === "number" ? value : refuse(context, value);
      },
      encode: (value) => scale.write(value),
    })
    .meta({
      description: `${scale.noun.replace(/^a/, "A")} with its unit: ${scale.examples.join(", ")}.`,
      pattern: scale.pattern,
    });
}

function refusal(scale: Scale, input: unknown): Fault {
  const read = scale.read(input);
  return typeof read === "number" ? { expected: scale.noun } : read;
}

/**
 * Reports a fault from inside a codec, `path` below its value; the loader finds the fault's parts again in `params`.
 */
export function refuse(context: z.core.ParsePayload, fault: Fault, path: PropertyKey[] = []): never {
  context.issues.push({ code: "custom", input: context.value, path, message: faultText(fault), params: { fault } });
  return z.NEVER;
}
