/** What zod found wrong, said in the scenario's own terms and at its own place. */
import type { z } from "zod";
import { type Fault, type Problem, shown } from "../schema/scenario-error.js";
import { suggest } from "../schema/suggest.js";
import { type Path, pathText } from "./path.js";
import { knownKeys } from "./shape.js";
import { childOf, type Tree, treeAt } from "./tree.js";

type Issue = z.core.$ZodIssue;

/** All problems of a written tree, in the order of the schema. */
export function problemsOf(issues: readonly Issue[], tree: Tree, value: unknown, schema: z.core.$ZodType): Problem[] {
  return issues.flatMap((issue) => explain(issue, [], { tree, value, schema }));
}

interface Subject {
  readonly tree: Tree;
  readonly value: unknown;
  readonly schema: z.core.$ZodType;
}

function explain(issue: Issue, above: Path, subject: Subject): Problem[] {
  const path = [...above, ...issue.path.map((step) => (typeof step === "symbol" ? String(step) : step))];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(key, path, subject));
    case "invalid_union":
      return explainUnion(issue, path, subject);
    case "invalid_key":
    case "invalid_element":
      return issue.issues.flatMap((inner) => explain(inner, path, subject));
    default:
      return [problemAt(path, subject, faultOf(issue, valueAt(subject.value, path)))];
  }
}

function unknownKey(key: string, path: Path, { tree, value, schema }: Subject): Problem {
  const map = treeAt(tree, path);
  const place = map?.kind === "map" ? map.entries.get(key)?.place : undefined;
  const known = knownKeys(schema, value, path);
  const meant = suggest(key, known);
  return {
    ...(place !== undefined && { place }),
    path: pathText([...path, key]),
    found: `unknown key ${shown(key)}`,
    expected: known.length > 0 ? `one of ${known.join(", ")}` : "no such key",
    ...(meant !== undefined && { suggestion: meant }),
  };
}

/** The branch that the value was meant to be, when it is plain which; else what all branches expected. */
function explainUnion(issue: z.core.$ZodIssueInvalidUnion, path: Path, subject: Subject): Problem[] {
  const value = valueAt(subject.value, path);
  if (!isStandard(issue)) return [problemAt(path, subject, faultOf(issue, value))];
  const fitting = issue.errors.filter(
    (issues) => issues.length > 0 && issues.every(({ path: inner }) => inner.length > 0),
  );
  const keysWrong = issue.errors.filter((issues) => issues.some(({ code }) => code === "unrecognized_keys"));
  const [meant] = [...fitting, ...keysWrong].sort((a, b) => a.length - b.length);
  if (meant) return meant.flatMap((inner) => explain(inner, path, subject));
  const expected = issue.errors.map((issues) => issues[0] && faultOf(issues[0], value).expected);
  const wanted = [...new Set(expected)].filter(Boolean).join(" or ") || "another value";
  return [problemAt(path, subject, { ...found(value), expected: wanted })];
}

function problemAt(path: Path, { tree }: Subject, fault: Fault): Problem {
  const place = placeOf(tree, path);
  return { ...(place !== undefined && { place }), path: pathText(path), ...fault };
}

/**
 * The place of the value at a path, or of the nearest thing above it that was written: there a missing key is missed.
 */
export function placeOf(tree: Tree, path: Path): string | undefined {
  let place: string | undefined = tree.origin.place;
  let branch: Tree | undefined = tree;
  for (const step of path) {
    const key: string | undefined = branch.kind === "map" ? branch.entries.get(String(step))?.place : undefined;
    branch = childOf(branch, step);
    if (!branch) return place;
    place = branch.kind === "leaf" ? branch.origin.place : (key ?? branch.origin.place);
  }
  return place;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (branch, step) => (branch as Record<string | number, unknown> | undefined)?.[step],
    value,
  );
}

function faultOf(issue: Issue, value: unknown): Fault {
  if (issue.code === "custom") {
    const fault = issue.params?.fault as Fault | undefined;
    return fault ?? ownWords(issue, value);
  }
  if (!isStandard(issue)) return ownWords(issue, value);
  switch (issue.code) {
    case "invalid_type":
      return {
        ...found(value),
        expected: typeof value === "number" && !Number.isFinite(value) ? "a finite number" : typeWord(issue.expected),
      };
    case "invalid_value":
      return ofValues(issue.values, value);
    case "too_small":
      return {
        ...found(value),
        expected: bound(issue.origin, issue.inclusive ? "at least" : "more than", issue.minimum),
      };
    case "too_big":
      return {
        ...found(value),
        expected: bound(issue.origin, issue.inclusive ? "at most" : "less than", issue.maximum),
      };
    case "not_multiple_of":
      return { ...found(value), expected: `a multiple of ${issue.divisor}` };
    case "invalid_format":
      return {
        ...found(value),
        expected: issue.pattern ? `text of the form ${issue.pattern}` : `a valid ${issue.format}`,
      };
    default:
      return { ...found(value), expected: issue.message };
  }
}

/** A message of the schema's own: a whole clause ("…, expected …"), or only what was expected. */
function ownWords({ message }: Issue, value: unknown): Fault {
  return /\bexpected\b/.test(message) ? { expected: message } : { ...found(value), expected: message };
}

function isStandard({ message }: Issue): boolean {
  return /^(Invalid|Too (small|big)|Unrecognized)/.test(message);
}

function found(value: unknown): { found: string } {
  if (value === undefined) return { found: "missing" };
  return { found: value === null ? "no value" : `found ${shown(value)}` };
}

function ofValues(values: readonly z.core.util.Primitive[], value: unknown): Fault {
  const words = values.map(String);
  const meant = typeof value === "string" ? suggest(value, words) : undefined;
  const expected = words.length === 1 ? words.join() : `one of ${words.join(", ")}`;
  return { ...found(value), expected, ...(meant !== undefined && { suggestion: meant }) };
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
  record: "a map",
  null: "null",
};

function typeWord(expected: string): string {
  return TYPE_WORDS[expected] ?? expected;
}

const COUNTED: Readonly<Record<string, string>> = { array: " items", string: " characters" };

function bound(origin: string, relation: string, limit: number | bigint): string {
  const items = COUNTED[origin] ?? "";
  return `${relation} ${limit}${limit === 1 ? items.replace(/s$/, "") : items}`;
}
