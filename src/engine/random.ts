/**
 * Chance, in named streams: one stream per purpose, seeded from the run's seed and the stream's name. A draw added in
 * one part leaves every other stream as it was, so that two scenarios compare draw for draw (common random numbers).
 * The generator is Alea, from the library seedrandom.
 */

import type { PRNG } from "seedrandom";
import alea from "seedrandom/lib/alea.js";
import { log } from "./math.js";
import { normalQuantile } from "./normal-quantile.js";

/** The streams of one run. */
export class Random {
  readonly seed: string;
  private readonly names = new Set<string>();

  constructor(seed: string | number) {
    this.seed = String(seed);
    if (this.seed === "") throw new Error("random: the seed is empty");
  }

  /** The stream of that name, from its start. Each name may be asked for once: shared streams are a hidden coupling. */
  stream(name: string): Stream {
    if (name === "") throw new Error("random: a stream needs a name");
    if (this.names.has(name)) throw new Error(`random: stream "${name}" is already in use`);
    this.names.add(name);
    return new Stream(alea(`${this.seed}/${name}`));
  }
}

/**
 * One sequence of random numbers. Every value costs a fixed number of draws, whatever it turns out to be: values are
 * made by inversion, never by rejection, so that streams stay in step between two scenarios.
 */
export class Stream {
  constructor(private readonly generator: PRNG) {}

  /** From 0 to below 1, in steps of 2^-32. */
  uniform(): number {
    return this.generator();
  }

  /** From 0 to below 1, in steps of 2^-53: for tails. Twice the cost of `uniform`. */
  precise(): number {
    return this.generator.double();
  }

  /** Exponential by inversion; at most 36.7 means. `1 - precise()` is exact, so `log1p` would add nothing. */
  exponential(mean: number): number {
    return -mean * log(1 - this.generator.double());
  }

  /** Standard normal by inversion. A draw of exactly 0 is taken as 2^-54, which is z = -8.3. */
  normal(): number {
    return normalQuantile(Math.max(this.generator.double(), 2 ** -54));
  }

  /** A whole number from 0 to n - 1. The bias is below n / 2^32. */
  integer(n: number): number {
    return Math.floor(this.generator() * n);
  }

  /** True with probability `p`, resolved to 2^-32; for rarer things than 1e-6 compare `precise()`. */
  chance(p: number): boolean {
    return this.generator() < p;
  }
}
