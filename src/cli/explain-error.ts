/** What a person reads when a command fails, and the exit code: no stack trace unless it is our bug. */
import { NoWayIn } from "../experiment/vantage-table.js";
import { ScenarioError } from "../schema/scenario-error.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import { RunFailure } from "./run-failure.js";
import { UsageError } from "./usage-error.js";

export function explain(error: unknown): { text: string; code: ExitCode } {
  if (error instanceof ScenarioError) return { text: error.message, code: exitCode.usage };
  if (error instanceof UsageError) return { text: `tempfail: ${error.message}`, code: exitCode.usage };
  if (error instanceof NoWayIn) return { text: `tempfail: ${error.message}`, code: exitCode.usage };
  if (error instanceof RunFailure) return { text: error.report, code: exitCode.internal };
  const { stack, message } = error instanceof Error ? error : new Error(String(error));
  return { text: `internal error: ${stack ?? message}`, code: exitCode.internal };
}
