/**
 * Bursty arrivals: a Poisson process whose rate follows a hidden state (Markov-modulated). The states take turns in the
 * order given, each for an exponential time; with two states that is the general case.
 * Leaves out: arbitrary jumps between three and more states.
 * Source: W. Fischer and K. Meier-Hellstern, "The Markov-modulated Poisson process (MMPP) cookbook", Performance
 * Evaluation 18 (1993) 149-171.
 */
import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { duration, type PerSecond, positive, rate, type Seconds } from "../../schema/quantity.js";
import { Odds } from "../distribution/odds.js";
import type { Stream } from "../random.js";
import type { ArrivalProcess } from "./arrival-process.js";

export interface Phase {
  /** Arrivals per second while it lasts; 0 is silence. */
  readonly rate: PerSecond;
  /** Mean length. */
  readonly lasts: Seconds;
}

export class ModulatedArrivals implements ArrivalProcess {
  readonly rate: PerSecond;
  private readonly odds: Odds;
  private phase = -1;

  /**
   * Starts in a phase drawn by the share of time that each takes. @param phases two or more, one with a positive rate
   */
  constructor(private readonly phases: readonly Phase[]) {
    this.odds = new Odds(phases.map(({ lasts }) => lasts));
    this.rate = this.odds.average((phase) => phases[phase]!.rate);
    if (!(this.rate > 0)) throw new RangeError("modulated arrivals: no phase has a rate above zero");
  }

  /**
   * Arrival and end of phase race each other, both memoryless: the sooner of the two is one draw, which it is another.
   */
  next(now: Seconds, stream: Stream): Seconds {
    if (this.phase < 0) this.phase = this.odds.pick(stream.precise());
    let time = now;
    for (;;) {
      const { rate, lasts } = this.phases[this.phase]!;
      const either = rate + 1 / lasts;
      time += stream.exponential(1 / either);
      if (stream.precise() * either < rate) return time;
      this.phase = (this.phase + 1) % this.phases.length;
    }
  }

  size(): number {
    return 1;
  }
}

export const mmpp = choice({
  name: "mmpp",
  summary:
    "bursts: a Poisson process whose `rate` changes with `phases` that take turns, each for a mean time of `lasts`",
  options: z.strictObject({
    phases: z
      .array(z.strictObject({ rate, lasts: positive(duration) }))
      .min(2)
      .refine((phases) => phases.some(({ rate }) => rate > 0), { error: "one phase must have a rate above zero" }),
  }),
  create: ({ phases }): ArrivalProcess => new ModulatedArrivals(phases),
});
