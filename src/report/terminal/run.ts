/** A run for the terminal and for the clipboard: aligned columns, every number with its unit. */
import type { SeriesName } from "../../model/catalogues.js";
import type { ExpectationOutcome, RunResult } from "../../results/run-result.js";
import { formatCount, formatDuration, formatExactCount, formatRate, formatValue } from "../../schema/format.js";
import { largest } from "../down-sample.js";
import { ReportClock } from "../text/report-clock.js";
import { sparkline } from "../text/sparkline.js";
import { type Column, wrap } from "../text/text-table.js";
import * as wording from "../text/wording.js";
import { joined, painted, RIGHT, titledTable } from "./section.js";
import type { TerminalStyle } from "./style.js";

/** The whole summary, without a newline at its end. */
export function terminalReport(result: RunResult, style: TerminalStyle): string {
  const clock = new ReportClock(result.start, result.durationSeconds, style.zone);
  const sections = [
    header(result, style, clock),
    expectations(result, style, clock),
    failed(result, style),
    timeline(result, style, clock),
    episodes(result, style, clock),
    course(result, style, clock),
    balance(result, style),
    latency(result, style, clock),
    figures(result, style, clock),
    verdict(result, style),
  ];
  return joined(sections);
}

function header(result: RunResult, style: TerminalStyle, clock: ReportClock): string[] {
  const { scenario, seed, scale, provenance, durationSeconds } = result;
  const facts = [
    scenario.name,
    `seed ${seed}`,
    clock.span(durationSeconds),
    ...(scale === 1 ? [] : [`scale 1:${scale}`]),
  ];
  const rough = wording.roughTexts(result).flatMap((text) => wrap(text, style.width));
  const partial = wording.partialText(result, clock);
  return [
    ...painted("heading", scenario.title ?? scenario.name, style),
    ...(scenario.question === undefined ? [] : wrap(scenario.question, style.width)),
    style.paint("quiet", facts.join(" · ")),
    style.paint("quiet", wording.provenanceText(provenance)),
    ...rough.map((line) => style.paint("warn", line)),
    ...(partial === undefined ? [] : painted("warn", partial, style)),
  ];
}

function expectations({ expectations, partial }: RunResult, style: TerminalStyle, clock: ReportClock): string[] {
  if (expectations.length === 0 || partial) return [];
  const title = wording.expectationsTitle(expectations);
  const row = (e: ExpectationOutcome) => [wording.markOf(e), e.id, wording.observedText(e, clock)];
  if (!wording.anyStated(expectations)) {
    const columns: Column[] = [{}, { wraps: true }, { wraps: true }];
    return titledTable(title, ["", "expectation", "simulated"], expectations.map(row), columns, style);
  }
  const rows = expectations.map((e) => row(e).toSpliced(2, 0, e.stated ?? "–"));
  const columns: Column[] = [{}, {}, { wraps: true }, { wraps: true }];
  return titledTable(title, ["", "expectation", "stated", "simulated"], rows, columns, style);
}

/** The expressions of the failed expectations: the table above has no room for them. */
function failed({ expectations, partial }: RunResult, style: TerminalStyle): string[] {
  const broken = expectations.filter(({ pass }) => !pass);
  if (broken.length === 0 || partial) return [];
  const rows = broken.map((e) => [wording.markOf(e), e.id, e.that]);
  return titledTable("Failed expectations", undefined, rows, [{}, {}, { wraps: true }], style);
}

function timeline(result: RunResult, style: TerminalStyle, clock: ReportClock): string[] {
  const { order, steps } = wording.timeline(result, clock);
  if (steps.length === 0) return [];
  const title = wording.timelineTitle[order];
  const when = (at: number | null) => (at === null ? "never" : clock.time(at));
  if (order === "by cause") {
    const rows = steps.map(({ at, title, detail }) => [when(at), title, detail]);
    return titledTable(title, undefined, rows, [{}, { wraps: true }, { wraps: true }], style);
  }
  const rows = steps.map((step) => [step.mark ?? "", when(step.at), wording.stepText(step), wording.statedText(step)]);
  const columns: Column[] = [{}, {}, { wraps: true }, { wraps: true }];
  return titledTable(title, ["", "simulated", "event", "stated"], rows, columns, style);
}

function episodes({ episodes }: RunResult, style: TerminalStyle, clock: ReportClock): string[] {
  if (episodes.length === 0) return [];
  const lead = (seconds: number | null) => (seconds === null ? "–" : `${formatDuration(seconds)} before`);
  const rows = episodes.map((e) => [
    clock.time(e.start),
    formatDuration(e.end - e.start),
    formatCount(e.refused),
    lead(e.latencyLead),
    lead(e.threadLead),
  ]);
  const columns = [{}, RIGHT, RIGHT, RIGHT, RIGHT];
  const head = ["start", "length", "refused", "p99 rose", "threads full"];
  return titledTable("Episodes of storage 421s", head, rows, columns, style);
}

/** Series that get a line, in the order of cause and consequence. */
const courses: readonly { key: SeriesName; label: string; perSecond?: boolean }[] = [
  { key: "messages.offered", label: "offered", perSecond: true },
  { key: "messages.accepted", label: "accepted", perSecond: true },
  { key: "attempts", label: "attempts", perSecond: true },
  { key: "auth.offered", label: "auth requests", perSecond: true },
  { key: "auth.calls", label: "auth calls", perSecond: true },
  { key: "auth.goodput", label: "auth answered", perSecond: true },
  { key: "auth.queue", label: "auth queue" },
  { key: "storage.nodes.stalled", label: "nodes stalled" },
  { key: "storage.sstables", label: "SSTables, worst" },
  { key: "storage.threads", label: "threads busy" },
  { key: "p99(storage.write.latency)", label: "write p99" },
  { key: "replies.421.storage", label: "421, storage", perSecond: true },
  { key: "replies.421.connections", label: "421, connections", perSecond: true },
  { key: "messages.waiting", label: "waiting" },
  { key: "intake.sessions", label: "sessions" },
  { key: "p99(accept.latency)", label: "accept p99" },
];
const LABEL_WIDTH = 16;
const PEAK_WIDTH = 13;

function course({ series, durationSeconds }: RunResult, style: TerminalStyle, clock: ReportClock): string[] {
  const width = Math.max(10, Math.min(96, style.width) - LABEL_WIDTH - PEAK_WIDTH - 4);
  const lines = courses.flatMap(({ key, label, perSecond }) => {
    const one = series.metrics[key];
    const top = one && largest(one.values);
    if (!one || !top) return [];
    const peak = perSecond ? formatRate(top / series.bucketSeconds) : formatValue(top, one.unit, clock);
    return [`${label.padEnd(LABEL_WIDTH)}  ${style.paint("chart", sparkline(one.values, width))}  ${peak}`];
  });
  if (lines.length === 0) return [];
  const [from, to] = [clock.minute(0), clock.minute(durationSeconds)];
  const axis = from + to.padStart(width - from.length);
  const head = `${style.paint("heading", "Course".padEnd(LABEL_WIDTH))}  ${style.paint("quiet", `${axis}  peak`)}`;
  return [head, ...lines];
}

function balance(result: RunResult, style: TerminalStyle): string[] {
  const { totals } = result;
  const parts = wording.outcomes(result).map(({ name, count }) => `${name} ${formatExactCount(count)}`);
  const { duplicates } = totals.messages;
  const connections = wording.connectionsText(result);
  const mail = [
    [
      "messages",
      `${wording.messagesText(result)}${duplicates > 0 ? ` (${formatExactCount(duplicates)} accepted twice)` : ""}`,
    ],
    [
      "attempts",
      `${formatExactCount(totals.attempts.total)}, ${wording.amplificationText(result)}: ${parts.join(", ")}`,
    ],
    ...(connections === undefined ? [] : [["connections", connections]]),
  ];
  const rows = [...(wording.hasMail(result) ? mail : []), ["events", formatExactCount(totals.events)]];
  return titledTable("Balance", undefined, rows, [{}, { wraps: true }], style);
}

function latency({ latency }: RunResult, style: TerminalStyle, clock: ReportClock): string[] {
  const entries = Object.entries(latency).filter(([, summary]) => summary.count > 0);
  if (entries.length === 0) return [];
  const rows = entries.map(([name, { p50, p90, p99, p999, max, count }]) => [
    name,
    ...[p50, p90, p99, p999, max].map((value) => formatValue(value, "s", clock)),
    formatCount(count),
  ]);
  const columns = [{}, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT];
  return titledTable(
    "Latency after the warm-up",
    ["", "p50", "p90", "p99", "p99.9", "max", "count"],
    rows,
    columns,
    style,
  );
}

function figures({ figures }: RunResult, style: TerminalStyle, clock: ReportClock): string[] {
  if (figures.length === 0) return [];
  const rows = figures.map(({ title, value, unit }) => [title, formatValue(value, unit, clock)]);
  return titledTable("Figures", undefined, rows, [{ wraps: true }, {}], style);
}

function verdict(result: RunResult, style: TerminalStyle): string[] {
  const tone = ({ pass: "ok", fail: "FAIL", partial: "warn" } as const)[wording.verdictOf(result)];
  if (result.partial) return [style.paint(tone, "partial: no verdict")];
  return [style.paint(tone, wording.verdictText(result.expectations))];
}
