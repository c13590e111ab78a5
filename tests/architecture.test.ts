/** The house rules that a reader relies on: who imports whom, how long files are, and what a run may never call. */
import { expect, test } from "vitest";
import { jsonSchema } from "../src/scenario/json-schema.js";
import { readNames, schemaKeys } from "./architecture/option-reads.js";
import {
  circles,
  filesOf,
  runTimeTargetsOf,
  type SourceFile,
  targetsOf,
  withoutQuoted,
} from "./architecture/source-files.js";

/** Room → rooms it may import, besides itself. */
const allowed: Record<string, readonly string[]> = {
  schema: [],
  results: [],
  engine: ["schema"],
  metrics: ["engine", "schema", "results"],
  model: ["engine", "schema", "metrics"],
  scenario: ["schema", "metrics", "model"],
  experiment: ["engine", "schema", "metrics", "model", "scenario", "results"],
  verify: ["engine", "schema", "metrics", "model", "scenario", "experiment", "results"],
  report: ["schema", "results"],
  cli: Object.keys({
    schema: 0,
    results: 0,
    engine: 0,
    metrics: 0,
    model: 0,
    scenario: 0,
    experiment: 0,
    verify: 0,
    report: 0,
  }),
};

/** Files of which a room may import types besides, and nothing else: nothing of them is there when it runs. */
const typesOf: Record<string, readonly string[]> = { report: ["model/catalogues.js"] };

const pure = ["engine", "metrics", "schema", "model", "results"];
const forbidden = /Math\.random|Date\.now|new Date\(\)|performance\.now|process\.hrtime|setTimeout|setInterval|"node:/;

/** Words that several parts of the model share, and the folder that puts the parts together. */
const VOCABULARY = "vocabulary";
const WIRING = "wiring";
const LOOSE = ["model/system.ts", "model/options.ts", "model/catalogues.ts"];

const LONGEST_FILE = 300;
const WIDEST_LINE = 120;

const files = filesOf("src", /\.[jt]s$/);
/** With the tests and the programs around the sources, by their paths in the repository. */
const allFiles = ["src", "tests", "bench", "bin"].flatMap((folder) =>
  filesOf(folder, /\.(ts|js|cpp|sh|css)$/).map(({ path, text }) => ({ path: `${folder}/${path}`, text })),
);

test("rooms import only the rooms that the table allows", () => {
  expect(files.flatMap(roomFaults)).toEqual([]);
});

test("the parts of the model never import each other, but the words that they share", () => {
  expect(files.flatMap(partFaults)).toEqual([]);
});

test("only the wiring and the system's own files know two parts", () => {
  expect(looseFiles(files)).toEqual([]);
});

test("no file is longer than 300 lines", () => {
  expect(files.filter(isLong).map(({ path }) => path)).toEqual([]);
});

test("no line is longer than 120 characters, comments included, but for texts in one piece", () => {
  expect(allFiles.flatMap(wideLines)).toEqual([]);
});

test("no files import each other in a circle, types included", () => {
  expect(circles(files)).toEqual([]);
});

test("every option is read by somebody", () => {
  expect(unreadOptions(jsonSchema(), files)).toEqual([]);
});

test("every file says at its head what it is", () => {
  expect(files.filter(({ text }) => !/^(#!.*\n)?\/(\*\*|\/ )/.test(text)).map(({ path }) => path)).toEqual([]);
});

test("nothing in a run asks chance, the clock or the machine", () => {
  expect(files.filter(isImpure).map(({ path }) => path)).toEqual([]);
});

test("engine, metrics and model take no function of the machine whose last digit differs from another's", () => {
  expect(files.flatMap(machineMath)).toEqual([]);
});

test("planted violations are found", () => {
  const planted = (path: string, text: string): SourceFile => ({ path, text });
  expect(roomFaults(planted("engine/bad.ts", 'import { Mail } from "../model/mail.js";'))).toHaveLength(1);
  expect(roomFaults(planted("report/bad.ts", 'import { catalogues } from "../model/catalogues.js";'))).toHaveLength(1);
  expect(roomFaults(planted("report/bad.ts", 'import type { MailSystem } from "../model/system.js";'))).toHaveLength(1);
  expect(roomFaults(planted("report/fine.ts", 'import type { MetricName } from "../model/catalogues.js";'))).toEqual(
    [],
  );
  expect(partFaults(planted("model/senders/bad.ts", 'import { X } from "../storage/node.js";'))).toHaveLength(1);
  expect(partFaults(planted("model/senders/bad.ts", 'import { X } from "../wiring/scale.js";'))).toHaveLength(1);
  expect(partFaults(planted("model/vocabulary/bad.ts", 'import { X } from "../mail/mail.js";'))).toHaveLength(1);
  expect(partFaults(planted("model/senders/fine.ts", 'import { X } from "../vocabulary/reply.js";'))).toEqual([]);
  expect(partFaults(planted("model/wiring/fine.ts", 'import { X } from "../storage/node.js";'))).toEqual([]);
  expect(looseFiles([planted("model/bad.ts", ""), planted("model/system.ts", "")])).toEqual(["model/bad.ts"]);
  expect(isImpure(planted("model/bad.ts", "const now = Date.now();"))).toBe(true);
  expect(isImpure(planted("engine/bad.ts", 'import fs from "node:fs";'))).toBe(true);
  for (const call of ["Math.log(x)", "Math.pow(x, 3)", "Math.tanh(x)", "x ** y", "(x + 1) ** 3"])
    expect(machineMath(planted("model/bad.ts", `const y = ${call};`)), call).toHaveLength(1);
  for (const call of ["Math.sqrt(x)", "2 ** n", "x ** 2", "log(x)"])
    expect(machineMath(planted("model/good.ts", `const y = ${call};`)), call).toEqual([]);
  expect(isLong(planted("engine/long.ts", "x;\n".repeat(300)))).toBe(false);
  expect(isLong(planted("engine/long.ts", "x;\n".repeat(301)))).toBe(true);
  expect(wideLines(planted("engine/wide.ts", `${"é".repeat(120)}\n// ${"x".repeat(118)}`))).toEqual([
    "engine/wide.ts:2",
  ]);
  const circle = [
    planted("engine/one.ts", 'import type { Two } from "./two.js";'),
    planted("engine/two.ts", 'import { three } from "./parts/three.js";'),
    planted("engine/parts/three.ts", 'export { One } from "../one.js";'),
    planted("engine/four.ts", 'import "./one.js";'),
  ];
  expect(circles(circle)).toEqual([["engine/one.ts", "engine/parts/three.ts", "engine/two.ts"]]);
  expect(circles(circle.slice(1))).toEqual([]);
  const schema = { properties: { read: {}, taken: {}, set: {}, unread: { properties: { inside: {} } } } };
  const reader =
    'const { taken: mine } = options; use(options.read, "clock.set"); z.object({ unread: z.number(), inside });';
  expect(unreadOptions(schema, [planted("model/reader.ts", reader)])).toEqual(["inside", "unread"]);
});

function roomFaults(file: SourceFile): string[] {
  const room = file.path.split("/")[0] ?? "";
  const atRunTime = runTimeTargetsOf(file);
  return targetsOf(file)
    .filter((target) => {
      if (typesOf[room]?.includes(target) && !atRunTime.includes(target)) return false;
      const other = target.split("/")[0] ?? "";
      return other !== room && !(allowed[room] ?? []).includes(other);
    })
    .map((target) => `${file.path} imports ${target}`);
}

function partFaults(file: SourceFile): string[] {
  const [room, part = "", inside] = file.path.split("/");
  if (room !== "model" || inside === undefined || part === WIRING) return [];
  return targetsOf(file)
    .filter((target) => {
      const [otherRoom, otherPart, otherInside] = target.split("/");
      if (otherRoom !== "model" || otherPart === part) return false;
      // The wiring knows the parts; no part knows the wiring.
      return otherInside === undefined || otherPart !== VOCABULARY;
    })
    .map((target) => `${file.path} imports ${target}`);
}

/** Files beside the parts that are none of those that may know two of them. */
function looseFiles(sources: readonly SourceFile[]): string[] {
  return sources.map(({ path }) => path).filter((path) => /^model\/[^/]+$/.test(path) && !LOOSE.includes(path));
}

function isImpure({ path, text }: SourceFile): boolean {
  return pure.includes(path.split("/")[0] ?? "") && forbidden.test(text);
}

/**
 * ECMAScript leaves the last digits of these to the machine; `src/engine/math.ts` has our own. Powers of the number 2
 * and squares are the same everywhere.
 */
const LEFT_TO_THE_MACHINE =
  /\bMath\.(?:a?(?:cos|sin|tan)h?|atan2|cbrt|exp|expm1|hypot|log|log1p|log2|log10|pow)\b|[\w)\]] \*\* (?!2\b)/g;

function machineMath({ path, text }: SourceFile): string[] {
  if (!/^(?:engine|metrics|model)\//.test(path) || path === "engine/math.ts") return [];
  return [...text.matchAll(LEFT_TO_THE_MACHINE)]
    .filter(({ index }) => !/(?<![\w.])2 \*\* $/.test(text.slice(0, index + 5)))
    .map(([found], i) => `${path}: ${found} (${i})`);
}

function isLong({ text }: SourceFile): boolean {
  return text.replace(/\n$/, "").split("\n").length > LONGEST_FILE;
}

/** What stands in quotes does not count: titles, texts in one piece and the YAML of small scenarios are not broken. */
function wideLines(file: SourceFile): string[] {
  const wide = linesAbove(file.text, WIDEST_LINE);
  if (wide.length === 0 || !file.path.endsWith(".ts")) return wide.map((line) => `${file.path}:${line}`);
  const bare = new Set(linesAbove(withoutQuoted(file), WIDEST_LINE));
  return wide.filter((line) => bare.has(line)).map((line) => `${file.path}:${line}`);
}

/** The numbers of the lines that are longer, from 1. */
function linesAbove(text: string, width: number): number[] {
  return text.split("\n").flatMap((line, i) => ([...line].length > width ? [i + 1] : []));
}

function unreadOptions(schema: object, sources: readonly SourceFile[]): string[] {
  const read = readNames(sources);
  return [...schemaKeys(schema)].filter((key) => !read.has(key)).sort();
}
