/** `tempfail verify`: compares the engine with closed forms and published results, row by row. */
import { type CaseRow, familyOf, readCases, shippedCases } from "../../verify/case-row.js";
import type { Length } from "../../verify/interval-verdict.js";
import { tableFoot, tableHead, tableRow } from "../../verify/table.js";
import type { RowReport, VerifyReport } from "../../verify/verify.js";
import { print, printResult } from "../console.js";
import { exitCode } from "../exit-code.js";
import { jobsOf, wholeNumber, withJobs, withJson } from "../options/global-options.js";
import { withFirstSeed } from "../options/run-options.js";
import { UsageError } from "../options/usage-error.js";
import { verifyInThreads } from "../running/verify-pool.js";
import { verb } from "./verb.js";

export const verify = verb({
  options: (yargs) =>
    withFirstSeed(withJson(withJobs(yargs)))
      .option("cases", {
        type: "string",
        requiresArg: true,
        describe: "JSON file of cases (default: the shipped cases)",
      })
      .option("case", { type: "string", requiresArg: true, describe: "Only this case, such as MM1 or OPEN-MM1" })
      .option("length", {
        type: "string",
        choices: ["short", "full"] as const,
        default: "full" as const,
        describe: "full: minutes, as precise as the rows require; short: seconds, with wide intervals",
      })
      .option("quiet", {
        type: "boolean",
        alias: "q",
        default: false,
        describe: "Print only rows that failed or are not covered, and the totals",
      })
      .example("$0 verify --case MM1", "the smallest queue and its closed forms")
      .example("$0 verify --length short", "every case in seconds, with wide intervals"),
  async run(given) {
    const rows = chosen(readCases(given.cases ?? shippedCases), given.case);
    const report = await verifyInThreads(rows, jobsOf(given.jobs, rows.length), {
      length: given.length as Length,
      seed: wholeNumber("seed", given.seed, 0),
      ...(!given.json && { onCase: (done) => printRows(done, given.quiet) }),
    });
    printResult(report, given.json, () => tableFoot(report));
    return verdictOf(report);
  },
});

function chosen(rows: readonly CaseRow[], wanted: string | undefined): CaseRow[] {
  const found = rows.filter((row) => wanted === undefined || row.case === wanted || familyOf(row) === wanted);
  if (found.length > 0) return found;
  const known = [...new Set(rows.map(familyOf))].join(", ");
  throw new UsageError(`--case ${wanted}: no such case; there are ${known}`);
}

let isHeaded = false;

function printRows(rows: readonly RowReport[], quiet: boolean): void {
  const shown = rows.filter(({ verdict }) => !quiet || verdict === "failed" || verdict === "not covered");
  if (shown.length === 0) return;
  if (!isHeaded) print(`${tableHead()}\n`);
  isHeaded = true;
  for (const row of shown) print(`${tableRow(row)}\n`);
}

/** A report with rows that are not covered is inconclusive. */
function verdictOf({ ok, failed, notCovered, stochastic: { missed, allowed } }: VerifyReport) {
  if (ok) return exitCode.ok;
  return notCovered > 0 && failed === 0 && missed <= allowed ? exitCode.inconclusive : exitCode.failed;
}
