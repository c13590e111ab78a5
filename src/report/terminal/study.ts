/** Several seeds of one scenario for the terminal: verdicts, a timeline, means, and the seeds that failed. */

import type { StudyResult } from "../../results/study-result.js";
import { formatValue } from "../../schema/format.js";
import { ReportClock } from "../text/report-clock.js";
import { type Column, wrap } from "../text/text-table.js";
import * as wording from "../text/wording.js";
import { joined, painted, RIGHT, titledTable } from "./section.js";
import type { TerminalStyle } from "./style.js";

/** The whole summary, without a newline at its end. */
export function terminalStudy(study: StudyResult, style: TerminalStyle): string {
  const clock = new ReportClock(study.start, study.durationSeconds, style.zone);
  const sections = [
    header(study, style, clock),
    expectations(study, style, clock),
    timeline(study, style, clock),
    estimates(study, style, clock),
  ];
  const tone = ({ pass: "ok", fail: "FAIL", inconclusive: "warn" } as const)[study.verdict];
  return joined([...sections, failures(study, style), painted(tone, wording.studyVerdictText(study), style)]);
}

function header(
  { scenario, seeds, provenance, ...study }: StudyResult,
  style: TerminalStyle,
  clock: ReportClock,
): string[] {
  const facts = [scenario.name, `${seeds.length} seeds`, clock.span(study.durationSeconds)];
  return [
    ...painted("heading", scenario.title ?? scenario.name, style),
    ...(scenario.question === undefined ? [] : wrap(scenario.question, style.width)),
    style.paint("quiet", [...facts, ...(study.scale === 1 ? [] : [`scale 1:${study.scale}`])].join(" · ")),
    style.paint("quiet", wording.provenanceText(provenance)),
    ...wording
      .roughTexts(study)
      .flatMap((text) => wrap(text, style.width))
      .map((line) => style.paint("warn", line)),
  ];
}

function expectations(study: StudyResult, style: TerminalStyle, clock: ReportClock): string[] {
  if (study.expectations.length === 0) return [];
  const stated = wording.anyStated(study.expectations);
  const columns: Column[] = [{}, {}, ...(stated ? [{ wraps: true }] : []), { wraps: true }, RIGHT];
  const rows = study.expectations.map((e) => [
    wording.markOf(e),
    e.id,
    ...(stated ? [e.stated ?? "–"] : []),
    wording.observedOverSeeds(e, clock),
    `${e.seeds.held}/${e.seeds.of}`,
  ]);
  const head = ["", "expectation", ...(stated ? ["stated"] : []), "simulated, median [range]", "seeds"];
  return titledTable(wording.expectationsTitle(study.expectations), head, rows, columns, style);
}

function timeline(study: StudyResult, style: TerminalStyle, clock: ReportClock): string[] {
  const rows = wording.timelineOverSeeds(study, clock).map(({ when, what, stated }) => [when, what, stated]);
  if (rows.length === 0) return [];
  const columns: Column[] = [{ wraps: true }, { wraps: true }, { wraps: true }];
  return titledTable(
    wording.timelineTitle["by time"],
    ["simulated, median [range]", "event", "stated"],
    rows,
    columns,
    style,
  );
}

function estimates(study: StudyResult, style: TerminalStyle, clock: ReportClock): string[] {
  if (study.estimates.length === 0) return [];
  const columns: Column[] = [{ wraps: true }, RIGHT, RIGHT, RIGHT];
  const rows = study.estimates.map((one) => [
    wording.estimateText(one, study),
    ...[one.mean, one.low, one.high].map((value) => formatValue(value, one.unit, clock)),
  ]);
  return titledTable(`Means over ${study.seeds.length} seeds`, ["", "mean", "95 % from", "to"], rows, columns, style);
}

function failures({ seeds }: StudyResult, style: TerminalStyle): string[] {
  const rows = seeds.filter((s) => !s.pass).map((s) => [`seed ${s.seed}`, s.failed.join(", ")]);
  return rows.length === 0 ? [] : titledTable("Failed seeds", undefined, rows, [{}, { wraps: true }], style);
}
