/** One entry of the timeline: what somebody, or fate, does to the system while it runs. Variants are files beside this one. */

import { z } from "zod";
import { distributionOf } from "../../engine/distribution/index.js";
import { moment } from "../../schema/moment.js";
import { duration, positive } from "../../schema/quantity.js";
import type { Controls } from "./controls.js";

/** Something breaks, somebody attacks, something is mended, or something is changed. */
export type Nature = "defect" | "attack" | "repair" | "change";

export interface Operation {
  /** Throws a ScenarioError when it could not be done: called before the run. An operation that always can leaves it out. */
  check?(controls: Controls): void;
  /** Does it. Calls `ended` when an operation that takes its own time is over. */
  begin(controls: Controls, ended: () => void): void;
  /** Undoes it, after `for`. */
  end(controls: Controls): void;
  /** `for`: lasts as long as the scenario says, or to the end of the run. `own`: ends by itself. */
  readonly length: "for" | "own";
  /** What kind of thing it is to those who look back at it; a change, where it does not say. */
  readonly nature?: Nature;
}

/** People react: they know of an alert (its `notify`), come to it after a while, decide what to do, and do it. */
const reaction = z.strictObject({
  on: z.string().min(1),
  /** From knowing to looking. */
  after: distributionOf(duration).prefault("0s"),
  decide: distributionOf(duration).prefault("0s"),
  act: distributionOf(duration).prefault("0s"),
});

/** The keys that every operation has. */
export const common = {
  name: z.string().regex(/^[a-z][a-z0-9-]*$/, "a lower-case name: letters, digits and hyphens"),
  /** A clock time, an offset from the start, or a reaction to an alert: `{ on: alert, after: 10min }`. */
  at: z.union([moment, reaction]),
  /** How long it lasts. */
  for: positive(duration).optional(),
  /** Does it again after each such interval. */
  every: positive(duration).optional(),
};

export type Common = { [key in keyof typeof common]: z.output<(typeof common)[key]> };
