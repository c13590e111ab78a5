/** No guard: every request calls, and every failure is tried again while retries are left. */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import type { Guard } from "./guard.js";

const guard: Guard = {
  mayCall: () => true,
  mayRetry: () => true,
  succeeded: () => {},
  failed: () => {},
};

export const none = choice({
  name: "none",
  summary: "calls and tries again whatever happens",
  options: z.strictObject({}),
  create: (): Guard => guard,
});
