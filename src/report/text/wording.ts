/** The sentences that every format of a report says in the same words. */
import type { ChainLink, ExpectationOutcome, Moment, Provenance, RunResult } from "../../results/run-result.js";
import type { Estimate, ExpectationVerdict, Proportion, StudyResult } from "../../results/study-result.js";
import { formatFraction } from "../../schema/format.js";
import { exactCount, shownCount, shownValue } from "../shown-value.js";
import type { ReportClock } from "./report-clock.js";

export type Mark = "ok" | "FAIL" | "warn" | "?";

/** Warnings do not fail a run; they are marked so that nobody overlooks them. */
export function markOf({ pass, severity }: Pick<ExpectationOutcome, "pass" | "severity">): Mark {
  if (pass) return "ok";
  return severity === "fail" ? "FAIL" : "warn";
}

/** Scenarios without a post-mortem behind them state nothing; their tables leave the column out. */
export function anyStated(expectations: readonly { stated?: string | undefined }[]): boolean {
  return expectations.some(({ stated }) => stated !== undefined);
}

export function expectationsTitle(expectations: readonly { stated?: string | undefined }[]): string {
  return anyStated(expectations) ? "Stated and simulated" : "Expected and simulated";
}

/** What the run observed, in its unit; in words where the number alone would not tell. */
export function observedText({ observed, unit, text }: ExpectationOutcome, clock: ReportClock): string {
  if (unit === undefined) return text ?? (observed === null ? "–" : shownCount(observed));
  return shownValue(observed, unit, clock);
}

/** `4/s [3.8/s – 4.2/s]`: the median over seeds and the smallest and largest. */
export function observedOverSeeds({ observed }: ExpectationVerdict, clock: ReportClock): string {
  const { median, low, high, unit } = observed;
  const middle = shownValue(median, unit, clock);
  if (median === null || low === high) return middle;
  return `${middle} [${shownValue(low, unit, clock)} – ${shownValue(high, unit, clock)}]`;
}

/** What a mean is of, and in how many seeds there is such a thing where not in all: the others are not in the mean. */
export function estimateText({ title, replications }: Estimate, { seeds }: Pick<StudyResult, "seeds">): string {
  return replications === seeds.length ? title : `${title} (${replications} of ${seeds.length} seeds)`;
}

/** `31 parameters: 7 stated, 24 assumed; 58 defaults`. */
export function provenanceText({ stated, assumed, calibrated, defaults }: Provenance): string {
  const kinds = [`${stated} stated`, `${assumed} assumed`, ...(calibrated > 0 ? [`${calibrated} calibrated`] : [])];
  return `${stated + assumed + calibrated} parameters: ${kinds.join(", ")}; ${defaults} defaults`;
}

/** `9 of 9 expectations hold`, and what does not. */
export function verdictText(expectations: readonly ExpectationOutcome[]): string {
  if (expectations.length === 0) return "no expectations in this scenario";
  const held = expectations.filter((e) => e.pass).length;
  const warnings = expectations.filter((e) => markOf(e) === "warn").length;
  const note = warnings === 0 ? "" : `, ${warnings} ${warnings === 1 ? "warning" : "warnings"}`;
  return `${held} of ${expectations.length} expectations hold${note}`;
}

export type Verdict = "pass" | "fail" | "partial";

/** One word for a run: a partial one passes no judgement. */
export function verdictOf({ partial, expectations }: RunResult): Verdict {
  if (partial) return "partial";
  return expectations.some((e) => markOf(e) === "FAIL") ? "fail" : "pass";
}

/** `20 of 20 seeds (at least 84 % of all seeds, 95 % Wilson bound)`. */
export function seedsText({ held, of, low }: Proportion, level: number): string {
  return `${held} of ${of} seeds (at least ${formatFraction(low)} of all seeds, ${formatFraction(level)} Wilson bound)`;
}

/** `every expectation holds in 20 of 20 seeds (…)`; says what a study that is no pass lacks. */
export function studyVerdictText({ verdict, verdicts, level, partial }: StudyResult): string {
  const held = `every expectation holds in ${seedsText(verdicts, level)}`;
  const rest = { pass: "", fail: "", inconclusive: "; too few seeds or too much noise to decide" }[verdict];
  return partial ? `interrupted: ${held}` : held + rest;
}

/** `offered 4,320,117 = accepted 4,320,071 + waiting 41 + gave up 0 + lost 5`. */
export function messagesText({ totals }: RunResult): string {
  const { offered, accepted, waiting, gaveUp, lost } = totals.messages;
  const parts = [
    `accepted ${exactCount(accepted)}`,
    `waiting ${exactCount(waiting)}`,
    `gave up ${exactCount(gaveUp)}`,
    `lost ${exactCount(lost)}`,
  ];
  return `offered ${exactCount(offered)} = ${parts.join(" + ")}`;
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

/** Whether the run is about mail at all. */
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
  return `${exactCount(total)}, ${exactCount(further)} of them to a further address in the same attempt`;
}

/** The command that gives the same result again, in the run directory: whatever was changed is in the resolved file. */
export function repeatCommand({ seed }: Pick<RunResult, "seed">): string {
  return `tempfail replay scenario.resolved.yaml --seed ${seed}`;
}

/** The same for a study, in its directory. */
export function repeatStudyCommand({ seeds }: Pick<StudyResult, "seeds">): string {
  return `tempfail replay scenario.resolved.yaml --seed ${seeds[0]?.seed ?? 1} --seeds ${seeds.length}`;
}

/** One line of a run's story. `mark` only where something was expected of its time. */
export interface Step {
  readonly at: number | null;
  readonly title: string;
  readonly detail: string;
  readonly link: string;
  readonly stated?: string | undefined;
  readonly origin?: Moment["origin"];
  readonly mark?: Mark;
}

/** A run's story: told time by time beside what is stated where a post-mortem states times, else as cause and consequence. */
export function story(result: RunResult, clock: ReportClock): { readonly told: "by time" | "by cause"; steps: Step[] } {
  const { moments } = result;
  if (!moments.some(({ stated }) => stated !== undefined)) return { told: "by cause", steps: [...chainLinks(result)] };
  const steps = moments.map((moment) => {
    const { at, until, title, kind, stated, origin, pass, severity = "fail" } = moment;
    const lasts = until === undefined ? [] : [`until ${clock.time(until)}`];
    const detail = [...lasts, ...(moment.detail === undefined ? [] : [moment.detail])].join(", ");
    const mark = pass !== undefined && { mark: markOf({ pass, severity }) };
    return { at, title, detail, link: kind, stated, origin, ...mark };
  });
  return { told: "by time", steps };
}

/** `rollback: until 11:15:00Z`. */
export function stepText({ title, detail }: Pick<Step, "title" | "detail">): string {
  return detail === "" ? title : `${title}: ${detail}`;
}

/** The same over seeds: the middle time, and the earliest and latest where seeds differ. Nothing where no time is stated. */
export function storyOverSeeds(
  { moments }: StudyResult,
  clock: ReportClock,
): { readonly when: string; readonly what: string; readonly stated: string }[] {
  if (!moments.some(({ stated }) => stated !== undefined)) return [];
  return moments.map((moment) => {
    const { median, low, high, title, detail = "" } = moment;
    const range = low === high ? "" : ` [${shownValue(low, "instant", clock)} – ${shownValue(high, "instant", clock)}]`;
    const what = detail === "" || moment.kind === "chain" ? title : `${title}: ${detail}`;
    return { when: shownValue(median, "instant", clock) + range, what, stated: statedText(moment) };
  });
}

export const storyTitle = { "by time": "Time by time", "by cause": "How it failed" } as const;

/** What is stated of a time, or why it is what it is. */
export function statedText({ stated, origin }: Pick<Moment, "stated" | "origin">): string {
  return stated ?? (origin === undefined ? "–" : `(${origin})`);
}

/** The links that happened; of the others only a first refusal that never came, as that is the answer. */
function chainLinks({ chain }: RunResult): readonly ChainLink[] {
  if (chain.every(({ at }) => at === null)) return [];
  return chain.filter(({ at, link }) => at !== null || link === "refused");
}

/** `interrupted at 11:40:00Z of 15:00:00Z: …` for a partial run, nothing for a whole one. */
export function partialText({ partial, durationSeconds }: RunResult, clock: ReportClock): string | undefined {
  if (!partial) return undefined;
  const [reached, end] = [clock.time(partial.reachedSeconds), clock.time(durationSeconds)];
  return `PARTIAL: interrupted at ${reached} of ${end}; totals cover the time up to there, expectations were not judged`;
}
