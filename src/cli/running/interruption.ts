/** Ctrl-C: the first one stops the work and keeps the partial result, the second one exits at once. */
import { notice } from "../console.js";
import { exitCode } from "../exit-code.js";

/** Runs `work` with a signal that Ctrl-C (or SIGTERM) aborts. */
export async function interruptible<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(exitCode.interrupted);
    notice("\ninterrupted: keeping the partial result (press Ctrl-C again to exit at once)");
    controller.abort();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  try {
    return await work(controller.signal);
  } finally {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  }
}
