/** Where the parts of a model make the instruments that they declare. Reading them is the recording's business. */

import type { Clock } from "../engine/clock.js";
import type { Seconds } from "../schema/quantity.js";
import { Counter } from "./counter.js";
import type {
  CounterDeclaration,
  EventDeclaration,
  GaugeDeclaration,
  HistogramDeclaration,
  LevelDeclaration,
} from "./declaration.js";
import { Gauge } from "./gauge.js";
import { Histogram } from "./histogram.js";
import { Level } from "./level.js";
import { MarkedEvent } from "./marked-event.js";
import { type Instrument, type Mark, Recording } from "./recording.js";

export interface MeterOptions {
  /** Seconds per bucket of every series. */
  readonly bucket: Seconds;
  readonly duration: Seconds;
  /** What happens before it does not count for latencies, nor for rates, shares and means without a window. */
  readonly warmUp: Seconds;
}

export class Meter {
  private readonly instruments = new Map<string, Instrument>();
  private readonly gauges: Gauge[] = [];
  private readonly marks: Mark[] = [];
  private readonly known = new Set<string>();
  /** Called when the first gauge is declared, so that whoever runs the calendar begins to call `sample`. */
  onFirstGauge: (() => void) | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly options: MeterOptions,
  ) {}

  counter(declaration: CounterDeclaration): Counter {
    const counter = new Counter(declaration.name, this.clock, this.options.bucket);
    this.add({ ...declaration, counter });
    return counter;
  }

  level(declaration: LevelDeclaration): Level {
    const level = new Level(declaration.name, this.clock, this.options.bucket);
    this.add({ ...declaration, level });
    return level;
  }

  histogram(declaration: HistogramDeclaration): Histogram {
    const { bucket, warmUp } = this.options;
    const resolution = Math.min(declaration.resolution ?? bucket, bucket);
    const histogram = new Histogram(declaration.name, this.clock, resolution, warmUp);
    this.add({ ...declaration, histogram });
    return histogram;
  }

  /** A value that is read whenever `sample` is called. */
  gauge(declaration: GaugeDeclaration, read: () => number): void {
    const gauge = new Gauge(declaration.name, this.clock, this.options.bucket, read);
    if (this.gauges.push(gauge) === 1) this.onFirstGauge?.();
    this.add({ ...declaration, gauge });
  }

  /**
   * An event that its part marks when it happens. Asking for it again gives the same event.
   * @param names texts that expectations may ask for by themselves: `first(alerts.fired.errors)`
   */
  event(declaration: EventDeclaration, names: readonly string[] = []): MarkedEvent {
    const { name } = declaration;
    for (const one of [name, ...names.map((text) => `${name}.${text}`)]) this.known.add(one);
    return new MarkedEvent(name, this.clock, this.marks);
  }

  /** Several events of one part, each under its key. */
  events<Declared extends Readonly<Record<string, EventDeclaration>>>(
    declared: Declared,
  ): Readonly<Record<keyof Declared, MarkedEvent>> {
    const made = Object.entries(declared).map(([key, declaration]) => [key, this.event(declaration)]);
    return Object.fromEntries(made) as Readonly<Record<keyof Declared, MarkedEvent>>;
  }

  /** Reads all gauges. Whoever runs the calendar calls it at the end of each bucket. */
  sample(): void {
    for (const gauge of this.gauges) gauge.sample();
  }

  /** What was recorded up to now, to be read while the clock stands. Reading changes nothing. */
  recording(): Recording {
    return new Recording(this.instruments, this.known, this.marks, { ...this.options, end: this.clock.now });
  }

  private add(instrument: Instrument): void {
    if (this.instruments.has(instrument.name)) throw new Error(`metric "${instrument.name}" is declared twice`);
    this.instruments.set(instrument.name, instrument);
  }
}
