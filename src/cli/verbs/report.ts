/** `tempfail report RUN`: renders a stored result in any format. */
import { type ReportFormat, reportFormats } from "../../report/index.js";
import type { TerminalStyle } from "../../report/terminal/style.js";
import type { RunResult } from "../../results/run-result.js";
import type { StudyResult } from "../../results/study-result.js";
import { didYouMean } from "../../schema/suggest.js";
import { print, terminalStyle } from "../console.js";
import { exitCode } from "../exit-code.js";
import { resultAt } from "../files/result-at.js";
import { writeTextFile } from "../files/write-text-file.js";
import { withJson, withLocal } from "../options/global-options.js";
import { UsageError } from "../options/usage-error.js";
import { verb } from "./verb.js";

const formatNames = reportFormats.map(({ name }) => name);

export const report = verb({
  options: (yargs) =>
    withLocal(withJson(yargs))
      .positional("run", { type: "string", demandOption: true, describe: "Run directory, or its result.json" })
      .option("format", {
        type: "string",
        requiresArg: true,
        alias: "f",
        describe: `One of ${formatNames.join(", ")} (default: terminal)`,
      })
      .option("out", {
        type: "string",
        requiresArg: true,
        alias: "o",
        describe: "Write to this file instead of stdout",
      })
      .example("$0 report reports/may-2016-cassandra/seed-1", "the summary that the run printed")
      .example("$0 report reports/may-2016-cassandra/seed-1 -f html -o stall.html", "the page, in another place"),
  run(given) {
    const format = formatNamed(given.format ?? (given.json ? "json" : "terminal"));
    const text = rendered(format, resultAt(given.run), terminalStyle(given.local));
    if (given.out === undefined) print(text);
    else writeTextFile(given.out, text);
    return exitCode.ok;
  },
});

function formatNamed(name: string): ReportFormat {
  const found = reportFormats.find((format) => format.name === name);
  if (found) return found;
  const hint = didYouMean(name, formatNames);
  throw new UsageError(`unknown format "${name}", expected one of ${formatNames.join(", ")}${hint}`);
}

function rendered(format: ReportFormat, result: RunResult | StudyResult, style: TerminalStyle): string {
  return result.format === "tempfail/run@1" ? format.run(result, style) : format.study(result, style);
}
