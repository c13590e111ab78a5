/**
 * What several runs of one scenario conclude, as plain data: the `result.json` of a study directory
 * (`tempfail/study@1`). The runs differ in nothing but their seed; intervals are over seeds.
 */
import { z } from "zod";
import { latencySummary, moment, provenance, severity } from "./run-result.js";

/** A proportion with its two-sided Wilson interval at `level`. */
export const proportion = z.object({
  held: z.number().int().nonnegative(),
  of: z.number().int().positive(),
  low: z.number(),
  high: z.number(),
});

/** A mean over seeds with its Student t interval at `level`; null bounds for a single seed. */
export const estimate = z.object({
  id: z.string(),
  title: z.string(),
  unit: z.string(),
  mean: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  replications: z.number().int().nonnegative(),
});

/** One expectation judged over all seeds; `observed` is over the seeds in which it has a value. */
export const expectationVerdict = z.object({
  id: z.string(),
  that: z.string(),
  severity,
  stated: z.string().optional(),
  source: z.string().optional(),
  seeds: proportion,
  pass: z.boolean(),
  observed: z.object({
    unit: z.string(),
    median: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
  }),
});

/** A moment over all seeds: the middle time and the earliest and latest, over the seeds in which it came. */
export const momentOverSeeds = moment.omit({ at: true, until: true, pass: true }).extend({
  median: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

/** One seed of the study. */
export const seedOutcome = z.object({
  seed: z.number().int(),
  pass: z.boolean(),
  failed: z.array(z.string()).describe("ids of expectations that did not hold"),
  warned: z.array(z.string()),
  observed: z.record(z.string(), z.number().nullable()).describe("by expectation id"),
  figures: z.record(z.string(), z.number().nullable()).describe("by figure id"),
  moments: z.record(z.string(), z.number().nullable()).default({}).describe("by id: when it happened"),
  accept: latencySummary,
});

export const studyResult = z.object({
  format: z.literal("tempfail/study@1"),
  scenario: z.object({
    name: z.string(),
    sha256: z.string(),
    title: z.string().optional(),
    question: z.string().optional(),
  }),
  engine: z.string(),
  start: z.string(),
  durationSeconds: z.number(),
  scale: z.number(),
  rough: z.array(z.string()).optional(),
  level: z.number().describe("of every interval, 0.95 unless asked otherwise"),
  verdict: z.enum(["pass", "fail", "inconclusive"]),
  partial: z.object({ seedsDone: z.number().int().nonnegative() }).optional(),
  verdicts: proportion.describe("seeds in which every expectation of severity `fail` held"),
  seeds: z.array(seedOutcome),
  expectations: z.array(expectationVerdict),
  moments: z.array(momentOverSeeds).default([]),
  estimates: z.array(estimate),
  provenance,
});

export type Proportion = z.infer<typeof proportion>;
export type Estimate = z.infer<typeof estimate>;
export type ExpectationVerdict = z.infer<typeof expectationVerdict>;
export type MomentOverSeeds = z.infer<typeof momentOverSeeds>;
export type SeedOutcome = z.infer<typeof seedOutcome>;
export type StudyResult = z.infer<typeof studyResult>;
