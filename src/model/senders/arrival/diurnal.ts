/**
 * Day and week: a Poisson process whose rate follows the hour of the day and the day of the week, by thinning (Lewis
 * and Shedler 1979). Hours: received mail of a hospital's server on 7 September 2016; days: shares of a mailing survey
 * of 2013.
 */

import { z } from "zod";
import type { ArrivalProcess } from "../../../engine/arrival/arrival-process.js";
import type { Stream } from "../../../engine/random.js";
import { choice } from "../../../schema/choice.js";
import { each } from "../../../schema/per-system.js";
import type { PerSecond, Seconds } from "../../../schema/quantity.js";
import type { ArrivalContext } from "./context.js";

/** Messages an hour from 06 to 22. The night hours are a guess: 200, little more than the quietest hours known. */
const HOURS = [
  200, 200, 200, 200, 200, 200, 270, 831, 1063, 1306, 1275, 1153, 1049, 1210, 1158, 1182, 906, 812, 484, 491, 451, 387,
  317, 250,
];

/** Monday to Sunday, per cent of the week. */
const DAYS = [16.59, 17.93, 16.08, 17.25, 14.9, 8.58, 8.6];

const HOUR: Seconds = 3600;
const DAY: Seconds = 86_400;

const isSome = (weights: readonly number[]) => weights.some((weight) => weight > 0);
const oneAtLeast = { message: "at least one weight above 0" };

const options = z.strictObject({
  /** 24 weights from midnight UTC; only their proportions count. */
  hours: z.array(each(z.number().nonnegative())).length(24).refine(isSome, oneAtLeast).default(HOURS),
  /** 7 weights from Monday; only their proportions count. */
  days: z.array(each(z.number().nonnegative())).length(7).refine(isSome, oneAtLeast).default(DAYS),
});

export const diurnal = choice({
  name: "diurnal",
  summary: "follows the hour of the day and the day of the week around the population's mean rate",
  options,
  create: ({ hours, days }, ...[rate, startsAt]: ArrivalContext): ArrivalProcess =>
    new DiurnalArrivals(rate, factors(hours), factors(days), startsAt),
});

/** Weights divided by their mean. */
function factors(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => (weight * weights.length) / sum);
}

class DiurnalArrivals implements ArrivalProcess {
  private readonly peak: number;

  constructor(
    readonly rate: PerSecond,
    private readonly hours: readonly number[],
    private readonly days: readonly number[],
    private readonly startsAt: number,
  ) {
    this.peak = Math.max(...hours) * Math.max(...days);
  }

  next(now: Seconds, stream: Stream): Seconds {
    if (!(this.rate > 0)) return Number.POSITIVE_INFINITY;
    let time = now;
    do time += stream.exponential(1 / (this.rate * this.peak));
    while (stream.uniform() * this.peak >= this.factorAt(time));
    return time;
  }

  size(): number {
    return 1;
  }

  /** 1 January 1970 was a Thursday: day 3 of a week that begins on Monday. */
  private factorAt(time: Seconds): number {
    const utc = this.startsAt + time;
    const hour = this.hours[Math.floor(utc / HOUR) % 24] ?? 0;
    const day = this.days[(Math.floor(utc / DAY) + 3) % 7] ?? 0;
    return hour * day;
  }
}
