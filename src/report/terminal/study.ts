/** Several seeds of one scenario for the terminal: which expectation held how often, and what the seeds agree on. */
import type { StudyResult } from "../../results/study-result.js";
import { shownValue } from "../shown-value.js";
import { ReportClock } from "../text/report-clock.js";
import { type Column, wrap } from "../text/text-table.js";
import * as wording from "../text/wording.js";
import { titled } from "./run.js";
import type { TerminalStyle } from "./style.js";

/** The whole summary, without a newline at its end. */
export function terminalStudy(study: StudyResult, style: TerminalStyle): string {
  const clock = new ReportClock(study.start, study.durationSeconds, style.zone);
  const sections = [
    header(study, style, clock),
    expectations(study, style, clock),
    story(study, style, clock),
    estimates(study, style, clock),
  ];
  const tone = ({ pass: "ok", fail: "FAIL", inconclusive: "warn" } as const)[study.verdict];
  const verdict = wrap(wording.studyVerdictText(study), style.width).map((line) => style.paint(tone, line));
  return [...sections, failures(study, style), verdict]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function header(
  { scenario, seeds, provenance, ...study }: StudyResult,
  style: TerminalStyle,
  clock: ReportClock,
): string[] {
  const facts = [scenario.name, `${seeds.length} seeds`, clock.span(study.durationSeconds)];
  return [
    ...wrap(scenario.title ?? scenario.name, style.width).map((line) => style.paint("heading", line)),
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
  const columns: Column[] = [{}, {}, ...(stated ? [{ wraps: true }] : []), { wraps: true }, { align: "right" }];
  const rows = study.expectations.map((e) => [
    wording.markOf(e),
    e.id,
    ...(stated ? [e.stated ?? "–"] : []),
    wording.observedOverSeeds(e, clock),
    `${e.seeds.held}/${e.seeds.of}`,
  ]);
  const head = ["", "expectation", ...(stated ? ["stated"] : []), "simulated, median [range]", "seeds"];
  return titled(wording.expectationsTitle(study.expectations), head, rows, columns, style);
}

function story(study: StudyResult, style: TerminalStyle, clock: ReportClock): string[] {
  const rows = wording.storyOverSeeds(study, clock).map(({ when, what, stated }) => [when, what, stated]);
  if (rows.length === 0) return [];
  const columns: Column[] = [{ wraps: true }, { wraps: true }, { wraps: true }];
  return titled(wording.storyTitle["by time"], ["simulated, median [range]", "event", "stated"], rows, columns, style);
}

function estimates(study: StudyResult, style: TerminalStyle, clock: ReportClock): string[] {
  if (study.estimates.length === 0) return [];
  const columns: Column[] = [{ wraps: true }, { align: "right" }, { align: "right" }, { align: "right" }];
  const rows = study.estimates.map((one) => [
    wording.estimateText(one, study),
    ...[one.mean, one.low, one.high].map((value) => shownValue(value, one.unit, clock)),
  ]);
  return titled(`Means over ${study.seeds.length} seeds`, ["", "mean", "95 % from", "to"], rows, columns, style);
}

function failures({ seeds }: StudyResult, style: TerminalStyle): string[] {
  const rows = seeds.filter((s) => !s.pass).map((s) => [`seed ${s.seed}`, s.failed.join(", ")]);
  return rows.length === 0 ? [] : titled("Seeds that failed", undefined, rows, [{}, { wraps: true }], style);
}
