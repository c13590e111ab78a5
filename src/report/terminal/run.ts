/** A run for the terminal and for the clipboard: aligned, quiet, every number with its unit. */
import type { SeriesName } from "../../model/catalogues.js";
import type { ExpectationOutcome, RunResult } from "../../results/run-result.js";
import { formatDuration, formatRate } from "../../schema/format.js";
import { largest } from "../down-sample.js";
import { shownCount, shownValue } from "../shown-value.js";
import { ReportClock } from "../text/report-clock.js";
import { sparkline } from "../text/sparkline.js";
import { type Column, textTable, wrap } from "../text/text-table.js";
import * as wording from "../text/wording.js";
import type { TerminalStyle } from "./style.js";

/** The whole summary, without a newline at its end. */
export function terminalReport(result: RunResult, style: TerminalStyle): string {
  const clock = new ReportClock(result.start, result.durationSeconds, style.zone);
  const sections = [
    header(result, style, clock),
    expectations(result, style, clock),
    unmet(result, style),
    story(result, style, clock),
    episodes(result, style, clock),
    course(result, style, clock),
    balance(result, style),
    latency(result, style, clock),
    figures(result, style, clock),
    verdict(result, style),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function header(result: RunResult, style: TerminalStyle, clock: ReportClock): string[] {
  const { scenario, seed, scale, provenance, durationSeconds } = result;
  const facts = [
    scenario.name,
    `seed ${seed}`,
    clock.span(durationSeconds),
    ...(scale === 1 ? [] : [`scale 1:${scale}`]),
  ];
  const partial = wording.partialText(result, clock);
  return [
    ...wrap(scenario.title ?? scenario.name, style.width).map((line) => style.paint("heading", line)),
    ...(scenario.question === undefined ? [] : wrap(scenario.question, style.width)),
    style.paint("quiet", facts.join(" · ")),
    style.paint("quiet", wording.provenanceText(provenance)),
    ...(partial === undefined ? [] : wrap(partial, style.width).map((line) => style.paint("warn", line))),
  ];
}

function expectations({ expectations, partial }: RunResult, style: TerminalStyle, clock: ReportClock): string[] {
  if (expectations.length === 0 || partial) return [];
  const title = wording.expectationsTitle(expectations);
  const row = (e: ExpectationOutcome) => [wording.markOf(e), e.id, wording.observedText(e, clock)];
  if (!wording.anyStated(expectations)) {
    const columns: Column[] = [{}, { wraps: true }, { wraps: true }];
    return titled(title, ["", "expectation", "simulated"], expectations.map(row), columns, style);
  }
  const rows = expectations.map((e) => row(e).toSpliced(2, 0, e.stated ?? "–"));
  const columns: Column[] = [{}, {}, { wraps: true }, { wraps: true }];
  return titled(title, ["", "expectation", "stated", "simulated"], rows, columns, style);
}

/** What the failing ones asked for: the table above has no room for it. */
function unmet({ expectations, partial }: RunResult, style: TerminalStyle): string[] {
  const broken = expectations.filter(({ pass }) => !pass);
  if (broken.length === 0 || partial) return [];
  const rows = broken.map((e) => [wording.markOf(e), e.id, e.that]);
  return titled("Expected instead", undefined, rows, [{}, {}, { wraps: true }], style);
}

function story(result: RunResult, style: TerminalStyle, clock: ReportClock): string[] {
  const { told, steps } = wording.story(result, clock);
  if (steps.length === 0) return [];
  const title = wording.storyTitle[told];
  const when = (at: number | null) => (at === null ? "never" : clock.time(at));
  if (told === "by cause") {
    const rows = steps.map(({ at, title, detail }) => [when(at), title, detail]);
    return titled(title, undefined, rows, [{}, { wraps: true }, { wraps: true }], style);
  }
  const rows = steps.map((step) => [step.mark ?? "", when(step.at), wording.stepText(step), wording.statedText(step)]);
  const columns: Column[] = [{}, {}, { wraps: true }, { wraps: true }];
  return titled(title, ["", "simulated", "event", "stated"], rows, columns, style);
}

function episodes({ episodes }: RunResult, style: TerminalStyle, clock: ReportClock): string[] {
  if (episodes.length === 0) return [];
  const lead = (seconds: number | null) => (seconds === null ? "–" : formatDuration(seconds));
  const rows = episodes.map((e) => [
    clock.time(e.start),
    formatDuration(e.end - e.start),
    shownCount(e.refused),
    lead(e.latencyLead),
    lead(e.threadLead),
  ]);
  const columns: Column[] = [{}, { align: "right" }, { align: "right" }, { align: "right" }, { align: "right" }];
  const head = ["start", "length", "refused", "p99 led by", "threads led by"];
  return titled("Episodes of storage 421s", head, rows, columns, style);
}

/** Series worth a line, in the order of cause and consequence. */
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
    const peak = perSecond ? formatRate(top / series.bucketSeconds) : shownValue(top, one.unit, clock);
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
  const parts = wording.outcomes(result).map(({ name, count }) => `${name} ${shownCount(count)}`);
  const { duplicates } = totals.messages;
  const connections = wording.connectionsText(result);
  const mail = [
    ["messages", `${wording.messagesText(result)}${duplicates > 0 ? ` (${shownCount(duplicates)} twice)` : ""}`],
    ["attempts", `${shownCount(totals.attempts.total)}, ${wording.amplificationText(result)}: ${parts.join(", ")}`],
    ...(connections === undefined ? [] : [["connections", connections]]),
  ];
  const rows = [...(wording.hasMail(result) ? mail : []), ["events", shownCount(totals.events)]];
  return titled("Balance", undefined, rows, [{}, { wraps: true }], style);
}

function latency({ latency }: RunResult, style: TerminalStyle, clock: ReportClock): string[] {
  const entries = Object.entries(latency).filter(([, summary]) => summary.count > 0);
  if (entries.length === 0) return [];
  const rows = entries.map(([name, { p50, p90, p99, p999, max, count }]) => [
    name,
    ...[p50, p90, p99, p999, max].map((value) => shownValue(value, "s", clock)),
    shownCount(count),
  ]);
  const columns: Column[] = [{}, ...Array<Column>(6).fill({ align: "right" })];
  return titled("Latency after the warm-up", ["", "p50", "p90", "p99", "p99.9", "max", "count"], rows, columns, style);
}

function figures({ figures }: RunResult, style: TerminalStyle, clock: ReportClock): string[] {
  if (figures.length === 0) return [];
  const rows = figures.map(({ title, value, unit }) => [title, shownValue(value, unit, clock)]);
  return titled("Figures", undefined, rows, [{ wraps: true }, {}], style);
}

function verdict(result: RunResult, style: TerminalStyle): string[] {
  const tone = ({ pass: "ok", fail: "FAIL", partial: "warn" } as const)[wording.verdictOf(result)];
  if (result.partial) return [style.paint(tone, "partial: no verdict")];
  return [style.paint(tone, wording.verdictText(result.expectations))];
}

/** A heading, perhaps a row of column heads, and the rows; marks in the first column are coloured. */
export function titled(
  title: string,
  head: readonly string[] | undefined,
  rows: readonly (readonly string[])[],
  columns: readonly Column[],
  style: TerminalStyle,
): string[] {
  const marks = (head?.[0] ?? "") === "" && rows.some(([mark]) => mark === "ok" || mark === "FAIL" || mark === "warn");
  const lines = textTable(head ? [head, ...rows] : rows, columns, style.width, (text, row, column) => {
    if (head && row === 0) return style.paint("quiet", text);
    return marks && column === 0 ? style.paint(markTone(text), text) : text;
  });
  return [style.paint("heading", title), ...lines];
}

function markTone(text: string): "ok" | "FAIL" | "warn" {
  const mark = text.trim();
  return mark === "FAIL" || mark === "warn" ? mark : "ok";
}
