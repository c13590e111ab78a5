/** Verification reports as lines of text. */
import type { RowReport, VerifyReport } from "./verify.js";

const WIDTHS = [46, 16, 16, 12, 12];

export function tableHead(): string {
  return line(["case and metric", "exact", "estimate", "99 % ±", "customers"], "verdict");
}

export function tableRow({ id, kind, exact, estimate, halfWidth, size, verdict, missed, reason }: RowReport): string {
  const cells = [id, shown(exact), shown(estimate), halfWidth ? shown(halfWidth, 3) : "", size ? String(size) : ""];
  const first = missed ? ` (first ${shown(missed.estimate)} ± ${shown(missed.halfWidth, 3)})` : "";
  // Whether it is one too many is known when all have been judged.
  const word = kind === "published-sim" && verdict === "failed" ? "missed" : verdict;
  return line(cells, word + first + (reason === undefined ? "" : `: ${reason}`));
}

/** The last lines; the very last is `N passed, N failed`, with what is not covered. */
export function tableFoot({
  passed,
  failed,
  notCovered,
  stochastic: { judged, missed, allowed },
  published,
}: VerifyReport): string {
  const means = `; ${published.missed} of ${published.judged} published means missed, ${published.allowed} allowed`;
  const own = `${missed} of ${judged} stochastic rows missed at first, ${allowed} allowed`;
  const chance = published.judged > 0 ? own + means : own;
  const rest = notCovered > 0 ? `${notCovered} not covered; ` : "";
  return `${rest}${chance}\n${passed} passed, ${failed} failed`;
}

function line(cells: string[], verdict: string): string {
  const [name = "", ...numbers] = cells;
  const [first = 0, ...widths] = WIDTHS;
  return [name.padEnd(first), ...numbers.map((cell, i) => cell.padStart(widths[i] ?? 0)), ` ${verdict}`]
    .join(" ")
    .trimEnd();
}

function shown(value: number | undefined, digits = 9): string {
  return value === undefined ? "" : String(Number(value.toPrecision(digits)));
}
