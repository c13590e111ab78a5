/**
 * A run as a short text that is compared byte for byte: totals, latencies, verdicts, key moments, and for every series
 * its sum, its largest value and a digest. Words and units are left out: they may be mended without a figure having
 * moved.
 */
import { createHash } from "node:crypto";
import type { RunResult } from "../../src/results/run-result.js";

export function goldenText(result: RunResult): string {
  const { scenario, seed, scale, durationSeconds } = result;
  const sections = sectionsOf(result)
    .filter(([, rows]) => rows.length > 0)
    .map(([title, rows]) => [title, ...rows.map((row) => `  ${row}`)].join("\n"));
  return `${[`${scenario.name}, seed ${seed}, scale ${scale}, ${durationSeconds} s`, ...sections].join("\n\n")}\n`;
}

function sectionsOf(result: RunResult): [string, string[]][] {
  const { totals, latency, vantage, series } = result;
  return [
    ["events", [String(totals.events)]],
    ["messages", pairs(totals.messages)],
    ["attempts by outcome", pairs(totals.attempts.byOutcome)],
    ["attempts by phase", pairs(totals.attempts.byPhase)],
    ["attempts by last hop", pairs(totals.attempts.byLastHop)],
    ["failed writes", [String(totals.storage.writesFailed)]],
    ["latencies", Object.entries(latency).map(([name, summary]) => `${name}: ${pairs(summary).join(", ")}`)],
    ["expectations", result.expectations.map(({ id, pass, observed }) => `${pass ? "ok" : "no"} ${id} ${observed}`)],
    ["figures", result.figures.map(({ id, value }) => `${id} ${value}`)],
    ["operations", result.timeline.map(({ name, at, until }) => `${name} ${at} ${until}`)],
    ["alerts", result.alerts.map(({ name, firedAt, resolvedAt }) => `${name} ${firedAt} ${resolvedAt}`)],
    ["chain", result.chain.map(({ link, at }) => `${link} ${at}`)],
    ["moments", result.moments.map(({ id, at }) => `${id} ${at}`)],
    ["episodes", result.episodes.map((episode) => pairs(episode).join(", "))],
    ["vantage", Object.entries(vantage).map(([point, counts]) => `${point}: ${pairs(counts ?? {}).join(", ")}`)],
    ["laws", result.laws.map(({ left, right }) => `${left} = ${right}`)],
    ["series", Object.entries(series.metrics).map(([name, { values }]) => `${name} ${seriesText(values)}`)],
  ];
}

function pairs(of: object): string[] {
  return Object.entries(of).map(([name, value]) => `${name} ${value}`);
}

function seriesText(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  const sum = known.reduce((total, value) => total + value, 0);
  const digest = createHash("sha256").update(JSON.stringify(values)).digest("hex").slice(0, 12);
  return `sum ${sum.toPrecision(10)}, max ${known.reduce((most, value) => Math.max(most, value), 0)}, ${digest}`;
}
