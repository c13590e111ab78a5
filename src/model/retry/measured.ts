/**
 * Webmail senders as measured under permanent greylisting (Pagani et al., DSN 2016; Gmail 2015): the attempt times of
 * one message, and a growth after the last one seen. No end was seen; giving up after 4 d is a guess.
 */

import { z } from "zod";
import { pow } from "../../engine/math.js";
import { choice } from "../../schema/choice.js";
import { duration, fraction, positive, type Seconds } from "../../schema/quantity.js";
import { connectionOptions, SHORTEST, senderOf, within } from "./connection-defaults.js";

export interface Measured {
  readonly name: string;
  readonly summary: string;
  /** Attempt times since the first one, in minutes and seconds as `12:58`. */
  readonly times: readonly string[];
  /** Factor from one wait to the next, after the last one that was seen. */
  readonly growth: number;
  /** Spread of a wait, to both sides, as a share of it. */
  readonly noise: string;
}

export function measured({ name, summary, times, growth, noise }: Measured) {
  const ages = times.map(secondsOf);
  const waits = ages.map((age, i) => age - (ages[i - 1] ?? 0));
  return choice({
    name,
    summary: `${summary}; measured; give-up, connections, timeouts assumed`,
    options: z.strictObject({
      noise: fraction.prefault(noise),
      lifetime: positive(duration).prefault("4d"),
      ...connectionOptions({ connections: 20, messages: 100, connect: "60s", banner: "5min", response: "10min" }),
    }),
    create: (chosen) =>
      senderOf(chosen, {
        nextDelay(message, random) {
          const wait = waitAfter(waits, growth, message.failures);
          const spread = 1 + chosen.noise * (2 * random.uniform() - 1);
          return within(chosen.lifetime, message, Math.max(SHORTEST, wait * spread));
        },
        pipelining: true,
      }),
  });
}

function waitAfter(waits: readonly Seconds[], growth: number, failures: number): Seconds {
  const last = waits.at(-1) ?? 0;
  return waits[failures - 1] ?? last * pow(growth, failures - waits.length);
}

function secondsOf(text: string): Seconds {
  const [minutes = 0, seconds = 0] = text.split(":").map(Number);
  return minutes * 60 + seconds;
}
