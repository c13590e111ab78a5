/** Changes options while the system runs; with `for`, changes them back. */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { common, type Operation } from "./operation.js";

export const set = choice({
  name: "set",
  summary: "changes options, by their paths; with `for`, changes them back",
  options: z.strictObject({ ...common, values: z.record(z.string(), z.union([z.string(), z.number()])) }),
  create({ values }): Operation {
    const before = new Map<string, string | number>();
    return {
      length: "for",
      check({ settings }) {
        for (const [path, value] of Object.entries(values)) settings.check(path, value);
      },
      begin({ settings }) {
        for (const [path, value] of Object.entries(values)) {
          before.set(path, settings.get(path));
          settings.set(path, value);
        }
      },
      end({ settings }) {
        for (const [path, value] of before) settings.set(path, value);
      },
    };
  },
});
