/**
 * An adaptive limit on clients in flight, from how much longer they stay than the shortest stay seen: TCP Vegas, as
 * Netflix concurrency-limits has it. alpha = 3 log10 L, beta = 6 log10 L, threshold log10 L (integer, at least 1);
 * start 20, at most 1000; the shortest stay is measured anew about every 30 L samples. Source: VegasLimit.java, commit
 * 78a74b9.
 */

import { z } from "zod";
import { log10 } from "../../../engine/math.js";
import type { Stream } from "../../../engine/random.js";
import { choice } from "../../../schema/choice.js";
import { perSystem } from "../../../schema/per-system.js";
import type { Seconds } from "../../../schema/quantity.js";
import { type Admission, type AdmissionContext, type Load, open } from "./admission.js";

const count = perSystem(z.number().int().positive());
const options = z.strictObject({ initial: count.default(20), most: count.default(1000) });

export const vegas = choice({
  name: "vegas",
  summary: "limits clients in flight by how much longer they stay than in calm times",
  options,
  create: ({ initial, most }, ...[random]: AdmissionContext): Admission => new Vegas(initial, most, random),
});

class Vegas implements Admission {
  readonly served = open.served;
  private shortest: Seconds = Number.POSITIVE_INFINITY;
  private samples = 0;
  private probeAt: number;

  constructor(
    private limit: number,
    private readonly most: number,
    private readonly random: Stream,
  ) {
    this.probeAt = this.nextProbe();
  }

  arrives({ busy, waiting }: Load): "admit" | "refuse" {
    return busy + waiting < this.limit ? "admit" : "refuse";
  }

  left(_now: Seconds, stay: Seconds, inFlight: number, dropped: boolean): void {
    if (dropped) {
      this.limit = Math.max(1, this.limit - step(this.limit));
      return;
    }
    if (++this.samples >= this.probeAt) {
      this.samples = 0;
      this.probeAt = this.nextProbe();
      this.shortest = stay;
      return;
    }
    if (stay < this.shortest) {
      this.shortest = stay;
      return;
    }
    if (2 * inFlight >= this.limit) this.limit = Math.max(1, Math.min(this.most, this.adapted(stay)));
  }

  private adapted(stay: Seconds): number {
    const { limit } = this;
    const by = step(limit);
    const queue = Math.ceil(limit * (1 - this.shortest / stay) - 1e-9);
    if (queue <= by) return limit + 6 * by;
    if (queue < 3 * by) return limit + by;
    return queue > 6 * by ? limit - by : limit;
  }

  private nextProbe(): number {
    return 30 * this.limit * (0.5 + 0.5 * this.random.uniform());
  }
}

function step(limit: number): number {
  return Math.max(1, Math.floor(log10(limit)));
}
