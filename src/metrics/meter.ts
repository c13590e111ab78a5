/** Where the parts of a model declare their instruments. Reading them is the recording's business. */

import type { Clock } from "../engine/clock.js";
import type { Seconds } from "../schema/quantity.js";
import { Counter } from "./counter.js";
import { Histogram } from "./histogram.js";
import { Level } from "./level.js";
import { type Instrument, type Mark, Recording } from "./recording.js";

export interface MeterOptions {
  /** Seconds per bucket of every series. */
  readonly bucket: Seconds;
  readonly duration: Seconds;
  /** What happens before it does not count for latencies and rates without a window. */
  readonly warmUp: Seconds;
}

interface Description {
  /** For people: "messages offered". The name, where missing. */
  readonly title?: string;
  /** "s", "B", "B/s", "share" or "1". */
  readonly unit?: string;
}

export class Meter {
  private readonly instruments = new Map<string, Instrument>();
  private readonly marks: Mark[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly options: MeterOptions,
  ) {}

  /** @param description.of the counter of which this one is a part; by default the longest declared prefix of its name */
  counter(name: string, description: Description & { readonly of?: string } = {}): Counter {
    const counter = new Counter(name, this.clock, this.options.bucket);
    const { of } = description;
    this.declare({ kind: "counter", name, counter, ...this.describe(name, description, "1"), ...(of && { of }) });
    return counter;
  }

  level(name: string, description: Description & { readonly unit: string }): Level {
    const level = new Level(name, this.clock, this.options.bucket);
    this.declare({ kind: "level", name, level, ...this.describe(name, description, "1") });
    return level;
  }

  /** @param description.resolution seconds per bucket of this histogram, where finer than the meter's */
  histogram(
    name: string,
    description: Description & { readonly unit: string; readonly resolution?: Seconds },
  ): Histogram {
    const resolution = Math.min(description.resolution ?? this.options.bucket, this.options.bucket);
    const histogram = new Histogram(name, this.clock, resolution);
    this.declare({ kind: "histogram", name, histogram, ...this.describe(name, description, "s") });
    return histogram;
  }

  /** Notes that something happened: `first(alerts.fired)` asks for the first of a kind. */
  mark(kind: string, text = ""): void {
    this.marks.push({ at: this.clock.now, kind, text });
  }

  /** What was recorded up to now. */
  recording(): Recording {
    return new Recording(this.instruments, this.marks, { ...this.options, end: this.clock.now });
  }

  get names(): string[] {
    return [...this.instruments.keys()];
  }

  private describe(name: string, { title = name, unit }: Description, fallback: string) {
    return { title, unit: unit ?? fallback };
  }

  private declare(instrument: Instrument): void {
    if (this.instruments.has(instrument.name)) throw new Error(`metric "${instrument.name}" is declared twice`);
    this.instruments.set(instrument.name, instrument);
  }
}
