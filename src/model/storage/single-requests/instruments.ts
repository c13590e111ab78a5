/**
 * The metrics of a window, besides those that the cluster always has. They correspond to `nodetool tpstats` and
 * `nodetool proxyhistograms`.
 */
import type { Counter } from "../../../metrics/counter.js";
import type { Histogram } from "../../../metrics/histogram.js";
import type { Level } from "../../../metrics/level.js";
import type { Meter } from "../../../metrics/meter.js";
import { windowMetrics } from "../metrics.js";

export class WindowInstruments {
  readonly latency: Histogram;
  readonly timeout: Counter;
  readonly refused: Counter;
  readonly dropped: Counter;
  readonly readsPending: Level;
  readonly mutationsPending: Level;

  constructor(meter: Meter) {
    this.latency = meter.histogram(windowMetrics.readsLatency);
    this.timeout = meter.counter(windowMetrics.readsTimeout);
    this.refused = meter.counter(windowMetrics.readsOverloaded);
    this.dropped = meter.counter(windowMetrics.readsDropped);
    this.readsPending = meter.level(windowMetrics.readsPending);
    this.mutationsPending = meter.level(windowMetrics.mutationsPending);
  }
}
