/** `tempfail vantage RUN`: success as each hop sees it, and the blind spot between server and clients. */
import { vantageTable } from "../../experiment/vantage-table.js";
import { terminalVantage } from "../../report/terminal/vantage.js";
import { duration } from "../../schema/quantity.js";
import { print, terminalStyle } from "../console.js";
import { exitCode } from "../exit-code.js";
import { runResultOf } from "../files/run-result-of.js";
import { changesOf, wholeNumber, withChangeOptions, withJson, withLocal } from "../options/global-options.js";
import { UsageError } from "../options/usage-error.js";
import { verb } from "./verb.js";

export const vantage = verb({
  command: "vantage <run>",
  describe: "Show success as client, hops and server see it, and the blind spot between them",
  options: (yargs) =>
    withChangeOptions(withLocal(withJson(yargs)))
      .positional("run", {
        type: "string",
        demandOption: true,
        describe: "A run directory, a scenario file or its name",
      })
      .option("every", {
        type: "string",
        requiresArg: true,
        describe: "Length of a row (default: a twelfth of the run)",
      })
      .option("seed", { type: "string", requiresArg: true, describe: "Default: that of the run, or 1" })
      .example("$0 vantage may-2016-ddos --every 20min", "who could see the attack")
      .example("$0 vantage reports/may-2016-timeouts/seed-1 --every 1d", "day by day, from a stored run"),
  async run(given) {
    const seed = given.seed === undefined ? undefined : wholeNumber("seed", given.seed, 0);
    const result = await runResultOf(given.run, seed, changesOf(given));
    const table = vantageTable(
      result,
      given.every === undefined ? result.durationSeconds / 12 : secondsOf(given.every),
    );
    print(`${given.json ? JSON.stringify(table, null, 2) : terminalVantage(table, terminalStyle(given.local))}\n`);
    return exitCode.ok;
  },
});

/** Throws a UsageError for what is no length of time. */
export function secondsOf(text: string): number {
  const parsed = duration.safeDecode(text as never);
  if (parsed.success && parsed.data > 0) return parsed.data;
  throw new UsageError(`--every ${text}: expected a length of time such as 20min`);
}
