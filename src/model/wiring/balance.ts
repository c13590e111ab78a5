/** What must balance at the end of a run: the laws of every part, and those that hold between two of them. */

import type { CounterDeclaration } from "../../metrics/declaration.js";
import type { Meter } from "../../metrics/meter.js";
import { intakeMetrics } from "../intake/metrics.js";
import type { Replies } from "../intake/replies.js";
import { mailMetrics } from "../mail/metrics.js";
import { storageMetrics } from "../storage/metrics.js";
import { difference, type Law } from "../vocabulary/conservation-law.js";

/** A part that keeps accounts. */
export interface Accountable {
  laws(): Law[];
}

/** Where the counts of two parts are found. */
export interface Counts {
  readonly meter: Meter;
  readonly replies: Replies;
  readonly storage: Accountable | undefined;
}

/** @param parts those that the scenario has; undefined for those that it leaves out */
export function lawsOf(parts: readonly (Accountable | undefined)[], { meter, replies, storage }: Counts): Law[] {
  const recording = meter.recording();
  const total = (counter: CounterDeclaration) => recording.total(counter);
  const laws = [
    ...parts.flatMap((part) => part?.laws() ?? []),
    difference(
      "250 and 200 replies = messages accepted + duplicates",
      total(intakeMetrics.accepted) + total(intakeMetrics.httpAccepted),
      total(mailMetrics.accepted) + total(mailMetrics.duplicates),
    ),
  ];
  if (storage === undefined) return laws;
  const failed = total(storageMetrics.failed);
  return [...laws, difference("421 and 5xx for storage = failed accept writes", replies.storageFailed, failed)];
}
