/** `tempfail probe FILE`: the chance that a tester who makes some connections sees an edge failure. */
import { probe as tryToGetIn } from "../../experiment/probe.js";
import { terminalProbe } from "../../report/terminal/probe.js";
import { printResult, terminalStyle } from "../console.js";
import { exitCode } from "../exit-code.js";
import { runSource } from "../files/run-source.js";
import { changesOf, wholeNumber, withChangeOptions, withJson, withLocal } from "../options/global-options.js";
import { seedOf, withFile, withSeed } from "../options/run-options.js";
import { momentOf, secondsOf, withAt } from "../options/time-options.js";
import { verb } from "./verb.js";

export const probe = verb({
  options: (yargs) =>
    withSeed(withAt(withFile(withChangeOptions(withLocal(withJson(yargs)))), "20d"))
      .option("tries", { type: "string", requiresArg: true, default: "20", describe: "Connections of one tester" })
      .option("every", {
        type: "string",
        requiresArg: true,
        default: "10s",
        describe: "Time between two connections of a tester",
      })
      .option("testers", { type: "string", requiresArg: true, default: "2000", describe: "Number of testers" })
      .example("$0 probe may-2016-timeouts --at 20d --tries 20", "twenty connections in the third week"),
  run(given) {
    const source = runSource(given.file, seedOf(given), changesOf(given));
    const result = tryToGetIn(source.loaded, {
      seed: source.seed,
      at: momentOf(given.at, source.loaded),
      tries: wholeNumber("tries", given.tries, 1),
      every: secondsOf("every", given.every),
      testers: wholeNumber("testers", given.testers, 1),
    });
    printResult(result, given.json, () => terminalProbe(result, terminalStyle(given.local)));
    return exitCode.ok;
  },
});
