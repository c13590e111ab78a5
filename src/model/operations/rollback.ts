/** A release is taken back: its changes end when the rollback is complete. Requests under way are not affected. */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { duration } from "../../schema/quantity.js";
import { ScenarioError } from "../../schema/scenario-error.js";
import { suggest } from "../../schema/suggest.js";
import { common, type Operation } from "./operation.js";

export const rollback = choice({
  name: "rollback",
  summary: "takes a deploy back, at once or after a while",
  options: z.strictObject({
    ...common,
    /** The deploy's name. */
    of: z.string().min(1),
    /** How long the rollback takes; the deploy stays in force until it is complete. */
    takes: duration.prefault("0s"),
  }),
  create: ({ of, takes }): Operation => ({
    length: "own",
    check({ deploys, auth }) {
      auth();
      if (deploys.includes(of)) return;
      const meant = suggest(of, deploys);
      const expected =
        deploys.length === 0 ? "a deploy, which this scenario has none of" : `one of ${deploys.join(", ")}`;
      throw new ScenarioError([
        { path: "of", found: `no deploy "${of}"`, expected, ...(meant && { suggestion: meant }) },
      ]);
    },
    begin({ auth, wait }, ended) {
      wait(takes, () => {
        auth().rollback(of);
        ended();
      });
    },
    end: () => {},
  }),
});
