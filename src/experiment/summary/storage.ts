/**
 * Storage in the summary of a run: the chain from stall over SSTables, reads and threads to 421s, retries and drain.
 */

import type { Mark, Recording } from "../../metrics/recording.js";
import { mailMetrics } from "../../model/mail/metrics.js";
import { storageEvents, storageMetrics } from "../../model/storage/metrics.js";
import type { ChainLink, Episode } from "../../results/run-result.js";
import { formatDuration, formatExactCount } from "../../schema/format.js";
import { byTime, notTaken, type PartSummary } from "./part-summary.js";

/** The links as the storage model marks them. */
const MARKED = [
  { link: "stall", event: storageEvents.stall },
  { link: "reads", event: storageEvents.saturated },
  { link: "threads", event: storageEvents.threadsFull },
  { link: "quorum", event: storageEvents.quorumLost },
] as const;

export const storageSummary: PartSummary = { figures: () => [], chain: failureChain };

function failureChain(recording: Recording, episodes: readonly Episode[]): ChainLink[] {
  if (!recording.has(storageMetrics.writes)) return [];
  const first = episodes[0];
  const links: ChainLink[] = MARKED.map(({ link, event }) => {
    const mark = before(recording.marksOf(event), first);
    return mark ? { link, title: event.title, at: mark.at, detail: mark.text } : notTaken(link, event.title);
  });
  links.splice(1, 0, sstables(recording, links[0]?.at ?? null));
  return [...links, refused(first), retries(recording, first), drain(recording, episodes)].sort(byTime);
}

/** The first mark that belongs to the first episode; any, when there is none. */
function before(marks: readonly Mark[], episode: Episode | undefined): Mark | undefined {
  return marks.find((mark) => episode === undefined || mark.at <= episode.end);
}

/** When the worst node first held twice the SSTables that it held when the first stall began. */
function sstables(recording: Recording, stall: number | null): ChainLink {
  const { bucket } = recording.span;
  const counts = recording.series(storageMetrics.sstables);
  const title = "SSTables pile up";
  if (stall === null) return notTaken("sstables", title);
  const begin = Math.floor(stall / bucket);
  const base = Math.max(1, counts[begin] ?? 1);
  for (let i = begin; i < counts.length; i++)
    if ((counts[i] ?? 0) >= 2 * base)
      return {
        link: "sstables",
        title,
        at: i * bucket,
        detail: `worst node: ${Math.round(counts[i] ?? 0)} SSTables, twice the ${Math.round(base)} at the stall`,
      };
  return notTaken("sstables", title);
}

function refused(first: Episode | undefined): ChainLink {
  const title = "first 421 for storage";
  if (first === undefined) return notTaken("refused", title);
  const lead =
    first.latencyLead === null ? "" : `; write p99 had risen ${formatDuration(Math.round(first.latencyLead))} before`;
  return {
    link: "refused",
    title,
    at: first.start,
    detail: `${formatExactCount(first.refused)} refusals in this episode${lead}`,
  };
}

/** The minute with most attempts per new message after the first refusal. */
function retries(recording: Recording, first: Episode | undefined): ChainLink {
  const title = "senders come back";
  if (first === undefined) return notTaken("retries", title);
  const { bucket } = recording.span;
  const attempts = recording.series(mailMetrics.attempts);
  const offered = recording.series(mailMetrics.offered);
  let best = { at: first.start, ratio: 0 };
  for (let i = Math.floor(first.start / bucket); i < attempts.length; i++) {
    const ratio = (attempts[i] ?? 0) / Math.max(1, offered[i] ?? 0);
    if (ratio > best.ratio) best = { at: Math.max(first.start, i * bucket), ratio };
  }
  return {
    link: "retries",
    title,
    at: best.at,
    detail: `at the peak ${best.ratio.toFixed(2)} attempts per new message`,
  };
}

function drain(recording: Recording, episodes: readonly Episode[]): ChainLink {
  const title = "the backlog has drained";
  const last = episodes.at(-1);
  if (last === undefined) return notTaken("drain", title);
  const mark = recording.marksOf(storageEvents.drained).at(-1);
  const detail = "no refusal for storage after this; compactions have caught up";
  return { link: "drain", title, at: Math.max(last.end, mark?.at ?? 0), detail };
}
