/** Sentences and titles that every format of a report words alike. */
import type { ChainLink, ExpectationOutcome, Moment, Provenance, RunResult } from "../../results/run-result.js";
import type { Estimate, ExpectationVerdict, Proportion, StudyResult } from "../../results/study-result.js";
import { formatCount, formatExactCount, formatFraction, formatValue } from "../../schema/format.js";
import type { ReportClock } from "./report-clock.js";

export type Mark = "ok" | "FAIL" | "warn" | "?";

/** Warnings do not fail a run; the mark makes them visible. */
export function markOf({ pass, severity }: Pick<ExpectationOutcome, "pass" | "severity">): Mark {
  if (pass) return "ok";
  return severity === "fail" ? "FAIL" : "warn";
}

/** True when a post-mortem states something; tables of other scenarios leave the column out. */
export function anyStated(expectations: readonly { stated?: string | undefined }[]): boolean {
  return expectations.some(({ stated }) => stated !== undefined);
}

export function expectationsTitle(expectations: readonly { stated?: string | undefined }[]): string {
  return anyStated(expectations) ? "Stated and simulated" : "Expected and simulated";
}

/** The observed value in its unit, or in words where it has none. */
export function observedText({ observed, unit, text }: ExpectationOutcome, clock: ReportClock): string {
  if (unit === undefined) return text ?? (observed === null ? "–" : formatCount(observed));
  return formatValue(observed, unit, clock);
}

/** `4/s [3.8/s – 4.2/s]`: the median over seeds and the smallest and largest. */
export function observedOverSeeds({ observed }: ExpectationVerdict, clock: ReportClock): string {
  const { median, low, high, unit } = observed;
  const middle = formatValue(median, unit, clock);
  if (median === null || low === high) return middle;
  return `${middle} [${formatValue(low, unit, clock)} – ${formatValue(high, unit, clock)}]`;
}

/** The title of a mean; with the number of its seeds when some seeds have no such value. */
export function estimateText({ title, replications }: Estimate, { seeds }: Pick<StudyResult, "seeds">): string {
  return replications === seeds.length ? title : `${title} (${replications} of ${seeds.length} seeds)`;
}

/** `31 parameters: 7 stated, 24 assumed; 58 defaults`. */
export function provenanceText({ stated, assumed, calibrated, defaults }: Provenance): string {
  const kinds = [`${stated} stated`, `${assumed} assumed`, ...(calibrated > 0 ? [`${calibrated} calibrated`] : [])];
  return `${stated + assumed + calibrated} parameters: ${kinds.join(", ")}; ${defaults} defaults`;
}

/** `9 of 9 expectations hold`, with the number of warnings. */
export function verdictText(expectations: readonly ExpectationOutcome[]): string {
  if (expectations.length === 0) return "the scenario has no expectations";
  const held = expectations.filter((e) => e.pass).length;
  const warnings = expectations.filter((e) => markOf(e) === "warn").length;
  const note = warnings === 0 ? "" : `, ${warnings} ${warnings === 1 ? "warning" : "warnings"}`;
  return `${held} of ${expectations.length} expectations hold${note}`;
}

export type Verdict = "pass" | "fail" | "partial";

/** One word for a run; a partial run is not judged. */
export function verdictOf({ partial, expectations }: RunResult): Verdict {
  if (partial) return "partial";
  return expectations.some((e) => markOf(e) === "FAIL") ? "fail" : "pass";
}

/** `20 of 20 seeds (at least 84 % of all seeds, 95 % Wilson bound)`. */
export function seedsText({ held, of, low }: Proportion, level: number): string {
  return `${held} of ${of} seeds (at least ${formatFraction(low)} of all seeds, ${formatFraction(level)} Wilson bound)`;
}

/** `every expectation holds in 20 of 20 seeds (…)`; an inconclusive study says why. */
export function studyVerdictText({ verdict, verdicts, level, partial }: StudyResult): string {
  const held = `every expectation holds in ${seedsText(verdicts, level)}`;
  const rest = { pass: "", fail: "", inconclusive: "; too few seeds or too much noise to decide" }[verdict];
  return partial ? `interrupted: ${held}` : held + rest;
}

/** `offered 4,320,117 = accepted 4,320,071 + waiting 41 + gave up 0 + lost 5`. */
export function messagesText({ totals }: RunResult): string {
  const { offered, accepted, waiting, gaveUp, lost } = totals.messages;
  const parts = [
    `accepted ${formatExactCount(accepted)}`,
    `waiting ${formatExactCount(waiting)}`,
    `gave up ${formatExactCount(gaveUp)}`,
    `lost ${formatExactCount(lost)}`,
  ];
  return `offered ${formatExactCount(offered)} = ${parts.join(" + ")}`;
}

const outcomeNames: Record<keyof RunResult["totals"]["attempts"]["byOutcome"], string> = {
  accepted: "accepted",
  refused421: "421 before a transaction",
  deferred421: "421 in a transaction",
  deferred4xx: "other 4xx",
  authTempfail: "454 authentication",
  http429: "HTTP 429",
  http5xx: "HTTP 5xx",
  timeout: "timed out",
  reset: "reset",
  dropped: "dropped",
  inFlight: "in flight",
};

/** The outcomes that happened, in the order of the format: name and count. */
export function outcomes({ totals }: RunResult): { name: string; count: number }[] {
  return Object.entries(outcomeNames)
    .map(([key, name]) => ({ name, count: totals.attempts.byOutcome[key as keyof typeof outcomeNames] }))
    .filter(({ count }) => count > 0);
}

/** True when the run has mail. */
export function hasMail({ totals }: RunResult): boolean {
  return totals.messages.offered > 0 || totals.attempts.total > 0;
}

/** `1.04 attempts per message`. */
export function amplificationText({ totals }: RunResult): string {
  return `${totals.amplification.toFixed(2)} attempts per message`;
}

/** `3,000, 2,000 of them to a further address of the same attempt`; undefined where connections were not counted. */
export function connectionsText({ totals: { connections } }: RunResult): string | undefined {
  if (connections === undefined) return undefined;
  const { total, further } = connections;
  return `${formatExactCount(total)}, ${formatExactCount(further)} of them to a further address in the same attempt`;
}

/** The command that repeats the run in its directory; the resolved file holds all changes. */
export function repeatCommand({ seed }: Pick<RunResult, "seed">): string {
  return `tempfail replay scenario.resolved.yaml --seed ${seed}`;
}

/** The same for a study. */
export function repeatStudyCommand({ seeds }: Pick<StudyResult, "seeds">): string {
  return `tempfail replay scenario.resolved.yaml --seed ${seeds[0]?.seed ?? 1} --seeds ${seeds.length}`;
}

/** One line of a timeline. Only a line with an expectation about its time has a mark. */
export interface Step {
  readonly at: number | null;
  readonly title: string;
  readonly detail: string;
  readonly link: string;
  readonly stated?: string | undefined;
  readonly origin?: Moment["origin"];
  readonly mark?: Mark;
}

export interface Timeline {
  /** By time where a post-mortem states times, else as a chain of cause and consequence. */
  readonly order: "by time" | "by cause";
  readonly steps: readonly Step[];
}

export function timeline(result: RunResult, clock: ReportClock): Timeline {
  const { moments } = result;
  if (!moments.some(({ stated }) => stated !== undefined)) return { order: "by cause", steps: chainLinks(result) };
  const steps = moments.map((moment) => {
    const { at, until, title, kind, stated, origin, pass, severity = "fail" } = moment;
    const lasts = until === undefined ? [] : [`until ${clock.time(until)}`];
    const detail = [...lasts, ...(moment.detail === undefined ? [] : [moment.detail])].join(", ");
    const mark = pass !== undefined && { mark: markOf({ pass, severity }) };
    return { at, title, detail, link: kind, stated, origin, ...mark };
  });
  return { order: "by time", steps };
}

/** `rollback: until 11:15:00Z`. */
export function stepText({ title, detail }: Pick<Step, "title" | "detail">): string {
  return detail === "" ? title : `${title}: ${detail}`;
}

/**
 * A timeline over seeds: median times, with the earliest and latest where seeds differ. Empty where no time is stated.
 */
export function timelineOverSeeds(
  { moments }: StudyResult,
  clock: ReportClock,
): { readonly when: string; readonly what: string; readonly stated: string }[] {
  if (!moments.some(({ stated }) => stated !== undefined)) return [];
  return moments.map((moment) => {
    const { median, low, high, title, detail = "" } = moment;
    const range =
      low === high ? "" : ` [${formatValue(low, "instant", clock)} – ${formatValue(high, "instant", clock)}]`;
    const what = detail === "" || moment.kind === "chain" ? title : `${title}: ${detail}`;
    return { when: formatValue(median, "instant", clock) + range, what, stated: statedText(moment) };
  });
}

export const timelineTitle = { "by time": "Timeline", "by cause": "How it failed" } as const;

/** The stated time, or the origin of a time that is not stated. */
export function statedText({ stated, origin }: Pick<Moment, "stated" | "origin">): string {
  return stated ?? (origin === undefined ? "–" : `(${origin})`);
}

/** The links that happened, and the first refusal even when it never happened: that is the answer of the run. */
function chainLinks({ chain }: RunResult): readonly ChainLink[] {
  if (chain.every(({ at }) => at === null)) return [];
  return chain.filter(({ at, link }) => at !== null || link === "refused");
}

/** `PARTIAL: interrupted at 11:40:00Z of 15:00:00Z; …`; undefined for a complete run. */
export function partialText({ partial, durationSeconds }: RunResult, clock: ReportClock): string | undefined {
  if (!partial) return undefined;
  const [reached, end] = [clock.time(partial.reachedSeconds), clock.time(durationSeconds)];
  return `PARTIAL: interrupted at ${reached} of ${end}; totals cover the time until then; expectations were not judged`;
}

type Scaled = Pick<RunResult, "scale" | "rough">;

/** `full size`; of a scaled run what was divided, and what else that changed. */
export function scaleText({ scale, rough = [] }: Scaled): string {
  const divided = scale === 1 ? "full size" : `rates and capacities divided by ${scale}`;
  return rough.length === 0 ? divided : `${divided}; rough: ${rough.join("; ")}`;
}

/** One line for each thing that the scale changed besides the size of the system. */
export function roughTexts({ rough = [] }: Scaled): string[] {
  return rough.map((text) => `rough: ${text}`);
}
