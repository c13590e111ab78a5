/** Independent gaps of one shape, stretched so that their mean fits the population's rate; scv 0 is a metronome. */

import { z } from "zod";
import type { ArrivalProcess } from "../../../engine/arrival/arrival-process.js";
import { RenewalArrivals } from "../../../engine/arrival/renewal.js";
import { makeDistribution } from "../../../engine/distribution/index.js";
import { choice } from "../../../schema/choice.js";
import { each } from "../../../schema/per-system.js";
import type { ArrivalContext } from "./context.js";

const options = z.strictObject({
  /**
   * Squared coefficient of variation of the gaps: 0 metronome, below 1 regular (Erlang), above 1 bursty (lognormal).
   */
  scv: each(z.number().min(0).max(1000)).default(0),
});

export const renewal = choice({
  name: "renewal",
  summary: "gaps of one distribution: a metronome, regular, or bursty, by their `scv`",
  options,
  create: ({ scv }, ...[rate]: ArrivalContext): ArrivalProcess => new RenewalArrivals(gaps(1 / rate, scv)),
});

function gaps(mean: number, scv: number) {
  if (scv === 0) return makeDistribution({ shape: "deterministic", value: mean });
  // An Erlang distribution of k stages has scv 1/k; the nearest k is taken.
  if (scv <= 1) return makeDistribution({ shape: "erlang", k: Math.max(1, Math.round(1 / scv)), mean });
  return makeDistribution({ shape: "lognormal", mean, scv });
}
