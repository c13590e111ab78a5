/** `tempfail explain FILE --at T`: is it trapped, why, and what would free it. */
import { type Explanation, explainAt } from "../../experiment/explanation.js";
import { textTable, wrap } from "../../report/text/text-table.js";
import { formatRate } from "../../schema/format.js";
import { print, terminalStyle } from "../console.js";
import { exitCode } from "../exit-code.js";
import { runSource } from "../files/run-source.js";
import { momentOf } from "../options/at-option.js";
import { changesOf, wholeNumber, withChangeOptions, withJson } from "../options/global-options.js";
import { UsageError } from "../options/usage-error.js";
import { verb } from "./verb.js";

export const explain = verb({
  command: "explain <run>",
  describe: "Say whether a run is trapped at one moment, why, and what would free it",
  options: (yargs) =>
    withChangeOptions(withJson(yargs))
      .positional("run", {
        type: "string",
        demandOption: true,
        describe: "A run directory, a scenario file or its name",
      })
      .option("at", {
        type: "string",
        requiresArg: true,
        demandOption: true,
        describe: "A clock time (UTC) such as 11:40, or a time from the start such as 90min",
      })
      .option("seed", { type: "string", requiresArg: true, describe: "Default: that of the run, or 1" })
      .example("$0 explain july-2018-auth --at 11:40", "after the rollback")
      .example("$0 explain july-2018-auth --at 11:40 --set 'auth.callers[*].retries=0'", "had nobody tried again"),
  run(given) {
    const seed = given.seed === undefined ? undefined : wholeNumber("seed", given.seed, 0);
    const source = runSource(given.run, seed, changesOf(given));
    const at = momentOf(given.at, source.loaded);
    const found = explainAt(source.loaded, source.seed, at);
    if (found === undefined)
      throw new UsageError(`${given.run} has no auth section: traps are explained for an authentication service`);
    print(given.json ? `${JSON.stringify(found, null, 2)}\n` : `${explained(found, given.at).join("\n")}\n`);
    return exitCode.ok;
  },
});

function explained(found: Explanation, at: string): string[] {
  const style = terminalStyle();
  const verdict = found.isTrapped
    ? "trapped: almost nothing is answered, though the fresh load would fit"
    : found.answered < 0.1 * found.offered
      ? "collapsed: almost nothing is answered"
      : "not trapped";
  const rows = [
    ["requests", formatRate(found.offered)],
    ["calls", `${formatRate(found.calls)} (${ratio(found.calls, found.offered)} per request)`],
    ["answered in time", formatRate(found.answered)],
    ["served", `${formatRate(found.served)}, ${Math.round(100 * found.wasted)} % of it for nobody`],
    ["queue", `${found.queue.toLocaleString("en")} calls, ${Math.round(found.queue / found.load.capacity)} s of work`],
  ];
  return [
    style.paint("heading", `At ${at}: ${verdict}`),
    style.paint("quiet", `simulated, the last ${found.window / 60} min`),
    ...textTable(rows, [{}, { wraps: true }], style.width),
    "",
    style.paint("heading", "In closed form"),
    ...found.conditions.flatMap((line) => wrap(line, style.width)),
  ];
}

function ratio(over: number, under: number): string {
  return under === 0 ? "–" : (over / under).toFixed(2);
}
