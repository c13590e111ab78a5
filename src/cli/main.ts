/** The process around a command line: streams, signals and the exit code. */
import { hideBin } from "yargs/helpers";
import { setChecks } from "../engine/checks.js";
import { commandLine } from "./command-line.js";
import { exitCode } from "./exit-code.js";

// A reader such as `head` may close the pipe before everything is printed.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(exitCode.ok);
  throw error;
});
// Beyond `ulimit -f` the write fails instead of ending the process with half a directory behind it.
process.on("SIGXFSZ", () => {});

setChecks(false);
process.exitCode = await commandLine(hideBin(process.argv));
