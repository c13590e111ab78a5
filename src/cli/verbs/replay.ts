/** `tempfail replay FILE`: replays an incident and sets what was stated beside what was simulated. */
import { wholeNumber } from "../options/global-options.js";
import { orderOf, withOrderOptions } from "../running/order.js";
import { simulate } from "../running/simulate.js";
import { verb } from "./verb.js";

export const replay = verb({
  options: (yargs) =>
    withOrderOptions(yargs)
      .option("seeds", { type: "string", requiresArg: true, default: "1", describe: "Number of seeds for the verdict" })
      .example("$0 replay may-2016-cassandra", "one seed, with report.html")
      .example("$0 replay may-2016-cassandra --seeds 20", "a verdict with its Wilson bound")
      .example("$0 replay outage.yaml --set senders.shops.rate=400/s", "twice the mail"),
  run: (given) => simulate(orderOf(given, wholeNumber("seeds", given.seeds, 1))),
});
