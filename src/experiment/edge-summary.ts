/** What a run says of its way in: figures of the blind spot, the device and the attacks; and the chain from harm to cure. */

import type { Recording } from "../metrics/recording.js";
import type { ChainLink, RunResult } from "../results/run-result.js";
import { formatFraction } from "../schema/format.js";

type Figure = RunResult["figures"][number];

/** A blind spot this wide is worth telling when it opened. */
const WIDE = 0.01;
/** Senders have come to rest again when so few of those that waited at most still do. */
const TAIL = 0.01;

export function edgeFigures(recording: Recording): Figure[] {
  if (!recording.find("vantage.gap")) return [];
  return [...gapFigures(recording), ...deviceFigures(recording), ...attackFigures(recording)];
}

function gapFigures(recording: Recording): Figure[] {
  const gaps = recording.series("vantage.gap");
  const widest = gaps.reduce((most, gap, i) => (gap > (gaps[most] ?? -1) || Number.isNaN(gaps[most]!) ? i : most), 0);
  const value = gaps[widest] ?? Number.NaN;
  if (!(value > 0)) return [];
  return [
    { id: "gap", title: "widest blind spot between server and clients", value, unit: "fraction" },
    { id: "gap.at", title: "it was widest from", value: widest * recording.span.bucket, unit: "instant" },
  ];
}

/** The device's confusion matrix: good connections that it ended, and what of attacks it let pass. */
function deviceFigures(recording: Recording): Figure[] {
  const [came, dropped] = [recording.total("hops.mitigation.in"), recording.total("hops.mitigation.dropped")];
  const sent = sum(recording.series("attack.sent"));
  const title = "good connections that the mitigation device ended";
  return [
    ...(came > 0 ? [{ id: "harm", title, value: dropped / came, unit: "fraction" }] : []),
    ...(sent > 0
      ? [
          {
            id: "leak",
            title: "attack traffic that got past the device",
            value: sum(recording.series("attack.passed")) / sent,
            unit: "fraction",
          },
        ]
      : []),
  ];
}

/** Of the first attack: until it was met, and until the mail that waited meanwhile was in. */
function attackFigures(recording: Recording): Figure[] {
  const [begun, met] = [markOf(recording, "attack.begins"), markOf(recording, "mitigation.deployed")];
  if (begun === undefined) return [];
  const waiting = recording.peaks("messages.waiting");
  const most = waiting.reduce((high, value) => Math.max(high, value), 0);
  const rest = met === undefined ? -1 : waiting.findIndex((value, i) => at(i) >= met.at && value <= TAIL * most);
  function at(bucket: number): number {
    return bucket * recording.span.bucket;
  }
  return [
    { id: "mitigate", title: "from the attack to its mitigation", value: met ? met.at - begun.at : null, unit: "s" },
    { id: "backlog", title: "messages waiting at most", value: most, unit: "1" },
    {
      id: "tail",
      title: "from mitigation until 1 % of them waited",
      value: met === undefined || rest < 0 ? null : at(rest) - met.at,
      unit: "s",
    },
  ];
}

/** What happened on the way in, in order; nothing where nothing did. */
export function edgeChain(recording: Recording): ChainLink[] {
  if (!recording.find("vantage.gap")) return [];
  const links = firstMarks(recording).flatMap(({ kind, at, text }) => {
    const told = TOLD[kind];
    return told === undefined ? [] : [{ link: told.link, title: told.title, at, detail: text }];
  });
  const harm = recording.first("failures.unanswered", 0, Number.POSITIVE_INFINITY);
  if (!Number.isFinite(harm)) return links;
  links.push({ link: "harm", title: "the first attempt that nobody answers", at: harm, detail: "" });
  const gaps = recording.series("vantage.gap");
  const wide = gaps.findIndex((gap) => gap >= WIDE);
  if (wide >= 0) {
    const detail = `the server sees ${formatFraction(gaps[wide] ?? 0)} more success than its clients`;
    links.push({ link: "gap", title: "a blind spot opens", at: wide * recording.span.bucket, detail });
  }
  return links.sort((a, b) => a.at - b.at);
}

const TOLD: Readonly<Record<string, { link: string; title: string }>> = {
  "attack.begins": { link: "attack", title: "an attack begins" },
  "attack.ends": { link: "attack", title: "the attack ends" },
  "alerts.notified": { link: "alert", title: "somebody hears an alert" },
  "mitigation.identified": { link: "identified", title: "people know what the attack is" },
  "mitigation.deployed": { link: "deployed", title: "the device stands in its way" },
  "mitigation.on": { link: "device", title: "the mitigation device is switched on" },
  "mitigation.off": { link: "device", title: "the mitigation device is switched off" },
  "tickets.threshold": { link: "tickets", title: "tickets show a pattern" },
  "investigation.begins": { link: "search", title: "people begin to look for the cause" },
  "investigation.cleared": { link: "cleared", title: "a suspect is cleared" },
  "investigation.found": { link: "found", title: "the cause is found" },
  "investigation.open": { link: "open", title: "nobody is left to suspect" },
};

/** Of marks that are repeated, the first. */
function firstMarks({ marks }: Recording) {
  const key = ({ kind, text }: { kind: string; text: string }) => `${kind} ${text}`;
  return marks.filter((mark, index) => marks.findIndex((other) => key(other) === key(mark)) === index);
}

function markOf({ marks }: Recording, wanted: string) {
  return marks.find(({ kind }) => kind === wanted);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
