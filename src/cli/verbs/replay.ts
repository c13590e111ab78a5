/** `tempfail replay FILE`: an incident once more, what was stated beside what was simulated. */
import { loadScenario } from "../../scenario/load.js";
import { scenarioSchema } from "../../scenario/schema.js";
import {
  changesOf,
  jobsOf,
  memoryOf,
  wholeNumber,
  withChangeOptions,
  withGlobalOptions,
  withJobs,
  withMemory,
  withOut,
} from "../options/global-options.js";
import { simulate } from "../running/simulate.js";
import { verb } from "./verb.js";

export const replay = verb({
  command: "replay <file>",
  describe: "Replay a scenario: stated beside simulated, with a verdict and a report",
  options: (yargs) =>
    withMemory(withJobs(withOut(withChangeOptions(withGlobalOptions(yargs)))))
      .positional("file", {
        type: "string",
        demandOption: true,
        describe: "A scenario file or the name of a shipped one",
      })
      .option("seed", { type: "string", requiresArg: true, default: "1", describe: "The first seed" })
      .option("seeds", {
        type: "string",
        requiresArg: true,
        default: "1",
        describe: "How many seeds the verdict rests on",
      })
      .example("$0 replay may-2016-cassandra", "one seed, with report.html")
      .example("$0 replay may-2016-cassandra --seeds 20", "a verdict with its Wilson bound")
      .example("$0 replay outage.yaml --set senders.shops.rate=400/s", "twice the mail"),
  run(given) {
    const seeds = wholeNumber("seeds", given.seeds, 1);
    return simulate({
      ...given,
      loaded: loadScenario(given.file, scenarioSchema, changesOf(given)),
      firstSeed: wholeNumber("seed", given.seed, 0),
      seeds,
      jobs: jobsOf(given.jobs, seeds),
      precision: undefined,
      memory: memoryOf(given.memory),
      out: given.out,
    });
  },
});
