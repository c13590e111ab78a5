/** Variants of a scenario for the terminal: one line each, with figures and the comparison. */
import type { Factorial, Variant, WhatifResult } from "../../results/whatif-result.js";
import { formatFraction, formatValue } from "../../schema/format.js";
import { ReportClock } from "../text/report-clock.js";
import type { Column } from "../text/text-table.js";
import { joined, painted, RIGHT, titledTable } from "./section.js";
import type { TerminalStyle } from "./style.js";

/** The whole summary, without a newline at its end. */
export function terminalWhatif(result: WhatifResult, style: TerminalStyle): string {
  const clock = new ReportClock(result.start, result.durationSeconds, style.zone);
  const crossed = result.factorials.map((one) => factorial(one, style));
  const sections = [header(result, style), table(result, style, clock), failed(result, style), ...crossed];
  return joined([...sections, verdict(result, style)]);
}

/** True when all variants met their expectations and all factorial claims held. */
export function whatifPasses({ variants, factorials }: WhatifResult): boolean {
  return variants.every(({ pass }) => pass) && factorials.every(({ pass }) => pass);
}

function header({ scenario, seeds }: WhatifResult, style: TerminalStyle): string[] {
  const run = seeds.length === 1 ? `seed ${seeds[0]}` : `${seeds.length} seeds`;
  const facts = `${scenario.name} · ${run} · same random numbers for all variants`;
  return [style.paint("heading", scenario.title ?? scenario.name), style.paint("quiet", facts)];
}

function table({ variants, level }: WhatifResult, style: TerminalStyle, clock: ReportClock): string[] {
  const shown = columnsOf(variants);
  const head = ["", "variant", "expected", ...shown.map((id) => labels[id] ?? id), "compared"];
  const rows = variants.map((one) => {
    const cells = shown.map((id) => cell(one, id, clock));
    return [markOf(one), one.name, expectedText(one), ...cells, comparedText(one, clock)];
  });
  const columns: Column[] = [{}, { wraps: true }, RIGHT, ...shown.map(() => RIGHT), { wraps: true }];
  const note = `~ may be chance: the ${formatFraction(level)} interval over pairs of seeds contains 0`;
  const isNoted = rows.some((row) => row.some((text) => text.includes("~")));
  return [...titledTable("Variants", head, rows, columns, style), ...(isNoted ? [style.paint("quiet", note)] : [])];
}

/** Empty when no expectation can fail the variant. */
function markOf({ pass, expectations }: Variant): string {
  if (!pass) return "FAIL";
  return expectations.some(({ severity }) => severity === "fail") ? "ok" : "";
}

function expectedText({ expectations }: Variant): string {
  if (expectations.length === 0) return "–";
  return `${expectations.filter(({ pass }) => pass).length} of ${expectations.length}`;
}

const labels: Record<string, string> = {
  outage: "outage",
  recovered: "recovered",
  failed: "failed",
  lost: "lost",
  refused: "421s",
  leak: "leak",
  harm: "harm",
  calls: "calls/request",
  "accept.p99": "accept p99",
};

/** The figures that differ between variants. */
function columnsOf(variants: readonly Variant[]): string[] {
  return Object.keys(labels).filter((id) => {
    const means = variants.map(({ figures }) => figures.find((figure) => figure.id === id)?.mean ?? null);
    return new Set(means).size > 1;
  });
}

function cell({ figures }: Variant, id: string, clock: ReportClock): string {
  const figure = figures.find((one) => one.id === id);
  const wasOut = figures.some((one) => one.id === "outage" && (one.mean ?? 0) > 0);
  if (id === "recovered" && !figure && wasOut) return "never";
  if (figure === undefined || figure.mean === null) return "–";
  if (id === "recovered") return clock.minute(figure.mean);
  const { difference, low, high, mean, unit } = figure;
  const isUnsure = difference !== 0 && low !== null && high !== null && low <= 0 && high >= 0;
  return `${isUnsure ? "~" : ""}${formatValue(mean, unit, clock)}`;
}

/** `better: outage −1h 22min`. */
function comparedText({ compared, because, figures }: Variant, clock: ReportClock): string {
  if (compared === "as it is") return "";
  const figure = figures.find(({ id }) => id === because);
  if (figure === undefined || figure.difference === null) return compared;
  const sign = figure.difference < 0 ? "−" : "+";
  const size = formatValue(Math.abs(figure.difference), figure.unit, clock);
  return `${compared}: ${labels[because] ?? figure.title} ${sign}${size}`;
}

/** The failed expectations of all variants. */
function failed({ variants }: WhatifResult, style: TerminalStyle): string[] {
  const rows = variants.flatMap(({ name, expectations }) =>
    expectations
      .filter(({ pass, severity }) => !pass && severity === "fail")
      .map(({ id, that, seeds }) => ["FAIL", name, id, that, `${seeds.held}/${seeds.of}`]),
  );
  if (rows.length === 0) return [];
  const columns: Column[] = [{}, { wraps: true }, {}, { wraps: true }, RIGHT];
  return titledTable("Failed expectations", undefined, rows, columns, style);
}

function factorial({ name, id, that, pass, cells }: Factorial, style: TerminalStyle): string[] {
  const rows = cells.map((one) => {
    const factors = one.with.length === 0 ? "with none of the factors" : `with ${one.with.join(" and ")}`;
    return ["", factors, `holds in ${one.held} of ${one.of}`];
  });
  const head = [pass ? "ok" : "FAIL", that, ""];
  return titledTable(`${name}: ${id}`, undefined, [head, ...rows], [{}, { wraps: true }, {}], style);
}

/** Empty when nothing can fail. */
function verdict(result: WhatifResult, style: TerminalStyle): string[] {
  const { variants, factorials } = result;
  if (variants.slice(1).every((one) => markOf(one) === "") && factorials.length === 0) return [];
  const all = [...variants, ...factorials];
  const text = `${all.filter(({ pass }) => pass).length} of ${all.length} variants and claims as expected`;
  return painted(whatifPasses(result) ? "ok" : "FAIL", text, style);
}
