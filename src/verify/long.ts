/** The long verification: every case that can be covered, at full length. Minutes, not seconds. */
import { type CaseRow, readCases, shippedCases } from "./case-row.js";
import { tableFoot, tableHead, tableRow } from "./table.js";
import { type VerifyReport, verify } from "./verify.js";

/**
 * Runs the cases and prints a line per row as they finish, then `N passed, N failed`.
 * @param print receives one line at a time. @param rows default: the cases that ship with the program
 */
export function verifyAtLength(print: (line: string) => void, rows: CaseRow[] = readCases(shippedCases)): VerifyReport {
  print(tableHead());
  const report = verify(rows, {
    length: "full",
    onCase: (done) => {
      for (const row of done) if (row.verdict !== "not covered") print(tableRow(row));
    },
  });
  print(tableFoot(report));
  return report;
}
