/**
 * Random stalls: each node stalls independently of the others, after a random gap and for a random time. All three
 * ranges are guesses; they make overlaps of two nodes rare but certain over hours.
 */
import { z } from "zod";
import type { Stream } from "../../../../engine/random.js";
import { choice } from "../../../../schema/choice.js";
import { duration, positive, type Seconds } from "../../../../schema/quantity.js";
import type { Strikes } from "./strikes.js";

interface Range {
  readonly from: Seconds;
  readonly to: Seconds;
}

/** The options of a uniform distribution between two durations. */
function range(from: string, to: string) {
  return z
    .strictObject({ from: duration.prefault(from), to: positive(duration).prefault(to) })
    .refine((written) => written.from <= written.to, { error: "`from` is later than `to`", path: ["from"] })
    .prefault({});
}

export const random = choice({
  name: "random",
  summary: "each node stalls by itself: a uniform first start, then uniform stalls and gaps",
  options: z.strictObject({
    first: range("0s", "30min").describe("From the bug's start to the node's first stall."),
    gap: range("15min", "30min").describe("From the end of a stall to the next."),
    stall: range("12min", "18min").describe("How long a stall lasts."),
  }),
  create: ({ first, gap, stall }): Strikes => ({
    next: (_node, earlier, after, chance) => ({
      from: after + draw(earlier === 0 ? first : gap, chance),
      lasts: draw(stall, chance),
    }),
  }),
});

function draw({ from, to }: Range, chance: Stream): Seconds {
  return from + (to - from) * chance.uniform();
}
