/**
 * What changes make of a scenario, as plain data (`tempfail/whatif@1`): each variant beside the scenario as it is, with
 * the same seeds. Streams of random numbers are the same in all of them, so differences are over pairs.
 */
import { z } from "zod";
import { expectationVerdict, proportion } from "./study-result.js";

const value = z.number().nullable();

/** One figure of the variant, and its mean difference to the scenario as it is. */
export const comparedFigure = z.object({
  id: z.string(),
  title: z.string(),
  unit: z.string(),
  mean: value.describe("over the seeds in which it exists"),
  difference: value.describe("mean over pairs of seeds"),
  low: value.describe("of the difference, at `level`; null for a single seed"),
  high: value,
});

export const variant = z.object({
  name: z.string(),
  changes: z.array(z.string()).describe("as the command line writes them"),
  expectations: z.array(expectationVerdict),
  verdicts: proportion.describe("seeds in which every expectation held"),
  pass: z.boolean(),
  figures: z.array(comparedFigure),
  compared: z.enum(["as it is", "better", "worse", "same"]),
  because: z.string().describe("the figure that decided, in words"),
});

/** A factorial claim: it holds with all factors together and with no fewer. */
export const factorial = z.object({
  name: z.string(),
  factors: z.array(z.string()),
  id: z.string(),
  that: z.string(),
  pass: z.boolean(),
  cells: z.array(z.object({ with: z.array(z.string()), held: z.number().int(), of: z.number().int() })),
});

export const whatifResult = z.object({
  format: z.literal("tempfail/whatif@1"),
  scenario: z.object({ name: z.string(), sha256: z.string(), title: z.string().optional() }),
  engine: z.string(),
  start: z.string(),
  durationSeconds: z.number(),
  seeds: z.array(z.number().int()),
  level: z.number(),
  variants: z.array(variant),
  factorials: z.array(factorial),
});

export type ComparedFigure = z.infer<typeof comparedFigure>;
export type Variant = z.infer<typeof variant>;
export type Factorial = z.infer<typeof factorial>;
export type WhatifResult = z.infer<typeof whatifResult>;
