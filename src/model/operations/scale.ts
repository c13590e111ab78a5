/**
 * Multiplies the capacity of the intake (sessions and workers) or of auth (workers) by a factor, some time after the
 * order.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { each } from "../../schema/per-system.js";
import { duration } from "../../schema/quantity.js";
import type { Layer, Settings } from "./controls.js";
import { common, type Operation } from "./operation.js";

/** The options that a part's capacity consists of. */
export const capacity = { intake: ["intake.sessions", "intake.api.workers"], auth: ["auth.workers"] } as const;

export const scale = choice({
  name: "scale",
  summary:
    "multiplies the capacity of the intake or of auth, some time after it was asked for; with `for`, takes it back",
  options: z.strictObject({
    ...common,
    part: z.enum(["intake", "auth"]).default("intake"),
    by: each(z.number().positive()),
    /** From the order until the machines serve. */
    lag: duration.prefault("0s"),
  }),
  create({ part, by, lag }): Operation {
    const paths = capacity[part];
    const times = (value: string | number) => Math.max(1, Math.round(Number(value) * by));
    const layers: Layer[] = [];
    let on = false;
    const grow = (settings: Settings) => {
      if (on) layers.push(...paths.map((path) => settings.lay(path, times)));
    };
    return {
      length: "for",
      check({ settings }) {
        for (const path of paths) settings.check(path);
      },
      begin({ settings, wait }) {
        on = true;
        if (lag === 0) grow(settings);
        else wait(lag, () => grow(settings));
      },
      end({ settings }) {
        on = false;
        for (const layer of layers.splice(0)) settings.lift(layer);
      },
    };
  },
});
