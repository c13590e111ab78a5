/**
 * Service laws as cases files write them: `exp {mean}`, `det {mean}`, `erlang {k, mean}`, `lognormal {mean, scv}`, …
 */
import { z } from "zod";
import { BoundedPareto } from "../engine/distribution/bounded-pareto.js";
import { Deterministic } from "../engine/distribution/deterministic.js";
import { Erlang } from "../engine/distribution/erlang.js";
import { Exponential } from "../engine/distribution/exponential.js";
import { Hyperexponential } from "../engine/distribution/hyperexponential.js";
import type { Distribution } from "../engine/distribution/index.js";
import { Lognormal } from "../engine/distribution/lognormal.js";

export const positiveNumber = z.number().positive();
export const wholeNumber = z.int().positive();

const written = z.discriminatedUnion("dist", [
  z.object({ dist: z.literal("exp"), mean: positiveNumber }),
  z.object({ dist: z.literal("det"), mean: positiveNumber }),
  z.object({ dist: z.literal("erlang"), k: wholeNumber, mean: positiveNumber }),
  z.object({ dist: z.literal("lognormal"), mean: positiveNumber, scv: positiveNumber }),
  z.object({ dist: z.literal("h2"), p1: z.number().gt(0).lt(1), mean1: positiveNumber, mean2: positiveNumber }),
  z.object({ dist: z.literal("bpareto"), alpha: positiveNumber, lo: positiveNumber, hi: positiveNumber }),
  z.object({ dist: z.literal("fixed"), n: wholeNumber }),
]);

/** A law in a case's parameters, read as the engine's distribution. */
export const law = written.transform((one): Distribution => {
  switch (one.dist) {
    case "exp":
      return new Exponential(one.mean);
    case "det":
      return new Deterministic(one.mean);
    case "erlang":
      return new Erlang(one.mean, one.k);
    case "lognormal":
      return Lognormal.of(one.mean, one.scv);
    case "h2":
      return new Hyperexponential([
        { probability: one.p1, mean: one.mean1 },
        { probability: 1 - one.p1, mean: one.mean2 },
      ]);
    case "bpareto":
      return new BoundedPareto(one.alpha, one.lo, one.hi);
    case "fixed":
      return new Deterministic(one.n);
  }
});
