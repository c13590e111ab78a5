/**
 * Conclusions over several seeds of one scenario. Seeds are independent: a mean over them has a Student t interval, and
 * a share of them has a Wilson interval. Nothing is assumed about the inside of a run.
 */
import { meanInterval, wilsonInterval } from "../metrics/confidence.js";
import type { ExpectationOutcome, Moment, RunResult } from "../results/run-result.js";
import type {
  Estimate,
  ExpectationVerdict,
  MomentOverSeeds,
  Proportion,
  SeedOutcome,
  StudyResult,
} from "../results/study-result.js";

/** Of every interval. */
export const LEVEL = 0.95;
/** The share of seeds in which a claim must hold: 19 of 20; all of them when there are fewer than 20. */
const REQUIRED_SHARE = 0.95;
/** Fewer replications are not enough to estimate their own spread. */
const REPLICATIONS_AT_LEAST = 5;

/** Figures that every run has, beside those of `RunResult.figures`. */
const commonFigures: readonly { id: string; title: string; unit: string; read(result: RunResult): number | null }[] = [
  { id: "accept.mean", title: "accept latency, mean", unit: "s", read: ({ latency }) => latency.accept.mean },
  { id: "accept.p50", title: "accept latency, p50", unit: "s", read: ({ latency }) => latency.accept.p50 },
  { id: "accept.p99", title: "accept latency, p99", unit: "s", read: ({ latency }) => latency.accept.p99 },
  { id: "amplification", title: "attempts per message", unit: "1", read: ofMail(({ totals }) => totals.amplification) },
  {
    id: "writesFailed",
    title: "storage writes failed",
    unit: "1",
    read: ofMail(({ totals }) => totals.storage.writesFailed),
  },
];

/** A figure that a run without mail does not have. */
function ofMail(read: (result: RunResult) => number) {
  return (result: RunResult): number | null => (result.totals.messages.offered > 0 ? read(result) : null);
}

/** Gathers runs one by one and keeps only what the study needs of each. */
export class Replications {
  private readonly outcomes: SeedOutcome[] = [];
  private readonly titles = new Map<string, { title: string; unit: string }>();
  private first: RunResult | undefined;

  add(result: RunResult): void {
    this.first ??= result;
    this.outcomes.push(this.outcomeOf(result));
  }

  get count(): number {
    return this.outcomes.length;
  }

  /** True when the mean accept latency is known to within `precision` of itself; never with fewer than five seeds. */
  isPrecise(precision: number): boolean {
    if (this.count < REPLICATIONS_AT_LEAST) return false;
    const { estimate, halfWidth } = meanInterval(this.values("accept.mean"), LEVEL);
    return halfWidth <= precision * Math.abs(estimate);
  }

  /** The conclusion. Throws without a single run. */
  conclude({ partial = false, inconclusive = false } = {}): StudyResult {
    const { first } = this;
    if (!first) throw new Error("a study without runs");
    const verdicts = this.proportion(this.outcomes.filter(({ pass }) => pass).length);
    const passes = enough(verdicts);
    return {
      format: "tempfail/study@1",
      scenario: first.scenario,
      engine: first.engine,
      start: first.start,
      durationSeconds: first.durationSeconds,
      scale: first.scale,
      ...(first.rough && { rough: first.rough }),
      level: LEVEL,
      verdict: passes ? (inconclusive ? "inconclusive" : "pass") : "fail",
      ...(partial && { partial: { seedsDone: this.count } }),
      verdicts,
      seeds: this.outcomes,
      expectations: first.expectations.map((expectation) => this.verdictOf(expectation)),
      moments: first.moments.map((moment) => this.overSeeds(moment)),
      estimates: [...this.titles]
        .filter(([id]) => this.values(id).length > 0)
        .map(([id, { title, unit }]) => this.estimate(id, title, unit)),
      provenance: first.provenance,
    };
  }

  private outcomeOf(result: RunResult): SeedOutcome {
    const { seed, expectations, figures, moments, latency } = result;
    const broken = (severity: string) =>
      expectations.filter((e) => !e.pass && e.severity === severity).map(({ id }) => id);
    const all = [...commonFigures.map(({ read, ...rest }) => ({ ...rest, value: read(result) })), ...figures];
    for (const { id, title, unit } of all) this.titles.set(id, { title, unit });
    return {
      seed,
      pass: broken("fail").length === 0,
      failed: broken("fail"),
      warned: broken("warn"),
      observed: Object.fromEntries(expectations.map(({ id, observed }) => [id, observed])),
      figures: Object.fromEntries(all.map(({ id, value }) => [id, value])),
      moments: Object.fromEntries(moments.map(({ id, at }) => [id, at])),
      accept: latency.accept,
    };
  }

  private verdictOf({ id, that, severity, stated, source, unit }: ExpectationOutcome): ExpectationVerdict {
    const missed = this.outcomes.filter(({ failed, warned }) => failed.includes(id) || warned.includes(id)).length;
    const seeds = this.proportion(this.count - missed);
    return {
      id,
      that,
      severity,
      ...(stated !== undefined && { stated }),
      ...(source !== undefined && { source }),
      seeds,
      pass: enough(seeds),
      observed: { unit: unit ?? "1", ...spread(this.outcomes.map(({ observed }) => observed[id])) },
    };
  }

  /** A moment of the first seed, with the times of all seeds. */
  private overSeeds({ at: _at, until: _until, pass: _pass, ...moment }: Moment): MomentOverSeeds {
    return { ...moment, ...spread(this.outcomes.map(({ moments }) => moments[moment.id])) };
  }

  private proportion(held: number): Proportion {
    return { held, of: this.count, ...wilsonInterval(held, this.count, LEVEL) };
  }

  private estimate(id: string, title: string, unit: string): Estimate {
    const values = this.values(id);
    if (values.length === 0) return { id, title, unit, mean: null, low: null, high: null, replications: 0 };
    const { estimate, halfWidth } = meanInterval(values, LEVEL);
    const bound = (value: number) => (Number.isFinite(value) ? value : null);
    return {
      id,
      title,
      unit,
      mean: estimate,
      low: bound(estimate - halfWidth),
      high: bound(estimate + halfWidth),
      replications: values.length,
    };
  }

  /** Of the seeds in which the figure exists. */
  private values(id: string): number[] {
    return this.outcomes.flatMap(({ figures }) => figures[id] ?? []);
  }
}

/** Median, least and most of the values that there are. */
function spread(values: readonly (number | null | undefined)[]): Record<"median" | "low" | "high", number | null> {
  const sorted = values.flatMap((value) => value ?? []).sort((a, b) => a - b);
  return { median: median(sorted), low: sorted[0] ?? null, high: sorted.at(-1) ?? null };
}

function enough({ held, of }: Proportion): boolean {
  return held >= Math.ceil(REQUIRED_SHARE * of - 1e-9);
}

/** The lower one of two middle values, so that it is always a value that was observed. */
function median(sorted: readonly number[]): number | null {
  return sorted[Math.ceil(sorted.length / 2) - 1] ?? null;
}
