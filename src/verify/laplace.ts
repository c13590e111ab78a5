/**
 * Laplace transforms E exp(-s X) of the laws of cases files: in closed form where there is one, else by quadrature to
 * about twelve digits (bounded Pareto: Gauss–Legendre on pieces; lognormal: the trapezoidal rule over the normal behind
 * it, whose error falls off faster than any power of the step).
 */
import { z } from "zod";
import { positiveNumber, wholeNumber } from "./laws.js";

export type Transform = (s: number) => number;

const mean = positiveNumber;

const laplace = z.discriminatedUnion("dist", [
  z.object({ dist: z.literal("exp"), mean }),
  z.object({ dist: z.literal("det"), mean }),
  z.object({ dist: z.literal("fixed"), n: wholeNumber }),
  z.object({ dist: z.literal("erlang"), k: wholeNumber, mean }),
  z.object({ dist: z.literal("h2"), p1: mean, mean1: mean, mean2: mean }),
  z.object({ dist: z.literal("lognormal"), mean, scv: mean }),
  z.object({ dist: z.literal("bpareto"), alpha: mean, lo: mean, hi: mean }),
]);

/** The transform of a law as cases files write it. Throws a ZodError for none of them. */
export function transformOf(law: unknown): Transform {
  const of = laplace.parse(law);
  switch (of.dist) {
    case "exp":
      return (s) => 1 / (1 + s * of.mean);
    case "det":
      return (s) => Math.exp(-s * of.mean);
    case "fixed":
      return (s) => Math.exp(-s * of.n);
    case "erlang":
      return (s) => (1 + (s * of.mean) / of.k) ** -of.k;
    case "h2":
      return (s) => of.p1 / (1 + s * of.mean1) + (1 - of.p1) / (1 + s * of.mean2);
    case "lognormal":
      return lognormal(of.mean, of.scv);
    case "bpareto":
      return boundedPareto(of.alpha, of.lo, of.hi);
  }
}

/** A sum of weights times exp(-s x) over fixed points. */
function sumOver(points: readonly { readonly x: number; readonly weight: number }[]): Transform {
  const total = points.reduce((sum, { weight }) => sum + weight, 0);
  return (s) => points.reduce((sum, { x, weight }) => sum + weight * Math.exp(-s * x), 0) / total;
}

function lognormal(mean: number, scv: number): Transform {
  const [step, reach] = [1 / 32, 9];
  const sigma = Math.sqrt(Math.log1p(scv));
  const median = mean / Math.sqrt(1 + scv);
  const normals = Array.from({ length: (2 * reach) / step + 1 }, (_, i) => i * step - reach);
  return sumOver(normals.map((n) => ({ x: median * Math.exp(sigma * n), weight: Math.exp((-n * n) / 2) })));
}

/** Nodes and weights of Gauss and Legendre on [-1, 1], of five points (Abramowitz & Stegun 1964, table 25.4). */
const INNER = Math.sqrt(5 - 2 * Math.sqrt(10 / 7)) / 3;
const OUTER = Math.sqrt(5 + 2 * Math.sqrt(10 / 7)) / 3;
const [HEAVY, LIGHT] = [(322 + 13 * Math.sqrt(70)) / 900, (322 - 13 * Math.sqrt(70)) / 900];
const NODES = [
  { at: 0, weight: 128 / 225 },
  ...[-1, 1].flatMap((sign) => [
    { at: sign * INNER, weight: HEAVY },
    { at: sign * OUTER, weight: LIGHT },
  ]),
];
const PIECES = 400;

/** Over the logarithm of the value, in which the density is a plain exponential. */
function boundedPareto(alpha: number, lo: number, hi: number): Transform {
  const width = Math.log(hi / lo) / PIECES;
  const points = Array.from({ length: PIECES }, (_, piece) =>
    NODES.map(({ at, weight }) => {
      const u = (piece + (1 + at) / 2) * width;
      return { x: lo * Math.exp(u), weight: weight * Math.exp(-alpha * u) };
    }),
  );
  return sumOver(points.flat());
}
