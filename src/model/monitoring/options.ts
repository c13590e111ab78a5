/** What a scenario may say of the people and machines that watch the system. */

import { z } from "zod";
import { distributionOf } from "../../engine/distribution/index.js";
import { duration, positive } from "../../schema/quantity.js";

const alert = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/, "a lower-case name: letters, digits and hyphens"),
  /** A condition in the metric grammar, without a window. */
  when: z.string().min(1),
  /** The condition is judged over the last so many seconds. */
  over: positive(duration).prefault("5min"),
  /** It must hold at every look for so long before the alert fires. */
  for: duration.prefault("0s"),
  /** From firing until a person knows. */
  notify: distributionOf(duration).prefault("0s"),
});

export const monitoringOptions = z
  .strictObject({
    /** How often rules are looked at. */
    interval: positive(duration).prefault("1min"),
    alerts: z.array(alert).max(200).default([]),
  })
  .superRefine(({ alerts }, context) => {
    const names = alerts.map(({ name }) => name);
    for (const [index, name] of names.entries())
      if (names.indexOf(name) < index)
        context.addIssue({ code: "custom", path: ["alerts", index, "name"], message: `a second alert "${name}"` });
  });

export type MonitoringOptions = z.output<typeof monitoringOptions>;
export type AlertOptions = MonitoringOptions["alerts"][number];
