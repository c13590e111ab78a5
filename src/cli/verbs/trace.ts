/** `tempfail trace RUN --message ID`: every attempt of one message, with stage, cause and the next try. */
import { traceMessage, type Wanted } from "../../experiment/message-trace.js";
import { CAUSES } from "../../model/vocabulary/reply.js";
import { terminalTrace } from "../../report/terminal/trace.js";
import { suggest } from "../../schema/suggest.js";
import { print, terminalStyle } from "../console.js";
import { exitCode } from "../exit-code.js";
import { runSource } from "../files/run-source.js";
import { changesOf, wholeNumber, withChangeOptions, withJson, withLocal } from "../options/global-options.js";
import { UsageError } from "../options/usage-error.js";
import { verb } from "./verb.js";

export const trace = verb({
  command: "trace <run>",
  describe: "Follow one message: every attempt with stage, reply, cause and next try",
  options: (yargs) =>
    withChangeOptions(withLocal(withJson(yargs)))
      .positional("run", {
        type: "string",
        demandOption: true,
        describe: "A run directory, a scenario file or its name",
      })
      .option("message", {
        type: "string",
        requiresArg: true,
        alias: "m",
        describe: "Its number in the order of creation: m-8812 or 8812",
      })
      .option("first", {
        type: "string",
        requiresArg: true,
        describe: `The first one that was turned away because of ${CAUSES.join(", ")}`,
      })
      .option("seed", { type: "string", requiresArg: true, describe: "Default: that of the run, or 1" })
      .conflicts("message", "first")
      .example("$0 trace may-2016-cassandra --first storage", "the first message that met the stall")
      .example("$0 trace reports/retry-storm/seed-1 -m m-8812", "one message of a stored run"),
  run(given) {
    const wanted = wantedOf(given.message, given.first);
    const seed = given.seed === undefined ? undefined : wholeNumber("seed", given.seed, 0);
    const source = runSource(given.run, seed, changesOf(given));
    const found = traceMessage(source.loaded, source.seed, wanted);
    if (found === undefined) throw new UsageError(noSuch(wanted));
    print(given.json ? `${JSON.stringify(found, null, 2)}\n` : `${terminalTrace(found, terminalStyle(given.local))}\n`);
    return exitCode.ok;
  },
});

function wantedOf(message: string | undefined, first: string | undefined): Wanted {
  if (message !== undefined) return { number: wholeNumber("message", message.replace(/^m-/, ""), 1) };
  if (first === undefined) throw new UsageError("which message? --message m-8812, or --first storage");
  const cause = CAUSES.find((known) => known === first);
  if (cause !== undefined) return { firstFailedBy: cause };
  const meant = suggest(first, CAUSES);
  const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
  throw new UsageError(`--first ${first}: expected one of ${CAUSES.join(", ")}${hint}`);
}

function noSuch(wanted: Wanted): string {
  if ("number" in wanted) return `the run has no message m-${wanted.number}: fewer were created`;
  return `no message of this run was turned away because of ${wanted.firstFailedBy}`;
}
