/** What a run says of authentication: its figures, and the chain from overload to trap to recovery. */

import type { CounterDeclaration } from "../../metrics/declaration.js";
import type { Recording } from "../../metrics/recording.js";
import { authMetrics } from "../../model/auth/metrics.js";
import { monitoringEvents } from "../../model/monitoring/metrics.js";
import type { ChainLink, RunResult } from "../../results/run-result.js";

type Figure = RunResult["figures"][number];

/** Success below this is an outage, as alert rules commonly have it. */
const POOR = 0.9;

/** A trapped service works for nobody: so large a share of what it serves has been left by its caller. */
const IN_VAIN = 0.9;

export function authFigures(recording: Recording): Figure[] {
  if (!recording.has(authMetrics.calls)) return [];
  const total = (counter: CounterDeclaration) => recording.total(counter);
  const offered = total(authMetrics.offered);
  const ratio = (a: number, b: number) => (b === 0 ? null : a / b);
  const queue = recording.peaks(authMetrics.queue).reduce((most, value) => Math.max(most, value), 0);
  return [
    { id: "auth.offered", title: "requests that need auth", value: offered, unit: "1" },
    {
      id: "auth.success",
      title: "of them answered in time",
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
      title: "calls served for nobody",
      value: ratio(total(authMetrics.wasted), total(authMetrics.served)),
      unit: "fraction",
    },
    { id: "auth.queue", title: "longest queue at auth", value: queue, unit: "1" },
  ];
}

/** When success fell, when all work was in vain, when somebody was told, and when all was well again. */
export function authChain(recording: Recording): ChainLink[] {
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
      "a caller's patience is over",
    ),
    link(recording, "poor", "fewer than 90 % of requests succeed", poor, ""),
    link(
      recording,
      "vain",
      "auth works for callers who have left",
      first(vain, (share) => share >= IN_VAIN),
      "nine of ten calls served are wasted",
    ),
    told(recording),
    link(recording, "well", "99 % of requests succeed again", wellAgain(success, poor), ""),
  ];
  return links.sort((a, b) => (a.at ?? Number.POSITIVE_INFINITY) - (b.at ?? Number.POSITIVE_INFINITY));
}

function told(recording: Recording): ChainLink {
  const [mark] = recording.marksOf(monitoringEvents.notified);
  return {
    link: "alert",
    title: "the first alert is heard",
    at: mark?.at ?? null,
    detail: mark?.text ?? "did not happen",
  };
}

function firstOf(recording: Recording, counter: CounterDeclaration): number | null {
  const at = recording.first(counter, 0, Number.POSITIVE_INFINITY);
  return Number.isFinite(at) ? at : null;
}

function link({ span }: Recording, name: string, title: string, bucket: number | null, detail: string): ChainLink {
  const at = name === "slow" || bucket === null ? bucket : bucket * span.bucket;
  return { link: name, title, at, detail: at === null ? "did not happen" : detail };
}

/** The first bucket after the last poor one, once there was a poor one. */
function wellAgain(success: readonly number[], poor: number | null): number | null {
  if (poor === null) return null;
  const last = success.findLastIndex((share) => share < 0.99);
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
