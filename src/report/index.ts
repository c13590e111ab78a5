/** The report formats. A new one is a file and a line here; `tempfail list formats` and `--format` follow. */
import type { RunResult } from "../results/run-result.js";
import type { StudyResult } from "../results/study-result.js";
import { csvReport, csvStudy } from "./csv.js";
import { htmlReport, htmlStudy } from "./html/index.js";
import { jsonReport } from "./json.js";
import { markdownReport, markdownStudy } from "./markdown.js";
import { terminalReport } from "./terminal/run.js";
import { terminalStudy } from "./terminal/study.js";
import { plainStyle, type TerminalStyle } from "./terminal/style.js";

export interface ReportFormat {
  readonly name: string;
  readonly summary: string;
  /** Its file in a run directory; none for a format that is only printed. */
  readonly file?: string;
  /** Its file in the directory of a study, when that is another. */
  readonly studyFile?: string;
  run(result: RunResult, style?: TerminalStyle): string;
  study(result: StudyResult, style?: TerminalStyle): string;
}

export const reportFormats: readonly ReportFormat[] = [
  {
    name: "terminal",
    summary: "aligned text with sparklines, to read or to paste",
    run: (result, style = plainStyle) => `${terminalReport(result, style)}\n`,
    study: (result, style = plainStyle) => `${terminalStudy(result, style)}\n`,
  },
  { name: "json", summary: "the whole result, for programs", file: "result.json", run: jsonReport, study: jsonReport },
  {
    name: "csv",
    summary: "one row per bucket (of a study: per seed), units in the header",
    file: "series.csv",
    studyFile: "seeds.csv",
    run: csvReport,
    study: csvStudy,
  },
  {
    name: "html",
    summary: "one offline page with charts",
    file: "report.html",
    run: (result) => htmlReport(result),
    study: (result) => htmlStudy(result),
  },
  {
    name: "markdown",
    summary: "for a pull request or a post-mortem",
    file: "summary.md",
    run: (result) => markdownReport(result),
    study: (result) => markdownStudy(result),
  },
];
