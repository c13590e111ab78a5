/** A write to n replicas is done with its k-th reply; replies are independent. QEXP (exponential), QLN (lognormal). */
import { z } from "zod";
import { Calendar } from "../../engine/calendar.js";
import { Exponential } from "../../engine/distribution/exponential.js";
import type { Distribution } from "../../engine/distribution/index.js";
import { Lognormal } from "../../engine/distribution/lognormal.js";
import { Random } from "../../engine/random.js";
import { BatchedSamples } from "../../metrics/batches/batched-samples.js";
import type { Interval } from "../../metrics/confidence.js";
import { LEVEL, type MakeFamily, type Plan } from "../family.js";
import { positiveNumber, wholeNumber } from "../laws.js";
import { BATCHES } from "../queue-observer.js";

const parameters = z
  .strictObject({ n: wholeNumber, k: wholeNumber, mean: positiveNumber, scv: positiveNumber.optional() })
  .refine(({ n, k }) => k <= n, { error: "a quorum cannot exceed the replicas" });

export const quorum: MakeFamily = (params) => {
  const { n, k, mean, scv } = parameters.parse(params);
  const reply = scv === undefined ? new Exponential(mean) : Lognormal.of(mean, scv);
  return { simulate: (plan) => simulate(n, k, reply, plan) };
};

function simulate(n: number, k: number, reply: Distribution, { size, seed, metrics }: Plan): Map<string, Interval> {
  const stream = new Random(seed).stream("replies");
  const calendar = new Calendar();
  const samples = new BatchedSamples(
    BATCHES,
    [],
    metrics.some((metric) => /^p\d+$/.test(metric)),
    LEVEL,
  );
  let missing = 0;
  let latency = 0;
  const replied = calendar.signal("reply", () => {
    if (--missing === 0) latency = calendar.now;
  });
  for (let write = 0; write < size; write++) {
    const start = calendar.now;
    missing = k;
    for (let replica = 0; replica < n; replica++) calendar.after(reply.sample(stream), replied);
    while (calendar.step());
    samples.record(latency - start, Math.floor((write * BATCHES) / size));
  }
  return estimates(samples, metrics);
}

function estimates(samples: BatchedSamples, metrics: readonly string[]): Map<string, Interval> {
  const found = new Map<string, Interval>();
  for (const metric of metrics) {
    const digits = /^p(\d+)$/.exec(metric)?.[1];
    const interval = digits === undefined ? undefined : samples.quantile(Number(`0.${digits}`));
    if (interval !== undefined) found.set(metric, interval);
    if (metric === "mean") found.set(metric, samples.mean());
    if (metric === "var") found.set(metric, samples.variance());
  }
  return found;
}
