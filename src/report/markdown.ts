/** A summary for a pull request or a post-mortem (GitHub's Markdown), without charts. */
import type { RunResult } from "../results/run-result.js";
import type { StudyResult } from "../results/study-result.js";
import { formatCount, formatDuration, formatExactCount, formatValue } from "../schema/format.js";
import { ReportClock } from "./text/report-clock.js";
import * as wording from "./text/wording.js";

export function markdownReport(result: RunResult): string {
  const clock = new ReportClock(result.start, result.durationSeconds);
  const { scenario, seed, durationSeconds, scale, engine, provenance } = result;
  const partial = wording.partialText(result, clock);
  const facts = [
    `\`${code(scenario.name)}\``,
    `seed ${seed}`,
    clock.span(durationSeconds),
    `scale 1:${scale}`,
    `tempfail ${engine}`,
  ];
  return document([
    `# ${plain(scenario.title ?? scenario.name)}`,
    scenario.question === undefined ? "" : `> ${plain(scenario.question)}`,
    `**${partial ?? wording.verdictText(result.expectations)}** · ${facts.join(" · ")} · ${wording.provenanceText(provenance)}`,
    wording.roughTexts(result).map(plain).join("\n\n"),
    ...(partial ? [] : expectations(result, clock)),
    ...timeline(result, clock),
    ...episodes(result, clock),
    ...balance(result),
    ...latency(result, clock),
    `Repeat in this directory with \`${code(wording.repeatCommand(result))}\`; scenario \`${scenario.sha256.slice(0, 12)}\`.`,
  ]);
}

export function markdownStudy(study: StudyResult): string {
  const clock = new ReportClock(study.start, study.durationSeconds);
  const rows = study.expectations.map((e) => [
    wording.markOf(e),
    e.id,
    e.stated ?? "–",
    wording.observedOverSeeds(e, clock),
    `${e.seeds.held}/${e.seeds.of}`,
  ]);
  const means = study.estimates.map((one) => [
    wording.estimateText(one, study),
    ...[one.mean, one.low, one.high].map((value) => formatValue(value, one.unit, clock)),
  ]);
  return document([
    `# ${plain(study.scenario.title ?? study.scenario.name)}`,
    study.scenario.question === undefined ? "" : `> ${plain(study.scenario.question)}`,
    `**${wording.studyVerdictText(study)}** · \`${code(study.scenario.name)}\` · ${wording.provenanceText(study.provenance)}`,
    wording.roughTexts(study).map(plain).join("\n\n"),
    ...section("Stated and simulated", ["", "expectation", "stated", "simulated, median [range]", "seeds"], rows),
    ...section(
      wording.timelineTitle["by time"],
      ["", "simulated, median [range]", "event", "stated"],
      momentRows(study, clock),
    ),
    ...section(`Means over ${study.seeds.length} seeds`, ["", "mean", "95 % from", "to"], means),
  ]);
}

function momentRows(study: StudyResult, clock: ReportClock): string[][] {
  return wording.timelineOverSeeds(study, clock).map(({ when, what, stated }) => ["", when, what, stated]);
}

function expectations({ expectations }: RunResult, clock: ReportClock): string[] {
  const rows = expectations.map((e) => [
    wording.markOf(e),
    e.id,
    e.stated === undefined ? "–" : `${e.stated}${e.source === undefined ? "" : ` (${e.source})`}`,
    wording.observedText(e, clock),
  ]);
  return section(wording.expectationsTitle(expectations), ["", "expectation", "stated", "simulated"], rows);
}

function timeline(result: RunResult, clock: ReportClock): string[] {
  const { order, steps } = wording.timeline(result, clock);
  if (steps.length === 0) return [];
  const title = wording.timelineTitle[order];
  const when = (at: number | null) => (at === null ? "never" : clock.time(at));
  if (order === "by cause") {
    const lines = steps.map(({ at, title, detail }) => `1. **${when(at)}** ${plain(title)}: ${plain(detail)}`);
    return [`## ${title}`, lines.join("\n")];
  }
  const rows = steps.map((step) => [step.mark ?? "", when(step.at), wording.stepText(step), wording.statedText(step)]);
  return section(title, ["", "simulated", "event", "stated"], rows);
}

function episodes({ episodes }: RunResult, clock: ReportClock): string[] {
  const lead = (seconds: number | null) => (seconds === null ? "–" : `${formatDuration(seconds)} before`);
  const rows = episodes.map((e) => [
    `${clock.time(e.start)} – ${clock.time(e.end)}`,
    formatExactCount(e.refused),
    lead(e.latencyLead),
    lead(e.threadLead),
  ]);
  return section("Episodes of storage 421s", ["episode", "refused", "write p99 rose", "threads full"], rows);
}

function balance(result: RunResult): string[] {
  const attempts = wording.outcomes(result).map(({ name, count }) => `${name} ${formatExactCount(count)}`);
  const connections = wording.connectionsText(result);
  return [
    "## Balance",
    [
      ...(wording.hasMail(result)
        ? [
            `- messages: ${wording.messagesText(result)}`,
            `- attempts: ${formatExactCount(result.totals.attempts.total)} (${wording.amplificationText(result)}) = ${attempts.join(" + ")}`,
            ...(connections === undefined ? [] : [`- connections: ${connections}`]),
          ]
        : []),
      ...result.laws.map(
        ({ name, left, holds }) => `- ${plain(name)}: ${holds ? "holds" : "BROKEN"} (${formatExactCount(left)})`,
      ),
    ].join("\n"),
  ];
}

function latency({ latency }: RunResult, clock: ReportClock): string[] {
  const rows = Object.entries(latency)
    .filter(([, { count }]) => count > 0)
    .map(([name, { p50, p90, p99, p999, max, count }]) => [
      name,
      ...[p50, p90, p99, p999, max].map((value) => formatValue(value, "s", clock)),
      formatCount(count),
    ]);
  return section("Latency after the warm-up", ["", "p50", "p90", "p99", "p99.9", "max", "count"], rows);
}

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.map(plain).join(" | ")} |`;
  return [`## ${title}`, [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n")];
}

function document(blocks: readonly string[]): string {
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

/** Text that Markdown and HTML leave alone, on one line. */
function plain(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_[\]|#~]/g, (mark) => `\\${mark}`)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/** Text between single backquotes. */
function code(text: string): string {
  return text.replace(/[`\s]+/g, " ");
}
