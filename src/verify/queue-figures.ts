/** The usual figures of a queue, by their names in cases files: `L`, `Wq`, `VarW`, `W_p99`, `P_block` … */
import type { BatchedSamples } from "../metrics/batches/batched-samples.js";
import { ratioInterval } from "../metrics/batches/ratio-interval.js";
import type { Interval } from "../metrics/confidence.js";
import { LEVEL } from "./family.js";
import type { Integrals, QueueObserver } from "./queue-observer.js";

/** The estimate of one figure; undefined when the name is none of a queue's. */
export function queueFigure(seen: QueueObserver, metric: string, servers = 1): Interval | undefined {
  const own = seen.figures.find((figure) => figure.metric === metric);
  if (own !== undefined && metric.startsWith("Var")) return ofCustomers(seen, metric, own.samples);
  return own
    ? own.samples.mean()
    : (timeAverage(seen, metric, servers) ?? share(seen, metric) ?? ofCustomers(seen, metric));
}

/** Averages over time, the rates among them. */
function timeAverage(seen: QueueObserver, metric: string, servers: number): Interval | undefined {
  const times = seen.batches.map(({ time }) => time);
  const over = (of: (batch: Integrals, index: number) => number) => ratioInterval(seen.batches.map(of), times, LEVEL);
  switch (metric) {
    case "L":
      return over(({ present }) => present);
    case "Lq":
      return over(({ present, busy }) => present - busy);
    case "VarN": {
      const mean = over(({ present }) => present).estimate;
      return over(({ present, square, time }) => square - 2 * mean * present + mean ** 2 * time);
    }
    case "mean_busy":
      return over(({ busy }) => busy);
    case "utilisation":
      return over(({ busy }) => busy / servers);
    case "P_empty":
      return over(({ empty }) => empty);
    case "goodput":
    case "throughput":
    case "carried_rate":
      return over((_, batch) => seen.services.get(batch));
    default:
      return undefined;
  }
}

/** Parts of all customers; of all accepted for the waits. */
function share(seen: QueueObserver, metric: string): Interval | undefined {
  switch (metric) {
    case "P_wait":
      return seen.waits.exceeding(0);
    case "P_Wq0": {
      const waiting = seen.waits.exceeding(0);
      return waiting && { ...waiting, estimate: 1 - waiting.estimate };
    }
    case "P_abandon":
    case "P_timeout": {
      const gone = seen.batches.map((_, batch) => seen.departures.get(batch));
      const all = gone.map((left, batch) => left + seen.services.get(batch));
      return ratioInterval(gone, all, LEVEL);
    }
    case "P_block": {
      const refusals = seen.batches.map((_, batch) => seen.refusals.get(batch));
      const all = refusals.map((refused, batch) => refused + seen.services.get(batch));
      return ratioInterval(refusals, all, LEVEL);
    }
    default:
      return undefined;
  }
}

/** `W`, `VarW`, `W_p99`: time in the system; with `q`, time until service begins. Refused customers have neither. */
function ofCustomers(seen: QueueObserver, metric: string, control?: BatchedSamples): Interval | undefined {
  const [, variance, about, digits] = /^(Var)?(W|Wq|W_queue)(?:_accepted|_all|_total)?(?:_p(\d+))?$/.exec(metric) ?? [];
  if (about === undefined) return undefined;
  const samples = about === "W" ? seen.sojourns : seen.waits;
  if (digits !== undefined) return samples.quantile(Number(`0.${digits}`));
  return variance === undefined ? samples.mean() : samples.variance(control);
}
