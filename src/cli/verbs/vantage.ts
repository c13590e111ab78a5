/** `tempfail vantage RUN`: success as each hop sees it, and the blind spot between servers and clients. */
import { vantageTable } from "../../experiment/vantage-table.js";
import { terminalVantage } from "../../report/terminal/vantage.js";
import { printResult, terminalStyle } from "../console.js";
import { exitCode } from "../exit-code.js";
import { runResultOf } from "../files/run-result-of.js";
import { changesOf, withChangeOptions, withJson, withLocal } from "../options/global-options.js";
import { seedOf, withRun, withSeed } from "../options/run-options.js";
import { secondsOf } from "../options/time-options.js";
import { verb } from "./verb.js";

/** Rows of the table when no length of a row is given. */
const ROWS = 12;

export const vantage = verb({
  options: (yargs) =>
    withSeed(withRun(withChangeOptions(withLocal(withJson(yargs)))))
      .option("every", {
        type: "string",
        requiresArg: true,
        describe: "Time span of a row (default: a twelfth of the run)",
      })
      .example("$0 vantage may-2016-ddos --every 20min", "which points could see the attack")
      .example("$0 vantage reports/may-2016-timeouts/seed-1 --every 1d", "day by day, from a stored run"),
  async run(given) {
    const result = await runResultOf(given.run, seedOf(given), changesOf(given));
    const every = given.every === undefined ? result.durationSeconds / ROWS : secondsOf("every", given.every);
    const table = vantageTable(result, every);
    printResult(table, given.json, () => terminalVantage(table, terminalStyle(given.local)));
    return exitCode.ok;
  },
});
