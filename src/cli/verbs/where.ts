/** `tempfail where RUN`: the last hop at which each failed attempt was seen. */
import { lastHops } from "../../experiment/vantage-table.js";
import { terminalWhere } from "../../report/terminal/vantage.js";
import { printResult, terminalStyle } from "../console.js";
import { exitCode } from "../exit-code.js";
import { runResultOf } from "../files/run-result-of.js";
import { changesOf, withChangeOptions, withJson } from "../options/global-options.js";
import { seedOf, withRun, withSeed } from "../options/run-options.js";
import { verb } from "./verb.js";

export const where = verb({
  options: (yargs) =>
    withSeed(withRun(withChangeOptions(withJson(yargs)))).example(
      "$0 where may-2016-timeouts",
      "the hop that failing connections never passed",
    ),
  async run(given) {
    const found = lastHops(await runResultOf(given.run, seedOf(given), changesOf(given)));
    printResult(found, given.json, () => terminalWhere(found, terminalStyle()));
    return exitCode.ok;
  },
});
