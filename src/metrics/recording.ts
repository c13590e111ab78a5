/** The reading side of a meter: series, totals, windows and marks of one run, for expressions and results. */

import type { Seconds } from "../schema/quantity.js";
import type {
  CounterDeclaration,
  EventDeclaration,
  GaugeDeclaration,
  HistogramDeclaration,
  LevelDeclaration,
  MetricDeclaration,
} from "./declaration.js";
import type { Family } from "./family.js";
import { Tally } from "./tally.js";

/** What is read of each kind of instrument; series run from the start and have as many buckets as asked for. */
export type Instrument =
  | (CounterDeclaration & { readonly counter: CounterReading })
  | (LevelDeclaration & { readonly level: LevelReading })
  | (GaugeDeclaration & { readonly gauge: { perBucket(buckets: number): Float64Array } })
  | (HistogramDeclaration & { readonly histogram: HistogramReading });

/** Declared, or named in an expression and found by `named`. */
type One<Declaration extends MetricDeclaration | EventDeclaration> = Pick<Declaration, "kind" | "name">;
type Metric = One<MetricDeclaration>;

export interface CounterReading {
  readonly total: number;
  perBucket(buckets: number): Float64Array;
  /** Infinity where nothing happened. */
  firstPerBucket(buckets: number): Float64Array;
}

export interface LevelReading {
  means(buckets: number): Float64Array;
  peaks(buckets: number): Float64Array;
}

export interface HistogramReading {
  /** All values of its buckets that begin from one time up to another, in a new tally or in an empty one. */
  between(from: Seconds, to: Seconds, tally?: Tally): Tally;
  /** How long those buckets are together, up to now. */
  covered(from: Seconds, to: Seconds): Seconds;
}

/** Something that happened at one time. */
export interface Mark {
  readonly at: Seconds;
  readonly kind: string;
  readonly text: string;
}

export interface Span {
  readonly bucket: Seconds;
  readonly warmUp: Seconds;
  /** How far the run has come. */
  readonly end: Seconds;
}

export class Recording {
  /** Buckets begun so far, at least one; the last may be a partial one. */
  readonly buckets: number;

  constructor(
    /** By name, in the order in which they were made. */
    readonly metrics: ReadonlyMap<string, Instrument>,
    /** Names of the events that may be marked. */
    readonly events: ReadonlySet<string>,
    /** Of all events, in order of time. */
    readonly marks: readonly Mark[],
    readonly span: Span,
  ) {
    this.buckets = Math.max(1, Math.ceil(span.end / span.bucket - 1e-9));
  }

  /** The metric that an expression names. */
  named(text: string): Instrument | undefined {
    return this.metrics.get(text);
  }

  /** True for a metric that a part of this system declares. */
  has({ name }: Metric): boolean {
    return this.metrics.has(name);
  }

  /** The members of a family that are there, each with its word. */
  members<Member extends MetricDeclaration>(
    family: Family<string, string, Member>,
  ): { readonly word: string; readonly metric: Member }[] {
    return [...this.metrics.keys()].flatMap((name) => {
      const word = family.wordIn(name);
      return word === undefined ? [] : [{ word, metric: family.member(word) }];
    });
  }

  /** The counter that this one is a part of: as declared, or the longest declared prefix of its name. */
  parent({ name }: Metric): One<CounterDeclaration> | undefined {
    const instrument = this.metrics.get(name);
    if (instrument?.kind === "counter" && instrument.of !== undefined) return { kind: "counter", name: instrument.of };
    for (let end = name.lastIndexOf("."); end > 0; end = name.lastIndexOf(".", end - 1)) {
      const prefix = this.metrics.get(name.slice(0, end));
      if (prefix?.kind === "counter") return prefix;
    }
    return undefined;
  }

  /**
   * One value per bucket: a counter's amount, a level's time-weighted mean, a gauge's reading, a histogram's 99th
   * percentile.
   */
  series(metric: Metric): Float64Array {
    const instrument = this.need(metric);
    switch (instrument.kind) {
      case "counter":
        return instrument.counter.perBucket(this.buckets);
      case "level":
        return instrument.level.means(this.buckets);
      case "gauge":
        return instrument.gauge.perBucket(this.buckets);
      case "histogram":
        return this.quantiles(instrument, 0.99);
    }
  }

  /** The largest value per bucket of a level; otherwise the series. */
  peaks(metric: Metric): Float64Array {
    const instrument = this.need(metric);
    return instrument.kind === "level" ? instrument.level.peaks(this.buckets) : this.series(metric);
  }

  /** A percentile per bucket; NaN where nothing was recorded. @param p 0 to 1 */
  quantiles(metric: One<HistogramDeclaration>, p: number, width: Seconds = this.span.bucket): Float64Array {
    return this.tallies(metric, width, (tally) => tally.quantile(p));
  }

  /** A figure of a histogram's values, per bucket. One tally serves all buckets: `figure` must not keep it. */
  tallies(metric: One<HistogramDeclaration>, width: Seconds, figure: (tally: Tally) => number): Float64Array {
    const { histogram } = this.needHistogram(metric);
    const buckets = Math.max(1, Math.ceil(this.span.end / width - 1e-9));
    const tally = new Tally();
    return new Float64Array(buckets).map((_, i) => {
      const to = i === buckets - 1 ? Number.POSITIVE_INFINITY : (i + 1) * width;
      return figure(histogram.between(i * width, to, tally.clear()));
    });
  }

  /** All values of a histogram from one time up to another: those of its buckets that begin then. */
  tally(metric: One<HistogramDeclaration>, from: Seconds = this.span.warmUp, to: Seconds = this.span.end): Tally {
    return this.needHistogram(metric).histogram.between(from, to);
  }

  /** The length of what `tally` reads: the histogram's buckets that begin in the window. */
  covered(metric: One<HistogramDeclaration>, from: Seconds, to: Seconds): Seconds {
    return this.needHistogram(metric).histogram.covered(from, to);
  }

  /** A counter's total: of the whole run, or of the buckets that begin at `from` or later. */
  total(metric: One<CounterDeclaration>, from: Seconds = 0): number {
    const instrument = this.need(metric);
    if (instrument.kind !== "counter") throw new Error(`metric "${metric.name}" is not a counter`);
    if (from <= 0) return instrument.counter.total;
    const first = Math.ceil(from / this.span.bucket - 1e-9);
    return instrument.counter
      .perBucket(this.buckets)
      .subarray(first)
      .reduce((sum, amount) => sum + amount, 0);
  }

  /** When an event happened, in order of time. */
  marksOf({ name }: One<EventDeclaration>): Mark[] {
    return this.marks.filter(({ kind }) => kind === name);
  }

  /**
   * The time of the first thing that a counter counted, or of the first mark of an event (`alerts.fired`; of one text
   * alone `alerts.fired.errors`), between two times, the latter excluded; infinity if there is none. A counter keeps
   * the first of each bucket: `from` inside a bucket finds that one or the next bucket's.
   */
  first(what: One<CounterDeclaration> | One<EventDeclaration>, from: Seconds, to: Seconds): Seconds {
    const instrument = this.metrics.get(what.name);
    if (instrument?.kind !== "counter") return this.firstMark(what.name, from, to);
    const firsts = instrument.counter.firstPerBucket(this.buckets);
    return firsts.find((at) => at >= from && at < to) ?? Number.POSITIVE_INFINITY;
  }

  private firstMark(name: string, from: Seconds, to: Seconds): Seconds {
    for (const { kind, text, at } of this.marks) {
      if (at < from || at >= to) continue;
      if (kind === name || (name.startsWith(kind) && name === `${kind}.${text}`)) return at;
    }
    return Number.POSITIVE_INFINITY;
  }

  private need({ name }: Metric): Instrument {
    const found = this.metrics.get(name);
    if (found === undefined) throw new Error(`no metric "${name}"`);
    return found;
  }

  private needHistogram(metric: One<HistogramDeclaration>) {
    const instrument = this.need(metric);
    if (instrument.kind !== "histogram") throw new Error(`metric "${metric.name}" is not a histogram`);
    return instrument;
  }
}
