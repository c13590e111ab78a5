/** Changes options while the system runs, and back again after `for`. */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { each } from "../../schema/per-system.js";
import type { Layer } from "./controls.js";
import { common, type Operation } from "./operation.js";

/** As the scenario would write the option, at full scale: the option itself says how it goes with the scale. */
const written = each(z.union([z.string(), z.number()]));

export const set = choice({
  name: "set",
  summary: "changes options, by their paths; with `for`, changes them back",
  options: z.strictObject({ ...common, values: z.record(z.string(), written) }),
  create({ values }): Operation {
    const layers: Layer[] = [];
    return {
      length: "for",
      check({ settings }) {
        for (const [path, value] of Object.entries(values)) settings.check(path, value);
      },
      begin({ settings }) {
        for (const [path, value] of Object.entries(values)) layers.push(settings.lay(path, () => value));
      },
      end({ settings }) {
        for (const layer of layers.splice(0)) settings.lift(layer);
      },
    };
  },
});
