/** Where the parts of a model declare their instruments. Reading them is the recording's business. */

import type { Clock } from "../engine/clock.js";
import type { Seconds } from "../schema/quantity.js";
import { Counter } from "./counter.js";
import { Gauge } from "./gauge.js";
import { Histogram } from "./histogram.js";
import { Level } from "./level.js";
import { type Instrument, type Mark, Recording } from "./recording.js";
import { unitName, unitOf } from "./unit.js";

export interface MeterOptions {
  /** Seconds per bucket of every series. */
  readonly bucket: Seconds;
  readonly duration: Seconds;
  /** What happens before it does not count for latencies, nor for rates, shares and means without a window. */
  readonly warmUp: Seconds;
}

interface Description {
  /** For people: "messages offered". The name, where missing. */
  readonly title?: string;
  /** "s", "B", "1/s", "B/s", "fraction" or "1". */
  readonly unit?: string;
  /** `each`: of one node, one device, our own tools; it stays when the system is scaled. Default: counts go with its size. */
  readonly extent?: "each";
}

export class Meter {
  private readonly instruments = new Map<string, Instrument>();
  private readonly gauges: Gauge[] = [];
  private readonly marks: Mark[] = [];
  /** Called when the first gauge is declared, so that whoever runs the calendar begins to call `sample`. */
  onFirstGauge: (() => void) | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly options: MeterOptions,
  ) {}

  /** @param description.of the counter of which this one is a part; by default the longest declared prefix of its name */
  counter(name: string, description: Description & { readonly of?: string } = {}): Counter {
    const counter = new Counter(name, this.clock, this.options.bucket);
    const { of } = description;
    this.declare({ kind: "counter", name, counter, ...this.describe(name, description), ...(of && { of }) });
    return counter;
  }

  level(name: string, description: Description & { readonly unit: string }): Level {
    const level = new Level(name, this.clock, this.options.bucket);
    this.declare({ kind: "level", name, level, ...this.describe(name, description) });
    return level;
  }

  /** @param description.resolution seconds per bucket of this histogram, where finer than the meter's */
  histogram(
    name: string,
    description: Description & { readonly unit: string; readonly resolution?: Seconds },
  ): Histogram {
    const { bucket, warmUp } = this.options;
    const resolution = Math.min(description.resolution ?? bucket, bucket);
    const histogram = new Histogram(name, this.clock, resolution, warmUp);
    this.declare({ kind: "histogram", name, histogram, ...this.describe(name, description) });
    return histogram;
  }

  /** A value that is read whenever `sample` is called. */
  gauge(name: string, description: Description & { readonly unit: string }, read: () => number): void {
    const gauge = new Gauge(name, this.clock, this.options.bucket, read);
    if (this.gauges.push(gauge) === 1) this.onFirstGauge?.();
    this.declare({ kind: "gauge", name, gauge, ...this.describe(name, description) });
  }

  /** Reads all gauges. Whoever runs the calendar calls it at the end of each bucket. */
  sample(): void {
    for (const gauge of this.gauges) gauge.sample();
  }

  /** Notes that something happened: `first(alerts.fired)` asks for the first of a kind. */
  mark(kind: string, text = ""): void {
    this.marks.push({ at: this.clock.now, kind, text });
  }

  /** What was recorded up to now, to be read while the clock stands. Reading changes nothing. */
  recording(): Recording {
    return new Recording(this.instruments, this.marks, { ...this.options, end: this.clock.now });
  }

  get names(): string[] {
    return [...this.instruments.keys()];
  }

  private describe(name: string, { title = name, unit = "1", extent }: Description) {
    return { title, unit: unitName(unitOf(unit)), ...(extent && { extent }) };
  }

  private declare(instrument: Instrument): void {
    if (this.instruments.has(instrument.name)) throw new Error(`metric "${instrument.name}" is declared twice`);
    this.instruments.set(instrument.name, instrument);
  }
}
