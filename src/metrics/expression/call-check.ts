/** What each function of the grammar may be applied to, and what else it takes. */

import type { Problem } from "../../schema/scenario-error.js";
import { suggest } from "../../schema/suggest.js";
import type { Call, Literal, Name, Operand } from "./ast.js";
import { COUNTS, isFigure, OF_PARTS, percentileOf } from "./functions.js";
import { problemAt } from "./lexer.js";
import type { MetricInfo, Names } from "./names.js";
import { noMetric } from "./no-metric.js";

/** Problems with the arguments of a call. Operands inside the first one are the caller's business. */
export function callProblems(call: Call, names: Names): Problem[] {
  return [...argumentProblems(call, names), ...extraProblems(call)];
}

function argumentProblems(call: Call, names: Names): Problem[] {
  const { name, of, column } = call;
  if (OF_PARTS.has(name)) return partProblems(call, partsOf(names.metrics));
  if (COUNTS.has(name))
    return of.kind === "condition"
      ? []
      : [problemAt(column, `${name}(…) of no condition`, `a comparison, such as ${name}(m > 0)`)];
  if (name === "first") return firstProblems(call, names);
  if (name === "spearman" && call.beside === undefined)
    return [problemAt(column, "spearman(…) of one series", "a second one to hold it against: spearman(a, b)")];
  if (of.kind === "condition") return [problemAt(of.column, `a comparison inside ${name}(…)`, "a metric")];
  return isFigure(name) ? figureProblems(call, names) : [];
}

/** The parts that have success: those with `.goodput` and `.offered`. */
export function partsOf(metrics: Names["metrics"]): string[] {
  return [...metrics.keys()]
    .filter((one) => one.endsWith(".goodput"))
    .map((one) => one.slice(0, -".goodput".length))
    .filter((part) => metrics.has(`${part}.offered`));
}

function partProblems({ name, of, column }: Call, parts: readonly string[]): Problem[] {
  const known = ["all", ...parts];
  if (of.kind !== "name") return [problemAt(column, `${name}(…) of a value`, `a part: one of ${known.join(", ")}`)];
  return known.includes(of.name) ? [] : [unknown("part", of.name, of.column, `one of ${known.join(", ")}`, known)];
}

function firstProblems({ of, column }: Call, names: Names): Problem[] {
  const { metrics, events } = names;
  if (of.kind === "condition") return [];
  if (of.kind !== "name") return [problemAt(column, "first(…) of a value", "an event, a counter or a condition")];
  if (events.has(of.name)) return [];
  if (names.unseen?.has(of.name)) return [noMetric(of, names)];
  const info = metrics.get(of.name);
  if (info === undefined) {
    const known = [...events, ...metrics.keys()];
    return [unknown("metric or event", of.name, of.column, "a metric or an event of this scenario", known)];
  }
  if (info.kind === "counter") return [];
  const cure = `first(${info.kind === "histogram" ? `p99(${of.name})` : of.name} > 0)`;
  return [problemAt(of.column, `"${of.name}" is a ${info.kind}`, "an event, a counter or a condition", cure)];
}

function figureProblems({ name, of, column }: Call, names: Names): Problem[] {
  const onMetricOnly = name === "share" || percentileOf(name) !== undefined;
  if (of.kind === "name") {
    const info = names.metrics.get(of.name);
    return info === undefined ? [noMetric(of, names)] : kindProblems(name, of, info, names);
  }
  if (onMetricOnly) return [problemAt(column, `${name}(…) of a calculation`, "a metric")];
  if ((name === "rate" || name === "count") && !isOfCounters(of, names))
    return [problemAt(column, `${name}(…) of what is no counter`, "a counter, or a sum of counters")];
  return [];
}

function kindProblems(name: string, { name: metric, column }: Name, info: MetricInfo, names: Names): Problem[] {
  const { kind } = info;
  const refused = (expected: string, cure: string) => [
    problemAt(column, `"${metric}" is a ${kind}`, expected, `${cure}(${metric})`),
  ];
  if (percentileOf(name) !== undefined && kind !== "histogram")
    return refused("a histogram for percentiles", kind === "counter" ? "rate" : "max");
  if ((name === "rate" || name === "count") && kind !== "counter" && kind !== "histogram")
    return refused(`a counter for ${name}(…), or max, min, mean or last of it`, "mean");
  if (name === "last" && kind === "histogram")
    return refused("percentiles, max, min, mean, count or rate of it", "p99");
  if (name !== "share") return [];
  if (kind !== "counter") return refused("a counter that is part of another", "mean");
  return hasParent(metric, info, names)
    ? []
    : [problemAt(column, `"${metric}" is part of no other counter`, "a ratio such as count(a) / count(b)")];
}

function hasParent(metric: string, { of }: MetricInfo, { metrics }: Names): boolean {
  if (of !== undefined) return true;
  return [...metrics].some(([one, { kind }]) => kind === "counter" && metric.startsWith(`${one}.`));
}

function isOfCounters(of: Operand, names: Names): boolean {
  if (of.kind === "name") return names.metrics.get(of.name)?.kind === "counter";
  if (of.kind !== "arithmetic" || of.sign === "*" || of.sign === "/") return false;
  return isOfCounters(of.left, names) && isOfCounters(of.right, names);
}

const SHARE = { unit: "fraction", what: "a share, such as 99%" };
const LENGTH = { unit: "s", what: "a length of time, such as 5min" };
const EXTRAS: ReadonlyMap<string, readonly { unit: string; what: string }[]> = new Map([
  ["recovered", [SHARE, LENGTH]],
  ["collapsed", []],
  ["episodes", [LENGTH]],
  ["trend", [LENGTH]],
  ["spearman", [LENGTH]],
]);

function extraProblems({ name, extras }: Call): Problem[] {
  const wanted = EXTRAS.get(name) ?? [];
  return extras.flatMap((extra, index) => {
    const what = wanted[index];
    if (what === undefined) return [problemAt(extra.column, `"${extra.text}"`, `no more arguments of ${name}(…)`)];
    return fits(extra, what.unit) ? [] : [problemAt(extra.column, `"${extra.text}"`, what.what)];
  });
}

function fits({ unit, value }: Literal, wanted: string): boolean {
  if (wanted === "s") return unit === "s";
  return (unit === "fraction" || unit === "1") && value >= 0 && value <= 1;
}

function unknown(kind: string, name: string, column: number, expected: string, known: readonly string[]): Problem {
  return problemAt(column, `unknown ${kind} "${name}"`, expected, suggest(name, known));
}
