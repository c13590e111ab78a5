/** `tempfail explain RUN --at T`: the authentication service at one moment, and the conditions of a retry trap. */
import { explainAt } from "../../experiment/explanation.js";
import { terminalExplanation } from "../../report/terminal/explanation.js";
import { printResult, terminalStyle } from "../console.js";
import { exitCode } from "../exit-code.js";
import { runSource } from "../files/run-source.js";
import { changesOf, withChangeOptions, withJson } from "../options/global-options.js";
import { seedOf, withRun, withSeed } from "../options/run-options.js";
import { momentOf, withAt } from "../options/time-options.js";
import { UsageError } from "../options/usage-error.js";
import { verb } from "./verb.js";

export const explainTrap = verb({
  options: (yargs) =>
    withSeed(withAt(withRun(withChangeOptions(withJson(yargs)))))
      .example("$0 explain july-2018-auth --at 11:40", "after the rollback")
      .example("$0 explain july-2018-auth --at 11:40 --set 'auth.callers[*].retries=0'", "the same without retries"),
  run(given) {
    const source = runSource(given.run, seedOf(given), changesOf(given));
    const found = explainAt(source.loaded, source.seed, momentOf(given.at, source.loaded));
    if (found === undefined)
      throw new UsageError(`${given.run} has no auth section: only an authentication service is explained`);
    printResult(found, given.json, () => terminalExplanation(found, terminalStyle()));
    return exitCode.ok;
  },
});
