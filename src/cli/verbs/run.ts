/** `tempfail run FILE`: one run, or replications until the answer is precise enough. */
import { z } from "zod";
import { fraction } from "../../schema/quantity.js";
import { wholeNumber } from "../options/global-options.js";
import { UsageError } from "../options/usage-error.js";
import { orderOf, withOrderOptions } from "../running/order.js";
import { simulate } from "../running/simulate.js";
import { verb } from "./verb.js";

/** Where `--precision` gives up when no number of replications is given. */
const REPLICATIONS_AT_MOST = 200;

export const run = verb({
  options: (yargs) =>
    withOrderOptions(yargs)
      .option("replications", {
        type: "string",
        requiresArg: true,
        describe: `Number of seeds; with --precision the largest number (default: ${REPLICATIONS_AT_MOST})`,
      })
      .option("precision", {
        type: "string",
        requiresArg: true,
        describe: "Add seeds until the mean accept latency is known this precisely, such as 5%",
      })
      .example("$0 run mm1", "one run")
      .example("$0 run mm1 --replications 10", "means with 95 % intervals")
      .example("$0 run mm1 --precision 2%", "as many seeds as ± 2 % needs"),
  run(given) {
    const precision = given.precision === undefined ? undefined : precisionOf(given.precision);
    const fallback = precision === undefined ? 1 : REPLICATIONS_AT_MOST;
    const seeds = given.replications === undefined ? fallback : wholeNumber("replications", given.replications, 1);
    return simulate(orderOf(given, seeds, precision));
  },
});

function precisionOf(text: string): number {
  const parsed = z.safeDecode(fraction, text);
  if (parsed.success && parsed.data > 0) return parsed.data;
  throw new UsageError(`--precision ${text}: expected a fraction above 0, such as 5%`);
}
