/** One value that the engine is held against: a row of a cases file. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { ScenarioError } from "../schema/scenario-error.js";

/** How a row is judged; see `judge`. */
export const kinds = ["stochastic", "algebraic", "fluid", "published-sim", "reference-sim"] as const;

/** A number that may be missing or null. */
const optionalNumber = z.number().nullish();

const written = z.object({
  /** Unique in the file. */
  id: z.string(),
  /** `OPEN-MM1`: what follows the first dash names the family. */
  case: z.string(),
  /** What is simulated, in words. */
  system: z.string().default(""),
  params: z.record(z.string(), z.unknown()),
  metric: z.string(),
  exact: z.number(),
  kind: z.enum(kinds),
  formula: z.string().default(""),
  citation: z.string().default(""),
  /** Customers (or replications) for a 99 % half-width of 1 %; 0 = nothing to sample. */
  suggested_customers: optionalNumber.transform((size) => size ?? 0),
  unit: z.string().default("customers"),
  /** Relative 99 % half-width to expect with 5 million customers. */
  relhw99_at_5e6: optionalNumber.transform((width) => width ?? 0),
  /** Of rows of other programs: 99 % half-width of the reference, and its number of trials. */
  ref_hw99: optionalNumber,
  ref_trials: optionalNumber,
});

/** What a row of each kind has to say besides. */
const needs: Partial<Record<(typeof kinds)[number], readonly ("ref_hw99" | "ref_trials")[]>> = {
  "published-sim": ["ref_hw99", "ref_trials"],
  "reference-sim": ["ref_hw99"],
};

const caseRow = written.superRefine((row, context) => {
  for (const field of needs[row.kind] ?? []) {
    if (row[field] == null)
      context.addIssue({ code: "custom", path: [field], message: `a number, as the row is ${row.kind}` });
  }
});

export type CaseRow = z.output<typeof caseRow>;

/** The rows that ship with the program; the same place whether this runs from sources or built. */
export const shippedCases = new URL("../../src/verify/cases.json", import.meta.url);

/** Reads a cases file: a JSON array of rows. Throws a ScenarioError when it is none. */
export function readCases(file: string | URL): CaseRow[] {
  const place = String(file);
  const parsed = z
    .array(caseRow)
    .min(1, "at least one row")
    .safeParse(parseJson(textOf(file), place));
  if (parsed.success) return parsed.data;
  throw new ScenarioError(
    parsed.error.issues.map(({ path, message }) => ({ place, path: placeIn(path), expected: message })),
  );
}

/** The part of a case's name after its first dash: which model it is about. */
export function familyOf(row: CaseRow): string {
  return row.case.slice(row.case.indexOf("-") + 1);
}

function textOf(file: string | URL): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const found = code === "ENOENT" ? "no such file" : `a file that cannot be read (${code})`;
    throw new ScenarioError([{ place: String(file), path: "", found, expected: "a JSON array of cases" }]);
  }
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ScenarioError([{ place, path: "", found: (error as Error).message, expected: "a JSON array of cases" }]);
  }
}

/** `row 3: exact`; rows are counted from 1. */
function placeIn([row, ...rest]: readonly PropertyKey[]): string {
  return row === undefined ? "" : [`row ${Number(row) + 1}`, ...rest.map(String)].join(": ");
}
