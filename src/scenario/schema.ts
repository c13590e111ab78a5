/**
 * The scenario file, version 1: what may be written, with every default. The parts of the mail system declare their own
 * options.
 */
import { z } from "zod";
import { partSchemas } from "../model/options.js";
import { instant, moment } from "../schema/moment.js";
import { each } from "../schema/per-system.js";
import { duration, positive } from "../schema/quantity.js";
import { provenance } from "./provenance.js";
import type { Loaded, Resolved } from "./scenario.js";

/** Names become directory names and parts of paths: lower-case words joined by hyphens. */
const name = z
  .string()
  .regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/, { error: "lower-case words joined by hyphens, such as noon-flood" })
  .max(80);

/** Of a run: every metric keeps a value for each. More would make results that no reader opens. */
const BUCKETS_AT_MOST = 100_000;

const clock = z
  .strictObject({
    start: instant.prefault("2025-01-06T00:00:00Z").meta({ description: "The UTC instant at which the run begins." }),
    duration: positive(duration).prefault("1h").meta({ description: "How much time is simulated." }),
    warmUp: duration.prefault("0s").meta({
      description: "The first part of the run, left out of latency figures so that they begin in steady state.",
    }),
    bucket: positive(duration).prefault("1min").meta({ description: "Resolution of all time series." }),
    scale: each(z.number().positive()).default(1).meta({ description: "Rates and capacities are divided by it." }),
    rough: z
      .boolean()
      .optional()
      .meta({ description: "Run at a scale that changes more than the size of the system; else it is refused." }),
  })
  .refine(({ warmUp, duration: total }) => warmUp === 0 || warmUp < total, {
    path: ["warmUp"],
    error: "the warm-up takes the whole run, expected less than clock.duration",
  })
  .refine(({ bucket, duration: total }) => total === 0 || bucket <= total, {
    path: ["bucket"],
    error: "the bucket is longer than the run, expected at most clock.duration",
  })
  .refine(({ bucket, duration: total }) => total <= bucket * BUCKETS_AT_MOST, {
    path: ["bucket"],
    error: `the run has more than ${BUCKETS_AT_MOST} buckets, expected a longer clock.bucket or a shorter clock.duration`,
  });

const id = z.string().regex(/^\w+([.-]\w+)*$/, { error: "words joined by hyphens, such as M22-episodes" });

const expectation = z.strictObject({
  id: id.meta({ description: "Short name in verdicts and results." }),
  that: z
    .string()
    .min(1)
    .meta({ description: "A condition in the metric grammar.", examples: ["p99(accept.latency) < 30s"] }),
  stated: z.string().min(1).optional().meta({ description: "What the post-mortem says, in our words." }),
  source: z.string().min(1).optional().meta({ description: "Where it says so." }),
  severity: z.enum(["fail", "warn"]).default("fail"),
});

const value = z.union([
  z.string(),
  // As the option is written that it replaces, which says how it goes with the scale.
  each(z.number()),
  z.boolean(),
  z.null(),
  z.array(z.unknown()),
  z.record(z.string(), z.unknown()),
]);

const counterfactual = z
  .strictObject({
    name,
    without: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .meta({ description: "Paths to leave out.", examples: [["operations.upgrade"]] }),
    set: z.record(z.string(), value).optional().meta({ description: "Path → value in its place." }),
    move: z.record(z.string(), moment).optional().meta({ description: "Operation → another time." }),
    add: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: "A piece of a scenario laid over this one, as by --patch: operations, alerts, pools." }),
    factorial: z
      .array(z.string())
      .min(2)
      .optional()
      .meta({ description: "Counterfactuals, or operations to leave out, in every combination." }),
    expect: z.array(expectation).default([]),
  })
  .refine(({ without, set, move, add, factorial }) => without ?? set ?? move ?? add ?? factorial, {
    error: "changes nothing, expected without, set, move, add or factorial",
  });

const inherited = z.union(
  [z.string().min(1), z.strictObject({ scenario: z.string().min(1), without: z.array(z.string().min(1)).default([]) })],
  { error: "expected a file or a shipped scenario, or { scenario: …, without: [paths] }" },
);

export const scenarioSchema = z
  .strictObject({
    version: z
      .literal(1, { error: "expected version: 1, the only one there is" })
      .meta({ description: "Of the file format." }),
    name: name.meta({ description: "Names the scenario and its reports." }),
    title: z.string().min(1).optional(),
    question: z.string().min(1).optional().meta({ description: "The one sentence that the scenario answers." }),
    extends: inherited
      .optional()
      .meta({ description: "A scenario to start from: a path beside this file, or a shipped name." }),
    clock: clock.prefault({}),
    seeds: each(z.number().int().positive().max(10_000))
      .default(1)
      .meta({ description: "How many seeds a verdict needs." }),
    ...partSchemas,
    expect: z.array(expectation).default([]),
    counterfactuals: z.array(counterfactual).default([]),
    provenance: provenance.optional(),
  })
  .superRefine(({ counterfactuals, operations }, context) => {
    const names = [...counterfactuals.map((one) => one.name), ...operations.map((one) => String(one.name))];
    for (const [index, { factorial = [] }] of counterfactuals.entries()) {
      for (const [position, factor] of factorial.entries()) {
        if (names.includes(factor) && factor !== names[index]) continue;
        const fault = {
          found: `no other counterfactual or operation "${factor}"`,
          expected: `one of ${names.filter((_, i) => i !== index).join(", ")}`,
        };
        context.addIssue({
          code: "custom",
          path: ["counterfactuals", index, "factorial", position],
          message: `${fault.found}, expected ${fault.expected}`,
          params: { fault },
        });
      }
    }
  });

/** A checked scenario: everything filled in, in seconds, bytes, per second and fractions. */
export type Scenario = z.output<typeof scenarioSchema>;

/** A scenario with the origin of each of its values. */
export type LoadedScenario = Loaded<typeof scenarioSchema>;

/** What a run needs of it. */
export type ResolvedScenario = Resolved<typeof scenarioSchema>;
