/**
 * The systems of a cases file on several processors. Each has its own seed, so the number of threads changes only the
 * time.
 */
import { fileURLToPath } from "node:url";
import { Tinypool } from "tinypool";
import type { CaseRow } from "../../verify/case-row.js";
import { type RowReport, summary, systemsOf, type VerifyOptions, type VerifyReport } from "../../verify/verify.js";
import type { VerifyTask } from "./verify-worker.js";

const WORKER = fileURLToPath(new URL("../../../bin/verify-worker.js", import.meta.url));

/** Reports come in the order of the file. */
export async function verifyInThreads(
  rows: readonly CaseRow[],
  jobs: number,
  { length, seed = 1, onCase }: VerifyOptions,
): Promise<VerifyReport> {
  const pool = new Tinypool({ filename: WORKER, minThreads: jobs, maxThreads: jobs, isolateWorkers: false });
  try {
    const running = systemsOf(rows, seed).map((system): Promise<RowReport[]> => {
      const task: VerifyTask = { ...system, length };
      return pool.run(task);
    });
    // When one of them fails, the others are abandoned.
    for (const one of running) one.catch(() => {});
    const reports: RowReport[] = [];
    for (const one of running) {
      const judged = await one;
      reports.push(...judged);
      onCase?.(judged);
    }
    return summary(reports, length, String(seed));
  } finally {
    await pool.destroy();
  }
}
