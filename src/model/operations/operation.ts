/**
 * One entry of the timeline: a change, a fault or an attack while the system runs. Its variants are the files beside
 * this.
 */

import { z } from "zod";
import { distributionOf } from "../../engine/distribution/index.js";
import { moment } from "../../schema/moment.js";
import { duration, positive } from "../../schema/quantity.js";
import type { Controls } from "./controls.js";

/** Something breaks, somebody attacks, something is mended, or something is changed. */
export type Nature = "defect" | "attack" | "repair" | "change";

export interface Operation {
  /** Called before the run. Throws a ScenarioError when the operation is impossible; left out where it never is. */
  check?(controls: Controls): void;
  /** Carries it out. An operation of length `own` calls `ended` when it is over. */
  begin(controls: Controls, ended: () => void): void;
  /** Undoes it after `for`; never called for length `own`, nor without a `for`. */
  end(controls: Controls): void;
  /** `for`: lasts as long as the scenario says, or to the end of the run. `own`: ends by itself. */
  readonly length: "for" | "own";
  /** What kind of thing it is to those who look back at it; a change, where it does not say. */
  readonly nature?: Nature;
}

/** People react to a trigger: from the moment they know of it, they need time to look, to decide and to act. */
const reaction = z.strictObject({
  on: z.string().min(1),
  /** From the notification until somebody looks. */
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
  /** Repeats it at this interval. */
  every: positive(duration).optional(),
};

/** How a part describes its orders, key by key, so that an operation can put its own keys beside them. */
export type Description<Order> = z.ZodObject<{ readonly [key in keyof Order]-?: z.ZodType<Order[key]> }>;

export type Common = { [key in keyof typeof common]: z.output<(typeof common)[key]> };
