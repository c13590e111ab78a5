/**
 * The metrics of a window, besides those that the cluster always has. They correspond to `nodetool tpstats` and
 * `nodetool proxyhistograms`.
 */
import type { Counter } from "../../../metrics/counter.js";
import type { Histogram } from "../../../metrics/histogram.js";
import type { Level } from "../../../metrics/level.js";
import type { Meter } from "../../../metrics/meter.js";

export class WindowInstruments {
  readonly latency: Histogram;
  readonly timeout: Counter;
  readonly refused: Counter;
  readonly dropped: Counter;
  readonly readsPending: Level;
  readonly mutationsPending: Level;

  constructor(meter: Meter) {
    this.latency = meter.histogram("storage.reads.latency", { title: "answered reads of the window", unit: "s" });
    this.timeout = meter.counter("storage.reads.timeout", { title: "reads of the window not answered in time" });
    this.refused = meter.counter("storage.reads.overloaded", { title: "reads of the window that found a queue full" });
    this.dropped = meter.counter("storage.reads.dropped", {
      title: "reads of the window that a replica dropped after the timeout",
    });
    this.readsPending = meter.level("storage.reads.pending", {
      title: "reads in line for a disk, worst node",
      unit: "1",
    });
    this.mutationsPending = meter.level("storage.mutations.pending", {
      title: "writes in line for a mutation thread, worst node",
      unit: "1",
    });
  }
}
