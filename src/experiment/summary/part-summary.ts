/** What one part of the system contributes to the summary of a run. run-summary.ts has the list of the parts. */

import type { Recording } from "../../metrics/recording.js";
import type { ChainLink, Episode, RunResult } from "../../results/run-result.js";

export type Figure = RunResult["figures"][number];

export interface PartSummary {
  /** None when the run does not have the part. */
  figures(recording: Recording): Figure[];
  /** From cause to consequence, in order of time; steps that the run never took come last. */
  chain(recording: Recording, episodes: readonly Episode[]): ChainLink[];
}

/** Success below this share is an outage, as in the grammar's `recovered(all, 99%)`. */
export const WELL = 0.99;

/** A step of the chain that this run never took. */
export function notTaken(link: string, title: string): ChainLink {
  return { link, title, at: null, detail: "did not happen" };
}

/** Orders by time; what never happened comes last. */
export function byTime(a: { at: number | null }, b: { at: number | null }): number {
  return timeOf(a) - timeOf(b);
}

function timeOf({ at }: { at: number | null }): number {
  return at ?? Number.MAX_VALUE;
}
