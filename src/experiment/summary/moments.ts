/**
 * The timeline of a run: operations, events, and the times that the post-mortem states for them. One list of
 * operations, of expectations about a time, and of the links of the failure chain that no expectation covers.
 */

import type { EventDeclaration } from "../../metrics/declaration.js";
import { type Operand, parseExpression } from "../../metrics/expression/index.js";
import { declaredEvents } from "../../model/catalogues.js";
import { edgeEvents } from "../../model/edge/metrics.js";
import { monitoringEvents } from "../../model/monitoring/metrics.js";
import type { ExpectationOutcome, Moment, RunResult } from "../../results/run-result.js";
import type { ResolvedLeaf } from "../../scenario/leaves.js";
import type { ResolvedScenario } from "../../scenario/schema.js";
import { formatFraction } from "../../schema/format.js";
import { byTime } from "./part-summary.js";

const { fired, notified, ticketsThreshold, found } = monitoringEvents;

/** Events that expectations ask for with `first(…)`, in words. */
const EVENTS: ReadonlyMap<string, string> = new Map([
  ...declaredEvents.map(({ name, title }): [string, string] => [name, title]),
  [fired.name, "the first alert fires"],
  [notified.name, "the first alert is heard"],
]);

/** The events that links of the chain are about, as expectations ask for them. */
const EVENT_OF: Readonly<Record<string, string>> = {
  alert: firstOf(notified),
  identified: firstOf(edgeEvents.identified),
  deployed: firstOf(edgeEvents.deployed),
  tickets: firstOf(ticketsThreshold),
  found: firstOf(found),
  well: "recovered(all, 99 %)",
};

/** As expectations write it. @param text the one of that name alone */
function firstOf({ name }: EventDeclaration, text?: string): string {
  return `first(${text === undefined ? name : `${name}.${text}`})`;
}

/** Links whose detail is a name. The details of others are figures, which differ from seed to seed. */
const NAMED: readonly string[] = ["alert", "attack", "identified", "deployed"];

/** Links that repeat an operation. */
const OF_OPERATIONS: readonly string[] = ["attack", "device"];

type Happened = Pick<RunResult, "timeline" | "expectations" | "chain">;

/** In order of time; what never happened comes last. */
export function momentsOf({ scenario, leaves }: ResolvedScenario, happened: Happened): Moment[] {
  const { timeline, expectations } = happened;
  const names = scenario.operations.map((one) => String(one.name));
  const claims = expectations.map(claimOf);
  const firsts = timeline.filter(({ name }, index) => timeline.findIndex((one) => one.name === name) === index);
  return [
    ...firsts.map((entry) => {
      const repetitions = timeline.filter(({ name }) => name === entry.name).length;
      return operationMoment(entry, repetitions, labelOf(leaves, names.indexOf(entry.name)));
    }),
    ...claims.flatMap((claim) => (claim.about === "a time" ? timeMoment(claim) : [])),
    ...linkMoments(happened, claims),
  ].sort(byTime);
}

/** For a repeated operation, its first time. */
function operationMoment(
  entry: RunResult["timeline"][number],
  repetitions: number,
  label: ResolvedLeaf["label"],
): Moment {
  const { at, until = null, name } = entry;
  const [[origin, reason] = []] = Object.entries(label ?? {});
  return {
    id: `operation ${name}`,
    at,
    ...(until !== null && until > at && { until }),
    title: name,
    ...(repetitions > 1 && { detail: `the first of ${repetitions}` }),
    kind: "operation",
    ...(origin === "stated" && { stated: reason }),
    ...((origin === "assumed" || origin === "calibrated") && { origin }),
  };
}

/** Where the time of an operation comes from. */
function labelOf(leaves: readonly ResolvedLeaf[], index: number): ResolvedLeaf["label"] {
  return leaves.find(({ path: [part, place, key] }) => part === "operations" && place === index && key === "at")?.label;
}

/** An expectation, and the event that it asks for: when it was, or how long it took to come. */
interface Claim {
  readonly outcome: ExpectationOutcome;
  readonly about: "a time" | "a span" | "something else";
  readonly event: string;
  readonly title: string;
}

function claimOf(outcome: ExpectationOutcome): Claim {
  const { left } = parseExpression(outcome.that);
  const about = outcome.unit === "instant" ? "a time" : outcome.unit === "s" ? "a span" : "something else";
  const asked = about === "a span" && left.kind === "arithmetic" && left.sign === "-" ? left.left : left;
  return { outcome, about, ...eventOf(asked, outcome.id) };
}

/** In words where there are some, else by the name that the scenario gave it. */
function eventOf(asked: Operand, id: string): Pick<Claim, "event" | "title"> {
  if (asked.kind !== "call" || asked.of.kind !== "name") return { event: "", title: id };
  const { name, of, extras } = asked;
  if (name === "first") return { event: `first(${of.name})`, title: EVENTS.get(of.name) ?? heard(of.name) ?? id };
  if (name !== "recovered") return { event: "", title: id };
  const share = extras[0]?.unit === "fraction" ? formatFraction(extras[0].value) : "full";
  const title = `${of.name === "all" ? "every part" : of.name}: ${share} success again`;
  return { event: `recovered(${of.name}, ${share})`, title };
}

/** `alerts.notified.api-login-fails`. */
function heard(event: string): string | undefined {
  const alertIn = ({ name }: EventDeclaration) =>
    event.startsWith(`${name}.`) ? event.slice(name.length + 1) : undefined;
  const [fires, isHeard] = [alertIn(fired), alertIn(notified)];
  if (fires !== undefined) return `${fires} fires`;
  return isHeard === undefined ? undefined : `${isHeard} is heard`;
}

/** That something never happens is no moment. */
function timeMoment({ outcome, title }: Claim): Moment[] {
  const { id, observed, pass } = outcome;
  if (pass && observed === null) return [];
  return [{ id, at: observed, title, kind: "expectation", ...judged(outcome) }];
}

function judged({ stated, pass, severity }: ExpectationOutcome): Pick<Moment, "stated" | "pass" | "severity"> {
  return { ...(stated !== undefined && { stated }), pass, severity };
}

/** Links that no expectation and no operation tells already; with what is stated of how long they took to come. */
function linkMoments({ chain, timeline }: Happened, claims: readonly Claim[]): Moment[] {
  const operated = new Set(timeline.flatMap(({ at, until }) => [at, until]));
  const told = new Set(claims.filter(({ about }) => about === "a time").map(({ event }) => event));
  const spans = claims.filter(({ about }) => about === "a span");
  return chain.flatMap(({ link, title, at, detail }, index) => {
    const event = EVENT_OF[link] ?? "nothing";
    const before = chain.slice(0, index).filter((one) => one.link === link).length;
    const isTold = (before === 0 && told.has(event)) || told.has(firstOf(notified, detail));
    if (at === null || isTold || (OF_OPERATIONS.includes(link) && operated.has(at))) return [];
    const span = before === 0 ? spans.find((one) => one.event === event) : undefined;
    const words = { title, ...(detail !== "" && { detail }) };
    const which = NAMED.includes(link) ? detail : before === 0 ? "" : `${before + 1}`;
    return [{ id: `chain ${link} ${which}`.trim(), at, ...words, kind: "chain", ...(span && judged(span.outcome)) }];
  });
}
