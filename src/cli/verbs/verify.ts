/** `tempfail verify`: the engine against closed forms and published results, row by row. */
import { type CaseRow, familyOf, readCases, shippedCases } from "../../verify/case-row.js";
import type { Length } from "../../verify/interval-verdict.js";
import { tableFoot, tableHead, tableRow } from "../../verify/table.js";
import type { RowReport, VerifyReport } from "../../verify/verify.js";
import { print } from "../console.js";
import { exitCode } from "../exit-code.js";
import { jobsOf, wholeNumber, withJobs } from "../options/global-options.js";
import { UsageError } from "../options/usage-error.js";
import { verifyInThreads } from "../running/verify-pool.js";
import { verb } from "./verb.js";

export const verify = verb({
  command: "verify",
  describe: "Hold the engine against closed forms: exact value, estimate, interval and verdict",
  options: (yargs) =>
    withJobs(yargs)
      .option("cases", { type: "string", requiresArg: true, describe: "A JSON file of cases (default: those shipped)" })
      .option("case", { type: "string", requiresArg: true, describe: "Only this one, such as MM1 or OPEN-MM1" })
      .option("length", {
        type: "string",
        choices: ["short", "full"] as const,
        default: "full" as const,
        describe: "How long to simulate: minutes, as precise as the rows ask for, or seconds",
      })
      .option("seed", { type: "string", requiresArg: true, default: "1", describe: "The first seed" })
      .option("json", { type: "boolean", default: false, describe: "Print the report as JSON" })
      .option("quiet", {
        type: "boolean",
        alias: "q",
        default: false,
        describe: "Print rows that failed or are not covered, and the sum",
      })
      .example("$0 verify --case MM1", "the smallest queue against its closed forms")
      .example("$0 verify --length short", "every case in seconds, with wide intervals"),
  async run(given) {
    const rows = chosen(readCases(given.cases ?? shippedCases), given.case);
    const report = await verifyInThreads(rows, jobsOf(given.jobs, rows.length), {
      length: given.length as Length,
      seed: wholeNumber("seed", given.seed, 0),
      ...(!given.json && { onCase: (done) => printRows(done, given.quiet) }),
    });
    print(given.json ? `${JSON.stringify(report, null, 2)}\n` : `${tableFoot(report)}\n`);
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

/** Rows that are not covered leave the question open. */
function verdictOf({ ok, failed, notCovered, stochastic: { missed, allowed } }: VerifyReport) {
  if (ok) return exitCode.ok;
  return notCovered > 0 && failed === 0 && missed <= allowed ? exitCode.inconclusive : exitCode.failed;
}
