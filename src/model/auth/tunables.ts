/**
 * The options of the authentication service that can be changed while it runs: its machines, its queue, its call cycle.
 */

import { z } from "zod";
import { fraction } from "../../schema/quantity.js";
import type { Tunables } from "../vocabulary/tunable.js";
import type { AuthSystem } from "./auth-system.js";
import type { AuthOptions } from "./options.js";

/** By path, as `auth.<path>` in a scenario. */
export const authTunables: Tunables<AuthOptions, AuthSystem> = {
  "nested.probability": {
    schema: fraction,
    stated: ({ nested }) => nested?.probability,
    set: (auth, value) => auth.setNested(value),
  },
  workers: {
    schema: z.number().int().positive(),
    stated: ({ workers }) => workers,
    set: (auth, value) => auth.setWorkers(value),
  },
  queue: {
    schema: z.number().int().nonnegative(),
    // A number cannot say "unbounded": the largest one behaves alike.
    stated: ({ queue }) => (queue === "unbounded" ? Number.MAX_SAFE_INTEGER : queue),
    set: (auth, value) => auth.setQueue(value),
  },
};
