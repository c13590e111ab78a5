/**
 * An adaptive limit on clients in flight, from the ratio of the long-run to the present stay: Netflix
 * concurrency-limits, Gradient2Limit.java, commit 78a74b9. g = clamp(1.5 long / short, 0.5, 1); L becomes 0.8 L + 0.2
 * (L g + 4); at least and first 20, at most 200. Known weakness: at a steady overload both stays are equal and the
 * limit creeps up.
 */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import { perSystem } from "../../../schema/per-system.js";
import type { Seconds } from "../../../schema/quantity.js";
import { type Admission, type Load, open } from "./admission.js";

const count = perSystem(z.number().int().positive());
const options = z.strictObject({ initial: count.default(20), least: count.default(20), most: count.default(200) });

export const gradient2 = choice({
  name: "gradient2",
  summary: "limits clients in flight by the ratio of usual to present stay",
  options,
  create: ({ initial, least, most }): Admission => new Gradient2(initial, least, most),
});

/** Samples of the long-run average. */
const LONG_WINDOW = 600;

class Gradient2 implements Admission {
  readonly served = open.served;
  private usual: Seconds = 0;
  private samples = 0;

  constructor(
    private limit: number,
    private readonly least: number,
    private readonly most: number,
  ) {}

  arrives({ busy, waiting }: Load): "admit" | "refuse" {
    return busy + waiting < Math.floor(this.limit) ? "admit" : "refuse";
  }

  left(_now: Seconds, stay: Seconds, inFlight: number): void {
    if (!(stay > 0)) return;
    this.average(stay);
    if (this.usual / stay > 2) this.usual *= 0.95;
    if (inFlight < this.limit / 2) return;
    const gradient = Math.max(0.5, Math.min(1, (1.5 * this.usual) / stay));
    const wanted = 0.8 * this.limit + 0.2 * (this.limit * gradient + 4);
    this.limit = Math.max(this.least, Math.min(this.most, wanted));
  }

  /** The plain mean of the first ten samples, then exponential. */
  private average(stay: Seconds): void {
    this.samples++;
    const weight = this.samples <= 10 ? 1 / this.samples : 2 / (LONG_WINDOW + 1);
    this.usual += weight * (stay - this.usual);
  }
}
