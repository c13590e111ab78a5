/** `tempfail trace RUN --message ID`: follows one message through its attempts. */
import { traceMessage, type Wanted } from "../../experiment/message-trace.js";
import { CAUSES } from "../../model/vocabulary/reply.js";
import { terminalTrace } from "../../report/terminal/trace.js";
import { didYouMean } from "../../schema/suggest.js";
import { printResult, terminalStyle } from "../console.js";
import { exitCode } from "../exit-code.js";
import { runSource } from "../files/run-source.js";
import { changesOf, wholeNumber, withChangeOptions, withJson, withLocal } from "../options/global-options.js";
import { seedOf, withRun, withSeed } from "../options/run-options.js";
import { UsageError } from "../options/usage-error.js";
import { verb } from "./verb.js";

export const trace = verb({
  options: (yargs) =>
    withSeed(withRun(withChangeOptions(withLocal(withJson(yargs)))))
      .option("message", {
        type: "string",
        requiresArg: true,
        alias: "m",
        describe: "Number of the message in the order of creation: m-8812 or 8812",
      })
      .option("first", {
        type: "string",
        requiresArg: true,
        describe: `Instead of a number: the first message turned away for this cause (${CAUSES.join(", ")})`,
      })
      .conflicts("message", "first")
      .example("$0 trace may-2016-cassandra --first storage", "the first message that the stall turned away")
      .example("$0 trace reports/retry-storm/seed-1 -m m-8812", "one message of a stored run"),
  run(given) {
    const wanted = wantedOf(given.message, given.first);
    const source = runSource(given.run, seedOf(given), changesOf(given));
    const found = traceMessage(source.loaded, source.seed, wanted);
    if (found === undefined) throw new UsageError(noSuch(wanted));
    printResult(found, given.json, () => terminalTrace(found, terminalStyle(given.local)));
    return exitCode.ok;
  },
});

function wantedOf(message: string | undefined, first: string | undefined): Wanted {
  if (message !== undefined) return { number: wholeNumber("message", message.replace(/^m-/, ""), 1) };
  if (first === undefined) throw new UsageError("which message? --message m-8812, or --first storage");
  const cause = CAUSES.find((known) => known === first);
  if (cause !== undefined) return { firstFailedBy: cause };
  throw new UsageError(`--first ${first}: expected one of ${CAUSES.join(", ")}${didYouMean(first, CAUSES)}`);
}

function noSuch(wanted: Wanted): string {
  if ("number" in wanted) return `the run has no message m-${wanted.number}: it created fewer messages`;
  return `no message of this run was turned away because of ${wanted.firstFailedBy}`;
}
