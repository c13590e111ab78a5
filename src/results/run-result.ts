/**
 * What one run leaves behind, as plain data: the `result.json` of a run directory (`tempfail/run@1`).
 *
 * Every number is finished here; a report only lays it out. Times are seconds from `start`, never wall-clock time.
 * A value that does not exist (an empty bucket, a recovery that never came) is null. Readers accept unknown keys, so
 * that a newer engine may add some.
 */
import { z } from "zod";

/** A whole number of things, at least 0. */
const count = z.number().int().nonnegative();
/** Seconds from the start of the run. */
const time = z.number();
/** A finished number, or null where there is none. */
const value = z.number().nullable();

/**
 * The unit of a value, as the metrics declare it: `1` (things), `s`, `B`, `1/s`, `B/s`, `fraction` (0–1), and
 * `instant` (seconds from `start`, shown as a clock time). Other words are printed after the number as they are.
 */
const unit = z.string();

export const severity = z.enum(["fail", "warn"]);

/** Conserved exactly: offered = accepted + waiting + gaveUp + lost. */
export const messageTotals = z.object({
  offered: count.describe("messages that senders wanted to hand over"),
  accepted: count.describe("messages accepted for at least one recipient"),
  waiting: count.describe("messages still with their sender when the run ended"),
  gaveUp: count.describe("retry schedule exhausted, or refused for good"),
  lost: count.describe("dropped by a sender that keeps no queue"),
  duplicates: count.describe("accepted again, because the sender missed an acceptance"),
});

/** What became of each attempt; sums to `total` exactly. */
export const attemptOutcomes = z.object({
  accepted: count,
  refused421: count.describe("421 before a transaction: banner, connection cap"),
  deferred421: count.describe("421 at or after MAIL"),
  deferred4xx: count,
  authTempfail: count,
  http429: count,
  http5xx: count,
  timeout: count,
  reset: count,
  dropped: count,
  inFlight: count.describe("still going on when the run ended"),
});

export const totals = z.object({
  messages: messageTotals,
  attempts: z.object({
    total: count,
    byOutcome: attemptOutcomes,
    byPhase: z.record(z.string(), count),
    byLastHop: z.record(z.string(), count),
  }),
  connections: z
    .object({
      total: count.describe("opened by SMTP clients"),
      further: count.describe("of these, to a further address in the same attempt"),
    })
    .optional()
    .describe("counted where a population states its addresses"),
  storage: z.object({ writesFailed: count }),
  amplification: z.number().nonnegative().describe("attempts per offered message"),
  events: count.describe("events that the calendar fired"),
});

/** Seconds, pooled over everything that completed after the warm-up. */
export const latencySummary = z.object({
  count,
  mean: value,
  p50: value,
  p90: value,
  p99: value,
  p999: value,
  max: value,
});

/** One column of the time series. */
export const series = z.object({
  unit,
  title: z.string().optional(),
  kind: z.enum(["counter", "level", "gauge", "histogram"]).optional().describe("the instrument that was read"),
  values: z.array(value).describe("one per bucket; null where nothing was observed"),
});

/**
 * Named by the metric grammar: a counter or a level by its name (`replies.421`: total of the bucket;
 * `storage.sstables.node-1`: time-weighted mean), anything else by the operation over it (`p99(accept.latency)`).
 */
export const seriesTable = z.object({
  bucketSeconds: z.number().positive(),
  metrics: z.record(z.string(), series),
});

export const alert = z.object({
  name: z.string(),
  firedAt: time,
  resolvedAt: time.nullable(),
  notifiedAt: time.nullable().optional().describe("when a person was notified"),
  vantage: z.string().optional().describe("from where it sees: client, mitigation, edge, balancer, server"),
});

/** An operation that was carried out; `until` is null for one that ends at once. */
export const timelineEntry = z.object({
  at: time,
  name: z.string(),
  do: z.string(),
  nature: z
    .enum(["defect", "attack", "repair", "change"])
    .optional()
    .describe("what kind of thing it is: how it is drawn"),
  until: time.nullable().optional(),
  detail: z.string().optional(),
});

export const expectationOutcome = z.object({
  id: z.string(),
  that: z.string().describe("in the metric grammar"),
  pass: z.boolean(),
  observed: value,
  severity,
  unit: unit.optional(),
  text: z.string().optional().describe("what was observed, in words"),
  stated: z.string().optional().describe("what the post-mortem says"),
  source: z.string().optional(),
});

/** One step from cause to consequence; `at` is null for a step that this run never took. */
export const chainLink = z.object({
  link: z
    .string()
    .describe(
      "stall, sstables, reads, threads, quorum, refused, retries, drain; of auth: slow, poor, vain, alert, well",
    ),
  title: z.string(),
  at: time.nullable(),
  detail: z.string(),
});

/** One line of the timeline, with the stated time; `at` is null for an event that never happened. */
export const moment = z.object({
  id: z.string().describe("of the expectation, or `operation …`, `chain …`"),
  at: time.nullable(),
  until: time.optional(),
  title: z.string(),
  detail: z.string().optional(),
  kind: z.enum(["operation", "expectation", "chain"]),
  stated: z.string().optional().describe("what the post-mortem says, in our words"),
  origin: z.enum(["assumed", "calibrated"]).optional().describe("of the time of an operation that is not stated"),
  pass: z.boolean().optional(),
  severity: severity.optional(),
});

/** A stretch of storage-caused refusals, between quiet gaps. Leads are seconds of warning before its first 421. */
export const episode = z.object({
  start: time,
  end: time,
  refused: count,
  latencyLead: value.describe("write p99 rose this long before the first 421"),
  threadLead: value.describe("coordinator threads filled this long before the first 421"),
});

/** A conservation law of the run. A broken one stops the run, so a stored result holds them all. */
export const lawOutcome = z.object({ name: z.string(), left: z.number(), right: z.number(), holds: z.boolean() });

/** A single number worth printing that is no series: peak rate of 421s, first refusal, time to drain. */
export const figure = z.object({ id: z.string(), title: z.string(), value, unit });

export const provenanceKind = z.enum(["stated", "assumed", "calibrated", "default"]);

/** Where the parameters come from: leaves written in the file are counted by kind, defaults separately. */
export const provenance = z.object({
  stated: count,
  assumed: count,
  calibrated: count,
  defaults: count,
  parameters: z
    .array(z.object({ path: z.string(), value: z.string(), kind: provenanceKind, reason: z.string().optional() }))
    .optional()
    .describe("each parameter written in the scenario"),
});

export const runResult = z.object({
  format: z.literal("tempfail/run@1"),
  scenario: z.object({
    name: z.string(),
    sha256: z.string().describe("of the resolved scenario"),
    title: z.string().optional(),
    question: z.string().optional(),
  }),
  seed: z.number().int(),
  engine: z.string(),
  start: z.string().describe("UTC instant of time 0"),
  durationSeconds: z.number().nonnegative(),
  warmUpSeconds: z.number().nonnegative().optional(),
  scale: z.number().positive().describe("rates and capacities were divided by this"),
  rough: z
    .array(z.string())
    .optional()
    .describe("what the scale changed besides the size of the system, in a run that was to be run all the same"),
  partial: z
    .object({ reachedSeconds: z.number().nonnegative() })
    .optional()
    .describe("present when the run was interrupted: it covers the time up to here only"),
  totals,
  latency: z.object({ accept: latencySummary }).catchall(latencySummary),
  vantage: z.object({
    client: z.record(z.string(), z.number()),
    mitigation: z.record(z.string(), z.number()),
    edge: z.record(z.string(), z.number()),
    server: z.record(z.string(), z.number()),
    internet: z.record(z.string(), z.number()).optional(),
    balancer: z.record(z.string(), z.number()).optional(),
    probes: z.record(z.string(), z.number()).optional().describe("tries and failures of each synthetic probe"),
    tickets: z.record(z.string(), z.number()).optional().describe("of customers"),
  }),
  owners: z.record(z.string(), z.string()).optional().describe("who runs a hop of the edge: ours, provider"),
  series: seriesTable,
  alerts: z.array(alert),
  timeline: z.array(timelineEntry),
  expectations: z.array(expectationOutcome),
  chain: z.array(chainLink),
  moments: z.array(moment).default([]),
  episodes: z.array(episode),
  laws: z.array(lawOutcome),
  figures: z.array(figure),
  provenance,
});

export type LatencySummary = z.infer<typeof latencySummary>;
export type Series = z.infer<typeof series>;
export type SeriesTable = z.infer<typeof seriesTable>;
export type ExpectationOutcome = z.infer<typeof expectationOutcome>;
export type ChainLink = z.infer<typeof chainLink>;
export type Moment = z.infer<typeof moment>;
export type Episode = z.infer<typeof episode>;
export type Provenance = z.infer<typeof provenance>;
export type RunResult = z.infer<typeof runResult>;
