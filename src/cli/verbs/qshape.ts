/** `tempfail qshape RUN --at T`: the senders' queues by age at one moment, in the form of Postfix's qshape(1). */
import { queueShape } from "../../experiment/queue-shape.js";
import { terminalQueueShape } from "../../report/terminal/queue-shape.js";
import { printResult, terminalStyle } from "../console.js";
import { exitCode } from "../exit-code.js";
import { runSource } from "../files/run-source.js";
import { changesOf, wholeNumber, withChangeOptions, withJson, withLocal } from "../options/global-options.js";
import { seedOf, withRun, withSeed } from "../options/run-options.js";
import { momentOf, withAt } from "../options/time-options.js";
import { verb } from "./verb.js";

export const qshape = verb({
  options: (yargs) =>
    withSeed(withAt(withRun(withChangeOptions(withLocal(withJson(yargs))))))
      .option("by", {
        type: "string",
        choices: ["population", "host"] as const,
        default: "population" as const,
        describe: "One row per population, or per sending host",
      })
      .option("top", { type: "string", requiresArg: true, default: "20", describe: "Rows to show, the largest first" })
      .example("$0 qshape may-2016-cassandra --at 11:30", "the queues in the middle of the stall")
      .example("$0 qshape reports/retry-storm/seed-1 --at 20min --by host", "host by host"),
  run(given) {
    const source = runSource(given.run, seedOf(given), changesOf(given));
    const at = momentOf(given.at, source.loaded);
    const rows = wholeNumber("top", given.top, 1);
    const shape = queueShape(source.loaded, { seed: source.seed, at, by: given.by });
    printResult(shape, given.json, () => terminalQueueShape(shape, terminalStyle(given.local), rows));
    return exitCode.ok;
  },
});
