/** A bug of ours that stopped a run, with everything needed to repeat it. Exit code 70. */
import { LimitError } from "../../engine/limit-error.js";
import { ScenarioError } from "../../schema/scenario-error.js";
import { UsageError } from "../options/usage-error.js";

/** The run, and the simulated time that it had reached. */
export interface RunPlace {
  readonly scenario: string;
  readonly seed: number;
  /** Simulated seconds, to the last progress. */
  readonly at: number;
}

export class RunFailure extends Error {
  override readonly name = "RunFailure";

  private constructor(
    override readonly cause: Error,
    readonly place: RunPlace,
  ) {
    super(cause.message);
  }

  /** The error to throw: errors of the user stay as they are. */
  static of(error: unknown, place: RunPlace): unknown {
    if (error instanceof ScenarioError || error instanceof UsageError) return error;
    if (error instanceof LimitError) return new UsageError(`the run outgrows the engine: ${error.message}`);
    return new RunFailure(error instanceof Error ? error : new Error(String(error)), place);
  }

  /** For the bug report. `command` repeats the run. */
  report(command: string): string {
    const { scenario, seed, at } = this.place;
    return [
      `internal error: ${this.message}`,
      `  scenario ${scenario}, seed ${seed}, simulated time ${this.timeOf(at)} s`,
      `  repeat with: ${command}`,
      `  This is a bug of tempfail. Please report it with these lines.`,
      this.cause.stack ?? "",
    ].join("\n");
  }

  /** Broken laws know the time exactly. */
  private timeOf(at: number): number {
    return "at" in this.cause && typeof this.cause.at === "number" ? this.cause.at : at;
  }
}
