/** Bad input: everything that is wrong with it, at once, each with its place, its cause and its cure. */

/** What is wrong with a value, before it is known where the value stands. All three are clauses without a full stop. */
export interface Fault {
  /** What was found: `"15" has no unit`. */
  readonly found?: string;
  /** What would have been right: `a duration such as "30s"`. */
  readonly expected: string;
  /** What was probably meant: `15s`. */
  readonly suggestion?: string;
}

/** A fault at its place. */
export interface Problem extends Fault {
  /** `file:line:column`, or only the file when no line can be named. */
  readonly place?: string;
  /** Path inside the scenario, `senders[0].retry.profile`; empty for the file as a whole. */
  readonly path: string;
}

/** Thrown for bad input and for nothing else; `message` has one line per problem. */
export class ScenarioError extends Error {
  override readonly name = "ScenarioError";

  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(problemText).join("\n"));
  }
}

/**
 * `noon.yaml:7:86: senders[0].retry: unknown retry profile "postfxi", expected one of exim, postfix; did you mean
 * postfix?`
 */
export function problemText(problem: Problem): string {
  return [problem.place, problem.path, faultText(problem)].filter(Boolean).join(": ");
}

/** The fault in one clause: found, expected, suggestion. */
export function faultText({ found, expected, suggestion }: Fault): string {
  const cause = found === undefined ? expected : `${found}, expected ${expected}`;
  return suggestion === undefined ? cause : `${cause}; did you mean ${suggestion}?`;
}

/** A value as it is shown in a fault: quoted text, numbers as they are, long text cut. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "a map";
  if (typeof value !== "string") return value === undefined ? "nothing" : String(value);
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 56)}…"`;
}
