/** The worker thread of `verify --jobs`: judges the rows of one system. */
import { setChecks } from "../../engine/checks.js";
import type { CaseRow } from "../../verify/case-row.js";
import type { Length } from "../../verify/interval-verdict.js";
import { judgeSystem, type RowReport } from "../../verify/verify.js";

export interface VerifyTask {
  readonly rows: CaseRow[];
  readonly length: Length;
  readonly seed: string;
}

setChecks(false);

export default function work({ rows, length, seed }: VerifyTask): RowReport[] {
  return judgeSystem(rows, length, seed);
}
