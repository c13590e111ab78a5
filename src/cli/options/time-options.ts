/** Options that take a time: `--at`, a moment of a run, and lengths of time such as `--every`. */
import type { Argv } from "yargs";
import { z } from "zod";
import type { LoadedScenario } from "../../scenario/schema.js";
import { moment, secondsAt } from "../../schema/moment.js";
import type { Seconds } from "../../schema/quantity.js";
import { duration } from "../../schema/quantity.js";
import { UsageError } from "./usage-error.js";

/** @param example a time from the start of the run */
export function withAt<Arguments>(command: Argv<Arguments>, example = "90min") {
  return command.option("at", {
    type: "string",
    requiresArg: true,
    demandOption: true,
    describe: `Clock time (UTC) such as 11:05, or time from the start such as ${example}`,
  });
}

/** Seconds from the start. Throws a UsageError for what is no moment, or none of the run. */
export function momentOf(text: string, { scenario: { clock } }: LoadedScenario): Seconds {
  const parsed = z.safeDecode(moment, text);
  if (!parsed.success)
    throw new UsageError(`--at ${text}: expected a clock time such as 11:05 or a time from the start such as 90min`);
  const at = secondsAt(parsed.data, clock);
  if (at <= clock.duration) return at;
  throw new UsageError(`--at ${text}: the run is over by then (clock.start and clock.duration)`);
}

/** A length of time above 0. Throws a UsageError that names the option. */
export function secondsOf(option: string, text: string): Seconds {
  const parsed = z.safeDecode(duration, text);
  if (parsed.success && parsed.data > 0) return parsed.data;
  throw new UsageError(`--${option} ${text}: expected a length of time above 0, such as 20min`);
}
