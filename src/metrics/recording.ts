/** The reading side of a meter: series, totals, windows and marks of one run, for expressions and results. */

import type { Seconds } from "../schema/quantity.js";
import type { Counter } from "./counter.js";
import type { Histogram } from "./histogram.js";
import type { Level } from "./level.js";
import type { Tally } from "./tally.js";

interface Described {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
}

export type Instrument = Described &
  (
    | { readonly kind: "counter"; readonly counter: Counter; readonly of?: string }
    | { readonly kind: "level"; readonly level: Level }
    | { readonly kind: "histogram"; readonly histogram: Histogram }
  );

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
  /** Buckets begun so far. */
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

  /** One value per bucket: a counter's amount, a level's time-weighted mean, a histogram's 99th percentile. */
  series(name: string): Float64Array {
    const instrument = this.need(name);
    switch (instrument.kind) {
      case "counter":
        return instrument.counter.perBucket(this.buckets);
      case "level":
        return instrument.level.means(this.buckets);
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
    const { histogram } = this.needHistogram(name);
    const values = new Float64Array(Math.ceil(this.span.end / width - 1e-9));
    return values.map((_, i) => histogram.between(i * width, (i + 1) * width).quantile(p));
  }

  /** All values of a histogram from one time up to another. */
  tally(name: string, from: Seconds = this.span.warmUp, to: Seconds = this.span.end): Tally {
    return this.needHistogram(name).histogram.between(from, to);
  }

  /** A counter's total, whole run. */
  total(name: string): number {
    const instrument = this.need(name);
    if (instrument.kind !== "counter") throw new Error(`metric "${name}" is not a counter`);
    return instrument.counter.total;
  }

  /** The time of the first event of a counter, or of the first mark of a kind, between two times; NaN if there is none. */
  first(name: string, from: Seconds, to: Seconds): Seconds {
    const instrument = this.instruments.get(name);
    if (instrument?.kind !== "counter")
      return this.marks.find(({ kind, at }) => kind === name && at >= from && at < to)?.at ?? Number.NaN;
    const firsts = instrument.counter.firstPerBucket(this.buckets);
    return firsts.find((at) => at >= from && at < to) ?? Number.NaN;
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
