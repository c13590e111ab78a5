/** `tempfail probe FILE`: would somebody who tries to get in a few times see the fault? */
import { probe as tryToGetIn } from "../../experiment/probe.js";
import { terminalProbe } from "../../report/terminal/probe.js";
import { print, terminalStyle } from "../console.js";
import { exitCode } from "../exit-code.js";
import { runSource } from "../files/run-source.js";
import { momentOf } from "../options/at-option.js";
import { changesOf, wholeNumber, withChangeOptions, withJson, withLocal } from "../options/global-options.js";
import { secondsOf } from "./vantage.js";
import { verb } from "./verb.js";

export const probe = verb({
  command: "probe <file>",
  describe: "Show how likely a tester is to see a fault of the way in, with so many tries",
  options: (yargs) =>
    withChangeOptions(withLocal(withJson(yargs)))
      .positional("file", { type: "string", demandOption: true, describe: "A scenario file or its name" })
      .option("at", {
        type: "string",
        requiresArg: true,
        demandOption: true,
        describe: "A clock time (UTC) such as 11:05, or a time from the start such as 20d",
      })
      .option("tries", { type: "string", requiresArg: true, default: "20", describe: "Tries of one tester" })
      .option("every", { type: "string", requiresArg: true, default: "10s", describe: "From one try to the next" })
      .option("testers", { type: "string", requiresArg: true, default: "2000", describe: "Testers to draw" })
      .option("seed", { type: "string", requiresArg: true, describe: "Default: 1" })
      .example("$0 probe may-2016-timeouts --at 20d --tries 20", "twenty tries in the third week"),
  run(given) {
    const seed = given.seed === undefined ? undefined : wholeNumber("seed", given.seed, 0);
    const source = runSource(given.file, seed, changesOf(given));
    const result = tryToGetIn(source.loaded, {
      seed: source.seed,
      at: momentOf(given.at, source.loaded),
      tries: wholeNumber("tries", given.tries, 1),
      every: secondsOf(given.every),
      testers: wholeNumber("testers", given.testers, 1),
    });
    print(`${given.json ? JSON.stringify(result, null, 2) : terminalProbe(result, terminalStyle(given.local))}\n`);
    return exitCode.ok;
  },
});
