/** Stored results on disk. */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { readResult, UnreadableResult } from "../../results/read.js";
import type { RunResult } from "../../results/run-result.js";
import type { StudyResult } from "../../results/study-result.js";
import { UsageError } from "../options/usage-error.js";

/** The result in a run directory or a `result.json`. Throws a UsageError when there is none that can be read. */
export function resultAt(place: string): RunResult | StudyResult {
  const isDirectory = statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const file = isDirectory ? join(place, "result.json") : place;
  try {
    return readResult(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof UnreadableResult) throw new UsageError(`${file}: ${error.message}`);
    const code = (error as NodeJS.ErrnoException).code;
    throw code === undefined
      ? error
      : new UsageError(`${file}: ${code === "ENOENT" ? "no such file" : `cannot be read (${code})`}`);
  }
}
