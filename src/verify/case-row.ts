/** One value that the engine is held against: a row of a cases file. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { ScenarioError } from "../schema/scenario-error.js";

/** How a row is judged; see `judge`. */
export const kinds = ["stochastic", "algebraic", "fluid", "published-sim", "reference-sim"] as const;

const caseRow = z.object({
  /** Unique in the file. */
  id: z.string(),
  /** `OPEN-MM1`: what follows the first dash names the family. */
  case: z.string(),
  /** What is simulated, in words. */
  system: z.string(),
  params: z.record(z.string(), z.unknown()),
  metric: z.string(),
  exact: z.number(),
  kind: z.enum(kinds),
  formula: z.string(),
  citation: z.string(),
  /** Customers (or replications) for a 99 % half-width of 1 %; 0 = nothing to sample. */
  suggested_customers: z.number().default(0),
  unit: z.string().default("customers"),
  /** Relative 99 % half-width to expect with 5 million customers. */
  relhw99_at_5e6: z.number().default(0),
  ref_hw99: z.number().optional(),
  ref_trials: z.number().optional(),
});

export type CaseRow = z.output<typeof caseRow>;

/** The rows that ship with the program; the same place whether this runs from sources or built. */
export const shippedCases = new URL("../../src/verify/cases.json", import.meta.url);

/** Reads a cases file: a JSON array of rows. Throws a ScenarioError when it is none. */
export function readCases(file: string | URL): CaseRow[] {
  const parsed = z.array(caseRow).safeParse(parseJson(readFileSync(file, "utf8")));
  if (parsed.success) return parsed.data;
  throw new ScenarioError(
    parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), expected: message })),
  );
}

/** The part of a case's name after its first dash: which model it is about. */
export function familyOf(row: CaseRow): string {
  return row.case.slice(row.case.indexOf("-") + 1);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ScenarioError([{ path: "", found: (error as Error).message, expected: "a JSON array of cases" }]);
  }
}
