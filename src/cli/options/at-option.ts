/** The option `--at`: a moment of a run. */
import { z } from "zod";
import type { LoadedScenario } from "../../scenario/schema.js";
import { moment, secondsAt } from "../../schema/moment.js";
import type { Seconds } from "../../schema/quantity.js";
import { UsageError } from "./usage-error.js";

/** Seconds from the start. Throws a UsageError for what is no moment, or none of the run. */
export function momentOf(text: string, { scenario: { clock } }: LoadedScenario): Seconds {
  const parsed = z.safeDecode(moment, text);
  if (!parsed.success)
    throw new UsageError(`--at ${text}: expected a clock time such as 11:05 or a time from the start such as 90min`);
  const at = secondsAt(parsed.data, clock);
  if (at <= clock.duration) return at;
  throw new UsageError(`--at ${text}: the run is over by then (clock.start and clock.duration)`);
}
