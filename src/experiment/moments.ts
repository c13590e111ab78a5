/**
 * A run time by time: what people did, what happened, and when each is stated to have happened. One list of operations,
 * of expectations about a time, and of the links of the failure chain that no expectation speaks about already.
 */

import { type Expression, parseExpression } from "../metrics/expression/index.js";
import type { ChainLink, ExpectationOutcome, Moment, RunResult } from "../results/run-result.js";
import type { ResolvedLeaf } from "../scenario/leaves.js";
import type { ResolvedScenario } from "../scenario/schema.js";
import { formatFraction } from "../schema/format.js";

/** Events that expectations ask for with `first(…)`, in words. */
const EVENTS: Readonly<Record<string, string>> = {
  "alerts.fired": "the first alert fires",
  "alerts.notified": "the first alert is heard",
  "attack.begins": "an attack begins",
  "attack.ends": "the attack ends",
  "mitigation.identified": "the provider knows what the attack is",
  "mitigation.deployed": "the mitigation is in place",
  "mitigation.on": "the mitigation device is switched on",
  "mitigation.off": "the mitigation device is switched off",
  "tickets.threshold": "customers' tickets show a pattern",
  "storage.stall": "compactions stall",
  "storage.stall.end": "compactions go on",
  "storage.saturated": "the disk no longer grants all reads",
  "storage.threads.full": "request threads are full",
};

/** Links of the chain that say the same as an expectation about that time. */
const SAME_AS: Readonly<Record<string, string>> = { alert: "first(alerts.notified)", well: "recovered(all, 99%)" };

type Happened = Pick<RunResult, "timeline" | "expectations" | "chain">;

/** In order of time; what never happened comes last. */
export function momentsOf({ scenario, leaves }: ResolvedScenario, happened: Happened): Moment[] {
  const { timeline, expectations, chain } = happened;
  const names = scenario.operations.map((one) => String(one.name));
  const times = expectations.flatMap(timed);
  const spoken = times.map(({ text }) => text);
  const rest = chain.filter(({ at, link }) => at !== null && !spoken.includes(SAME_AS[link] ?? ""));
  const firsts = timeline.filter(({ name }, index) => timeline.findIndex((one) => one.name === name) === index);
  return [
    ...firsts.map((entry) => {
      const repetitions = timeline.filter(({ name }) => name === entry.name).length;
      return operationMoment(entry, repetitions, labelOf(leaves, names.indexOf(entry.name)));
    }),
    ...times.map(({ moment }) => moment),
    ...rest.map(linkMoment),
  ].sort((a, b) => (a.at ?? Number.POSITIVE_INFINITY) - (b.at ?? Number.POSITIVE_INFINITY));
}

/** The first of its repetitions, when there are some. */
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

/** Expectations whose answer is a time. That something never happens is no moment. */
function timed(outcome: ExpectationOutcome): { readonly text: string; readonly moment: Moment }[] {
  const { id, that, observed, unit, pass, severity, stated } = outcome;
  if (unit !== "instant" || (pass && observed === null)) return [];
  const expression = parseExpression(that);
  const moment: Moment = { id, at: observed, title: titleOf(expression, id), kind: "expectation", pass, severity };
  return [{ text: expression.observedText, moment: { ...moment, ...(stated !== undefined && { stated }) } }];
}

/** In words where there are some, else by the name that the scenario gave it. */
function titleOf({ left }: Expression, id: string): string {
  if (left.kind !== "call" || left.of.kind !== "name") return id;
  const { name, of, extras } = left;
  if (name === "first") return EVENTS[of.name] ?? id;
  if (name !== "recovered") return id;
  const who = of.name === "all" ? "every part" : of.name;
  const share = extras[0]?.unit === "fraction" ? formatFraction(extras[0].value) : "full";
  return `${who}: ${share} success again`;
}

function linkMoment({ link, title, at, detail }: ChainLink): Moment {
  return { id: `chain ${link}`, at, title, ...(detail !== "" && { detail }), kind: "chain" };
}
