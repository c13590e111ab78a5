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

const pure = ["engine", "metrics", "schema", "model", "results"];
const forbidden = /Math\.random|Date\.now|new Date\(\)|performance\.now|process\.hrtime|setTimeout|setInterval|"node:/;

interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const files: SourceFile[] = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.[jt]s$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(source, path), "utf8") }));

test("rooms import only the rooms that the table allows", () => {
  expect(files.flatMap(roomFaults)).toEqual([]);
});

test("only the wiring, and three files at the top of the model, know two of its parts; vocabulary knows none", () => {
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
  const inModel = (path: string, target: string) =>
    partFaults(planted(`model/${path}`, `import type { X } from "${target}";`));
  expect(inModel("senders/bad.ts", "../storage/node.js")).toHaveLength(1);
  expect(inModel("senders/client/bad.ts", "../../storage/node/node.js")).toHaveLength(1);
  expect(inModel("senders/bad.ts", "../wiring/logins.js")).toHaveLength(1);
  expect(inModel("senders/bad.ts", "../options.js")).toHaveLength(1);
  expect(inModel("vocabulary/bad.ts", "../senders/options.js")).toHaveLength(1);
  expect(inModel("loose.ts", "./vocabulary/reply.js")).toHaveLength(1);
  expect(inModel("senders/good.ts", "../vocabulary/reply.js")).toEqual([]);
  expect(inModel("wiring/good.ts", "../senders/options.js")).toEqual([]);
  expect(inModel("wiring/controls/good.ts", "../../senders/options.js")).toEqual([]);
  expect(inModel("options.ts", "./senders/options.js")).toEqual([]);
  expect(isImpure(planted("model/bad.ts", "const now = Date.now();"))).toBe(true);
  expect(isImpure(planted("engine/bad.ts", 'import fs from "node:fs";'))).toBe(true);
});

function targetsOf({ path, text }: SourceFile): string[] {
  const imports = [...text.matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)].map((match) => match[1] ?? "");
  return imports.map((target) => relative(source, resolve(source, dirname(path), target)));
}

function roomFaults(file: SourceFile): string[] {
  const room = file.path.split("/")[0] ?? "";
  return targetsOf(file)
    .filter((target) => {
      const other = target.split("/")[0] ?? "";
      return other !== room && !(allowed[room] ?? []).includes(other);
    })
    .map((target) => `${file.path} imports ${target}`);
}

/** Files at the top of the model: the system, and what its parts have in common for scenarios and for `list`. */
const topOfModel = ["system.ts", "options.ts", "catalogues.ts"];

function partFaults(file: SourceFile): string[] {
  const [room, part = "", inside] = file.path.split("/");
  if (room !== "model" || part === "wiring") return [];
  if (inside === undefined) return topOfModel.includes(part) ? [] : [`${file.path} stands loose in the model`];
  return targetsOf(file)
    .filter((target) => {
      const [otherRoom, otherPart = ""] = target.split("/");
      return otherRoom === "model" && otherPart !== part && (part === "vocabulary" || otherPart !== "vocabulary");
    })
    .map((target) => `${file.path} imports ${target}`);
}

function isImpure({ path, text }: SourceFile): boolean {
  return pure.includes(path.split("/")[0] ?? "") && forbidden.test(text);
}
