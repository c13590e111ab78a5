/**
 * The edge in the summary of a run: figures of the blind spot, the device and the attacks; the chain from harm to cure.
 */

import type { EventDeclaration } from "../../metrics/declaration.js";
import type { Recording } from "../../metrics/recording.js";
import { edgeEvents, edgeMetrics } from "../../model/edge/metrics.js";
import { mailMetrics } from "../../model/mail/metrics.js";
import { monitoringEvents, monitoringMetrics } from "../../model/monitoring/metrics.js";
import type { ChainLink } from "../../results/run-result.js";
import { formatFraction } from "../../schema/format.js";
import { byTime, type Figure, type PartSummary } from "./part-summary.js";

/** A blind spot this wide is worth telling. */
const WIDE = 0.01;
/** The backlog is gone when at most this share of its peak still waits. */
const TAIL = 0.01;

export const edgeSummary: PartSummary = { figures: edgeFigures, chain: edgeChain };

function edgeFigures(recording: Recording): Figure[] {
  if (!recording.has(monitoringMetrics.blindSpot)) return [];
  return [...gapFigures(recording), ...deviceFigures(recording), ...attackFigures(recording)];
}

function gapFigures(recording: Recording): Figure[] {
  const widest = widestGap(recording);
  if (widest === undefined || widest.gap <= 0) return [];
  return [
    { id: "gap", title: "widest blind spot between server and clients", value: widest.gap, unit: "fraction" },
    { id: "gap.at", title: "the blind spot was widest from", value: widest.at, unit: "instant" },
  ];
}

function widestGap(recording: Recording): { gap: number; at: number } | undefined {
  let widest: { gap: number; at: number } | undefined;
  for (const [i, gap] of recording.series(monitoringMetrics.blindSpot).entries())
    if (!Number.isNaN(gap) && (widest === undefined || gap > widest.gap))
      widest = { gap, at: i * recording.span.bucket };
  return widest;
}

/** The device's confusion matrix: good connections that it ended, and what of attacks it let pass. */
function deviceFigures(recording: Recording): Figure[] {
  const came = recording.total(edgeMetrics.cameTo.member("mitigation"));
  const dropped = recording.total(edgeMetrics.droppedAt.member("mitigation"));
  const sent = sum(recording.series(edgeMetrics.attackSent));
  const title = "good connections that the mitigation device ended";
  return [
    ...(came > 0 ? [{ id: "harm", title, value: dropped / came, unit: "fraction" }] : []),
    ...(sent > 0
      ? [
          {
            id: "leak",
            title: "attack traffic that got past the device",
            value: sum(recording.series(edgeMetrics.attackPassed)) / sent,
            unit: "fraction",
          },
        ]
      : []),
  ];
}

/** For the attack with the longest time to mitigation: that time, and the time until the backlog was gone. */
function attackFigures(recording: Recording): Figure[] {
  const attack = longestAttack(recording);
  if (attack === undefined) return [];
  const waiting = Array.from(recording.peaks(mailMetrics.waiting));
  const since = Math.floor(attack.met / recording.span.bucket);
  const most = waiting
    .slice(Math.floor(attack.begun / recording.span.bucket), since + 1)
    .reduce((a, b) => Math.max(a, b), 0);
  const rest = waiting.findIndex((value, i) => i > since && value <= TAIL * most);
  const tail = rest < 0 ? null : rest * recording.span.bucket - attack.met;
  const title = "from the longest attack to its mitigation";
  return [
    { id: "mitigate", title, value: attack.met - attack.begun, unit: "s" },
    ...(tail === null
      ? []
      : [
          { id: "backlog", title: "most messages waiting during that attack", value: most, unit: "1" },
          { id: "tail", title: "from its mitigation until 1 % of them still waited", value: tail, unit: "s" },
        ]),
  ];
}

function longestAttack(recording: Recording): { begun: number; met: number } | undefined {
  const begins = recording.marksOf(edgeEvents.attackBegins);
  const attacks = recording.marksOf(edgeEvents.deployed).flatMap(({ at, text }) => {
    const begin = begins.findLast((mark) => mark.text === text && mark.at <= at);
    return begin ? [{ begun: begin.at, met: at }] : [];
  });
  return attacks.sort((a, b) => b.met - b.begun - (a.met - a.begun))[0];
}

/** The events at the edge, in order of time. */
function edgeChain(recording: Recording): ChainLink[] {
  if (!recording.has(monitoringMetrics.blindSpot)) return [];
  const links = firstMarks(recording).flatMap(({ kind, at, text }) => {
    const told = TOLD.get(kind);
    return told === undefined ? [] : [{ link: told.link, title: told.event.title, at, detail: text }];
  });
  const harm = recording.first(edgeMetrics.unanswered, 0, Number.POSITIVE_INFINITY);
  if (!Number.isFinite(harm)) return links;
  links.push({ link: "harm", title: "the first attempt without an answer", at: harm, detail: "" });
  const widest = widestGap(recording);
  if (widest !== undefined && widest.gap >= WIDE) {
    const detail = `the server sees ${formatFraction(widest.gap)} more success than its clients`;
    links.push({ link: "gap", title: "the blind spot is widest", at: widest.at, detail });
  }
  return links.sort(byTime);
}

const LINKS: readonly { readonly link: string; readonly event: EventDeclaration }[] = [
  { link: "attack", event: edgeEvents.attackBegins },
  { link: "attack", event: edgeEvents.attackEnds },
  { link: "alert", event: monitoringEvents.notified },
  { link: "identified", event: edgeEvents.identified },
  { link: "deployed", event: edgeEvents.deployed },
  { link: "device", event: edgeEvents.deviceOn },
  { link: "device", event: edgeEvents.deviceOff },
  { link: "device", event: edgeEvents.deviceProfile },
  { link: "tickets", event: monitoringEvents.ticketsThreshold },
  { link: "search", event: monitoringEvents.searchBegins },
  { link: "cleared", event: monitoringEvents.cleared },
  { link: "found", event: monitoringEvents.found },
  { link: "open", event: monitoringEvents.searchOpen },
];

/** By the event's name. */
const TOLD = new Map(LINKS.map((one) => [one.event.name, one]));

/** The first of each kind of repeated marks. */
function firstMarks({ marks }: Recording) {
  const seen = new Set<string>();
  return marks.filter(({ kind, text }) => {
    const key = `${kind} ${text}`;
    if (!TOLD.has(kind) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
