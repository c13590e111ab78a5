/** The house rules that a reader relies on: who imports whom, how long files are, and what a run may never call. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const source = resolve(import.meta.dirname, "../src");

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

interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const files: SourceFile[] = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => ({ path, text: readFileSync(join(source, path), "utf8") }));

test("rooms import only the rooms that the table allows", () => {
  expect(files.flatMap(roomFaults)).toEqual([]);
});

test("the parts of the model never import each other", () => {
  expect(files.flatMap(partFaults)).toEqual([]);
});

test("no file is longer than 400 lines", () => {
  expect(files.filter(({ text }) => text.split("\n").length > 401).map(({ path }) => path)).toEqual([]);
});

test("every file says at its head what it is", () => {
  expect(files.filter(({ text }) => !/^(#!.*\n)?\/(\*\*|\/ )/.test(text)).map(({ path }) => path)).toEqual([]);
});

test("nothing in a run asks chance, the clock or the machine", () => {
  expect(files.filter(isImpure).map(({ path }) => path)).toEqual([]);
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
  expect(isImpure(planted("model/bad.ts", "const now = Date.now();"))).toBe(true);
  expect(isImpure(planted("engine/bad.ts", 'import fs from "node:fs";'))).toBe(true);
});

interface Import {
  /** From the top of the sources. */
  readonly target: string;
  readonly typesOnly: boolean;
}

function importsOf({ path, text }: SourceFile): Import[] {
  const found = text.matchAll(/(?:^(?:import|export)( type)?\b[^;"]*?\bfrom|import\()\s*"(\.[^"]+)"/gm);
  return [...found].map(([, types, target = ""]) => ({
    target: relative(source, resolve(source, dirname(path), target)),
    typesOnly: types !== undefined,
  }));
}

function targetsOf(file: SourceFile): string[] {
  return importsOf(file).map(({ target }) => target);
}

function roomFaults(file: SourceFile): string[] {
  const room = file.path.split("/")[0] ?? "";
  return importsOf(file)
    .filter(({ target, typesOnly }) => {
      const other = target.split("/")[0] ?? "";
      if (typesOnly && typesOf[room]?.includes(target)) return false;
      return other !== room && !(allowed[room] ?? []).includes(other);
    })
    .map(({ target }) => `${file.path} imports ${target}`);
}

function partFaults(file: SourceFile): string[] {
  const [room, part, inside] = file.path.split("/");
  if (room !== "model" || inside === undefined) return [];
  return targetsOf(file)
    .filter((target) => {
      const [otherRoom, otherPart, otherInside] = target.split("/");
      return otherRoom === "model" && otherInside !== undefined && otherPart !== part;
    })
    .map((target) => `${file.path} imports ${target}`);
}

function isImpure({ path, text }: SourceFile): boolean {
  return pure.includes(path.split("/")[0] ?? "") && forbidden.test(text);
}
