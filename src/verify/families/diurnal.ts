/** A sinusoidal arrival rate at infinitely many servers, looked at at times of the day, again and again: MTINF. */
import { z } from "zod";
import { Calendar } from "../../engine/calendar.js";
import { Random } from "../../engine/random.js";
import { BatchedSamples } from "../../metrics/batches/batched-samples.js";
import { wantedOf } from "../batch-totals.js";
import { LEVEL, type MakeFamily, type Plan } from "../family.js";
import { positiveNumber } from "../laws.js";
import { BATCHES } from "../queue-observer.js";

const parameters = z
  .strictObject({ lbar: positiveNumber, amp: z.number().nonnegative(), period: positiveNumber, mean: positiveNumber })
  .refine(({ lbar, amp }) => amp <= lbar, { error: "a rate is never negative" });
type Parameters = z.output<typeof parameters>;

export const diurnal: MakeFamily = (params) => {
  const given = parameters.parse(params);
  const { lbar, amp, period, mean } = given;
  const g = (2 * Math.PI) / period;
  const lag = Math.atan(g * mean) / g;
  // A linear filter: it weakens the swing and delays it.
  const swing = (amp * mean) / Math.sqrt(1 + (g * mean) ** 2);
  const average = lbar * mean;
  const times: Record<string, number> = {
    m_at_0: 0,
    m_at_quarter_period: period / 4,
    peak_busy: period / 4 + lag,
    trough_busy: (3 * period) / 4 + lag,
  };
  return {
    exact(metric) {
      const time = times[metric];
      if (time !== undefined) return average + swing * Math.sin(g * (time - lag));
      return metric === "peak_lag" ? lag : metric === "mean_busy_avg" ? average : undefined;
    },
    // A replication is thousands of events.
    sizes: { short: 5 * BATCHES, full: 40 * BATCHES },
    groupOf: (metric) => metric,
    simulate: (plan) =>
      wantedOf(plan.metrics, (metric) => {
        const time = times[metric];
        return time === undefined ? undefined : busyAt(time, given, plan).mean();
      }),
  };
};

/** Mean services before the look from which on arrivals matter: what is left of older ones is below 1e-8. */
const MEMORY = 20;

function busyAt(time: number, { lbar, amp, period, mean }: Parameters, { size, seed, metrics }: Plan): BatchedSamples {
  const random = new Random(`${seed}/${metrics[0]}`);
  const [arrivals, services, thinning] = [
    random.stream("arrivals"),
    random.stream("service"),
    random.stream("thinning"),
  ];
  const samples = new BatchedSamples(BATCHES, [], false, LEVEL);
  const calendar = new Calendar();
  let [busy, start] = [0, 0];
  const left = calendar.signal("service ends", () => busy--);
  const candidate = calendar.signal("arrival", () => {
    calendar.after(arrivals.exponential(1 / (lbar + amp)), candidate);
    const clock = time - MEMORY * mean + (calendar.now - start);
    const rate = lbar + amp * Math.sin((2 * Math.PI * clock) / period);
    if (thinning.uniform() * (lbar + amp) >= rate) return;
    busy++;
    calendar.after(services.exponential(mean), left);
  });
  calendar.after(0, candidate);
  for (let i = 0; i < size; i++) {
    start = calendar.now;
    calendar.run(start + MEMORY * mean);
    samples.record(busy, Math.floor((i * BATCHES) / size));
  }
  return samples;
}
