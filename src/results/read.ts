/** Reads stored results of any format this engine knows. Older formats are brought up to date here, one step each. */
import type { z } from "zod";
import { type RunResult, runResult } from "./run-result.js";
import { type StudyResult, studyResult } from "./study-result.js";

/** The text is not a result that this engine can read; the message says what was found. */
export class UnreadableResult extends Error {
  override readonly name = "UnreadableResult";
}

/** Parses the text of a `result.json`. Throws UnreadableResult with what is wrong and where. */
export function readResult(text: string): RunResult | StudyResult {
  const data = parse(text);
  const format = formatOf(data);
  if (format === "tempfail/run@1") return check(runResult, data);
  if (format === "tempfail/study@1") return check(studyResult, data);
  throw new UnreadableResult(
    format === undefined
      ? 'no "format" in it: this is no result of tempfail'
      : `format "${format}" is not known to this version; it reads tempfail/run@1 and tempfail/study@1`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnreadableResult(`not JSON: ${(error as Error).message}`);
  }
}

function formatOf(data: unknown): string | undefined {
  if (typeof data !== "object" || data === null || !("format" in data)) return undefined;
  return typeof data.format === "string" ? data.format : undefined;
}

function check<T>(schema: z.ZodType<T>, data: unknown): T {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  throw new UnreadableResult(`${first?.path.join(".") ?? "result"}: ${first?.message ?? "does not fit the format"}`);
}
