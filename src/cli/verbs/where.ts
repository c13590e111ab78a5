/** `tempfail where RUN`: the last hop that each failed attempt was seen at. */
import { lastHops } from "../../experiment/vantage-table.js";
import { terminalWhere } from "../../report/terminal/vantage.js";
import { print, terminalStyle } from "../console.js";
import { exitCode } from "../exit-code.js";
import { runResultOf } from "../files/run-result-of.js";
import { changesOf, wholeNumber, withChangeOptions, withJson } from "../options/global-options.js";
import { verb } from "./verb.js";

export const where = verb({
  command: "where <run>",
  describe: "Show where failed attempts were last seen, by hop and stage",
  options: (yargs) =>
    withChangeOptions(withJson(yargs))
      .positional("run", {
        type: "string",
        demandOption: true,
        describe: "A run directory, a scenario file or its name",
      })
      .option("seed", { type: "string", requiresArg: true, describe: "Default: that of the run, or 1" })
      .example("$0 where may-2016-timeouts", "which hop the failing connections never got past"),
  async run(given) {
    const seed = given.seed === undefined ? undefined : wholeNumber("seed", given.seed, 0);
    const found = lastHops(await runResultOf(given.run, seed, changesOf(given)));
    print(`${given.json ? JSON.stringify(found, null, 2) : terminalWhere(found, terminalStyle())}\n`);
    return exitCode.ok;
  },
});
