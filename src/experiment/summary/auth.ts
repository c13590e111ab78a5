/** Authentication in the summary of a run: its figures, and the chain from overload to trap to recovery. */

import type { CounterDeclaration } from "../../metrics/declaration.js";
import type { Recording } from "../../metrics/recording.js";
import { authMetrics } from "../../model/auth/metrics.js";
import { monitoringEvents } from "../../model/monitoring/metrics.js";
import type { ChainLink } from "../../results/run-result.js";
import { byTime, type Figure, notTaken, type PartSummary, WELL } from "./part-summary.js";

/** Success below this is an outage, as alert rules commonly have it. */
const POOR = 0.9;

/** In a trap the service serves calls whose callers have given up: at least this share of all. */
const IN_VAIN = 0.9;

export const authSummary: PartSummary = { figures: authFigures, chain: authChain };

function authFigures(recording: Recording): Figure[] {
  if (!recording.has(authMetrics.calls)) return [];
  const total = (counter: CounterDeclaration) => recording.total(counter);
  const offered = total(authMetrics.offered);
  const ratio = (a: number, b: number) => (b === 0 ? null : a / b);
  const queue = recording.peaks(authMetrics.queue).reduce((most, value) => Math.max(most, value), 0);
  return [
    { id: "auth.offered", title: "requests to auth", value: offered, unit: "1" },
    {
      id: "auth.success",
      title: "requests to auth answered in time",
      value: ratio(total(authMetrics.goodput), offered),
      unit: "fraction",
    },
    {
      id: "auth.amplification",
      title: "calls to auth per request",
      value: ratio(total(authMetrics.calls), offered),
      unit: "1",
    },
    {
      id: "auth.wasted",
      title: "calls served after their callers had given up",
      value: ratio(total(authMetrics.wasted), total(authMetrics.served)),
      unit: "fraction",
    },
    { id: "auth.queue", title: "longest queue at auth", value: queue, unit: "1" },
  ];
}

/** When success fell, when nearly all work was wasted, when the first alert was heard, and when success came back. */
function authChain(recording: Recording): ChainLink[] {
  if (!recording.has(authMetrics.calls)) return [];
  const success = shares(recording, authMetrics.goodput, authMetrics.offered);
  const vain = shares(recording, authMetrics.wasted, authMetrics.served);
  const poor = first(success, (share) => share < POOR);
  const links: ChainLink[] = [
    link(
      recording,
      "slow",
      "calls to auth time out",
      firstOf(recording, authMetrics.timeouts),
      "callers begin to give up",
    ),
    link(recording, "poor", "fewer than 90 % of requests succeed", poor, ""),
    link(
      recording,
      "vain",
      "auth serves callers who have given up",
      first(vain, (share) => share >= IN_VAIN),
      "nine of ten calls served are wasted",
    ),
    told(recording),
    link(recording, "well", "99 % of requests succeed again", wellAgain(success, poor), ""),
  ];
  return links.sort(byTime);
}

function told(recording: Recording): ChainLink {
  const [link, title] = ["alert", "the first alert is heard"];
  const [mark] = recording.marksOf(monitoringEvents.notified);
  return mark ? { link, title, at: mark.at, detail: mark.text } : notTaken(link, title);
}

function firstOf(recording: Recording, counter: CounterDeclaration): number | null {
  const at = recording.first(counter, 0, Number.POSITIVE_INFINITY);
  return Number.isFinite(at) ? at : null;
}

function link({ span }: Recording, name: string, title: string, bucket: number | null, detail: string): ChainLink {
  const at = name === "slow" || bucket === null ? bucket : bucket * span.bucket;
  return at === null ? notTaken(name, title) : { link: name, title, at, detail };
}

/** The first bucket after the last poor one, once there was a poor one. */
function wellAgain(success: readonly number[], poor: number | null): number | null {
  if (poor === null) return null;
  const last = success.findLastIndex((share) => share < WELL);
  return last + 1 < success.length ? last + 1 : null;
}

function first(values: readonly number[], is: (value: number) => boolean): number | null {
  const index = values.findIndex(is);
  return index < 0 ? null : index;
}

/** One counter's amount over another's, per bucket; NaN where there is nothing. */
function shares(recording: Recording, part: CounterDeclaration, whole: CounterDeclaration): number[] {
  const all = recording.series(whole);
  return Array.from(recording.series(part), (amount, i) => amount / (all[i] ?? 0));
}
