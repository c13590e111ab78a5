/** The option `--memory`: how much of it a run may use. */
import type { Argv } from "yargs";
import { z } from "zod";
import { size } from "../../schema/quantity.js";
import { UsageError } from "./usage-error.js";

export function withMemory<Arguments>(command: Argv<Arguments>) {
  return command.option("memory", {
    type: "string",
    requiresArg: true,
    describe: "Stop a run that uses more memory than this, such as 2GB (default: 85 % of all)",
  });
}

/** Bytes; undefined when nothing was asked for. Throws a UsageError. */
export function memoryOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const parsed = z.safeDecode(size, text);
  if (parsed.success && parsed.data > 0) return parsed.data;
  throw new UsageError(`--memory ${text}: expected a size above 0, such as 2GB`);
}
