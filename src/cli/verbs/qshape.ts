/** `tempfail qshape RUN --at T`: who waits how long at one moment, as Postfix's qshape shows it. */
import { queueShape } from "../../experiment/queue-shape.js";
import { terminalQueueShape } from "../../report/terminal/queue-shape.js";
import { print, terminalStyle } from "../console.js";
import { exitCode } from "../exit-code.js";
import { runSource } from "../files/run-source.js";
import { momentOf } from "../options/at-option.js";
import { changesOf, wholeNumber, withChangeOptions, withJson, withLocal } from "../options/global-options.js";
import { verb } from "./verb.js";

export const qshape = verb({
  command: "qshape <run>",
  describe: "Show who waits how long at one moment, in the form of Postfix's qshape",
  options: (yargs) =>
    withChangeOptions(withLocal(withJson(yargs)))
      .positional("run", {
        type: "string",
        demandOption: true,
        describe: "A run directory, a scenario file or its name",
      })
      .option("at", {
        type: "string",
        requiresArg: true,
        demandOption: true,
        describe: "A clock time (UTC) such as 11:05, or a time from the start such as 90min",
      })
      .option("by", {
        type: "string",
        choices: ["population", "host"] as const,
        default: "population" as const,
        describe: "A row for each population, or for each sending host",
      })
      .option("top", { type: "string", requiresArg: true, default: "20", describe: "Rows to show, the largest first" })
      .option("seed", { type: "string", requiresArg: true, describe: "Default: that of the run, or 1" })
      .example("$0 qshape may-2016-cassandra --at 11:30", "who waits in the middle of the stall")
      .example("$0 qshape reports/retry-storm/seed-1 --at 20min --by host", "host by host"),
  run(given) {
    const seed = given.seed === undefined ? undefined : wholeNumber("seed", given.seed, 0);
    const source = runSource(given.run, seed, changesOf(given));
    const at = momentOf(given.at, source.loaded);
    const shape = queueShape(source.loaded, { seed: source.seed, at, by: given.by });
    const text = given.json
      ? JSON.stringify(shape, null, 2)
      : terminalQueueShape(shape, terminalStyle(given.local), wholeNumber("top", given.top, 1));
    print(`${text}\n`);
    return exitCode.ok;
  },
});
