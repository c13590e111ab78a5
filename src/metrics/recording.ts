/** The reading side of a meter: series, totals, windows and marks of one run, for expressions and results. */

import type { Seconds } from "../schema/quantity.js";
import { Tally } from "./tally.js";

interface Described {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  /** It stays when the system is scaled. */
  readonly extent?: "each";
}

/** What is read of each kind of instrument; series run from the start and have as many buckets as asked for. */
export type Instrument = Described &
  (
    | { readonly kind: "counter"; readonly counter: CounterReading; readonly of?: string }
    | { readonly kind: "level"; readonly level: LevelReading }
    | { readonly kind: "gauge"; readonly gauge: { perBucket(buckets: number): Float64Array } }
    | { readonly kind: "histogram"; readonly histogram: HistogramReading }
  );

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
    private readonly instruments: ReadonlyMap<string, Instrument>,
    readonly marks: readonly Mark[],
    readonly span: Span,
  ) {
    this.buckets = Math.max(1, Math.ceil(span.end / span.bucket - 1e-9));
  }

  get names(): string[] {
    return [...this.instruments.keys()];
  }

  find(name: string): Instrument | undefined {
    return this.instruments.get(name);
  }

  /** The counter that this one is a part of: as declared, or the longest declared prefix of its name. */
  parent(name: string): string | undefined {
    const instrument = this.instruments.get(name);
    if (instrument?.kind === "counter" && instrument.of !== undefined) return instrument.of;
    for (let end = name.lastIndexOf("."); end > 0; end = name.lastIndexOf(".", end - 1)) {
      const prefix = name.slice(0, end);
      if (this.instruments.get(prefix)?.kind === "counter") return prefix;
    }
    return undefined;
  }

  /** One value per bucket: a counter's amount, a level's time-weighted mean, a gauge's reading, a histogram's 99th percentile. */
  series(name: string): Float64Array {
    const instrument = this.need(name);
    switch (instrument.kind) {
      case "counter":
        return instrument.counter.perBucket(this.buckets);
      case "level":
        return instrument.level.means(this.buckets);
      case "gauge":
        return instrument.gauge.perBucket(this.buckets);
      case "histogram":
        return this.quantiles(name, 0.99);
    }
  }

  /** The largest value per bucket of a level; otherwise the series. */
  peaks(name: string): Float64Array {
    const instrument = this.need(name);
    return instrument.kind === "level" ? instrument.level.peaks(this.buckets) : this.series(name);
  }

  /** A percentile per bucket; NaN where nothing was recorded. @param p 0 to 1 */
  quantiles(name: string, p: number, width: Seconds = this.span.bucket): Float64Array {
    return this.tallies(name, width, (tally) => tally.quantile(p));
  }

  /** A figure of a histogram's values, per bucket. One tally serves all buckets: `figure` must not keep it. */
  tallies(name: string, width: Seconds, figure: (tally: Tally) => number): Float64Array {
    const { histogram } = this.needHistogram(name);
    const buckets = Math.max(1, Math.ceil(this.span.end / width - 1e-9));
    const tally = new Tally();
    return new Float64Array(buckets).map((_, i) => {
      const to = i === buckets - 1 ? Number.POSITIVE_INFINITY : (i + 1) * width;
      return figure(histogram.between(i * width, to, tally.clear()));
    });
  }

  /** All values of a histogram from one time up to another: those of its buckets that begin then. */
  tally(name: string, from: Seconds = this.span.warmUp, to: Seconds = this.span.end): Tally {
    return this.needHistogram(name).histogram.between(from, to);
  }

  /** The length of what `tally` reads: the histogram's buckets that begin in the window. */
  covered(name: string, from: Seconds, to: Seconds): Seconds {
    return this.needHistogram(name).histogram.covered(from, to);
  }

  /** A counter's total: of the whole run, or of the buckets that begin at `from` or later. */
  total(name: string, from: Seconds = 0): number {
    const instrument = this.need(name);
    if (instrument.kind !== "counter") throw new Error(`metric "${name}" is not a counter`);
    if (from <= 0) return instrument.counter.total;
    const first = Math.ceil(from / this.span.bucket - 1e-9);
    return instrument.counter
      .perBucket(this.buckets)
      .subarray(first)
      .reduce((sum, amount) => sum + amount, 0);
  }

  /**
   * The time of the first event of a counter, or of the first mark of a kind (`alerts.fired`; of one text alone
   * `alerts.fired.errors`), between two times, the latter excluded; infinity
   * if there is none. A counter keeps the first of each bucket: `from` inside a bucket finds that one or the next bucket's.
   */
  first(name: string, from: Seconds, to: Seconds): Seconds {
    const instrument = this.instruments.get(name);
    if (instrument?.kind !== "counter") return this.firstMark(name, from, to);
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

  private need(name: string): Instrument {
    const found = this.instruments.get(name);
    if (found === undefined) throw new Error(`no metric "${name}"`);
    return found;
  }

  private needHistogram(name: string) {
    const instrument = this.need(name);
    if (instrument.kind !== "histogram") throw new Error(`metric "${name}" is not a histogram`);
    return instrument;
  }
}
