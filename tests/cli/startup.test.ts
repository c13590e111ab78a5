/** What the program loads to answer: a verb must not pay for what only others need. Read from the built package. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, inject, test } from "vitest";
import { atSources } from "../../src/cli/running/source-places.js";
import { builtBinary, environment, scratch } from "./program.js";

/** Writes the address of every module to the file LOADED. */
const listening = `
  import { register } from "node:module";
  register("data:text/javascript," + encodeURIComponent(\`
    import { appendFileSync } from "node:fs";
    export function load(address, context, next) {
      appendFileSync(process.env.LOADED, address + "\\\\n");
      return next(address, context);
    }\`));`;

/** Yargs with what it is made of. */
const YARGS = [
  "ansi-regex",
  "ansi-styles",
  "cliui",
  "emoji-regex",
  "escalade",
  "get-caller-file",
  "get-east-asian-width",
  "string-width",
  "strip-ansi",
  "wrap-ansi",
  "y18n",
  "yargs",
  "yargs-parser",
];

/** Of other rooms, what the command line is made of before it knows its verb. */
const HEAD = [
  "engine/checks.ts",
  "engine/limit-error.ts",
  "experiment/no-edge.ts",
  "experiment/version.ts",
  "schema/scenario-error.ts",
  "schema/suggest.ts",
];

test.each(["--version", "--help"])("%s loads yargs and the head of the command line", (word) => {
  const { packages, sources } = loadedBy(word);
  expect(packages).toEqual(YARGS);
  expect(sources.filter((file) => !file.startsWith("cli/"))).toEqual(HEAD);
  expect(sources.filter((file) => file.startsWith("cli/verbs/"))).toEqual(["cli/verbs/index.ts"]);
});

test("list reads heads of scenarios: no schema, no model", () => {
  const { packages, sources } = loadedBy("list");
  expect(packages).toEqual([...YARGS, "yaml"].sort());
  const more = ["report/text/text-table.ts", "scenario/head.ts", "scenario/shipped.ts"];
  expect(sources.filter((file) => !file.startsWith("cli/"))).toEqual([...HEAD, ...more].sort());
});

test("a catalogue takes the declarations of metrics and nothing that measures, a validation no reports and no closed forms", () => {
  const list = roomsOf(loadedBy("list", "retry"));
  expect(list).toEqual(["cli", "engine", "experiment", "metrics", "model", "report", "scenario", "schema"]);
  const { sources } = loadedBy("list", "retry");
  expect(sources.filter((file) => file.startsWith("metrics/"))).toEqual([
    "metrics/declaration.ts",
    "metrics/family.ts",
  ]);
  const validate = roomsOf(loadedBy("validate", "mm1"));
  expect(validate).toEqual(["cli", "engine", "experiment", "metrics", "model", "scenario", "schema"]);
});

test("no verb is loaded that the words do not name", () => {
  const verbsOf = (...words: string[]) =>
    loadedBy(...words).sources.filter((file) => /^cli\/verbs\/(list|schema|init)\.ts$/.test(file));
  expect(verbsOf("list", "--json")).toEqual(["cli/verbs/list.ts"]);
  expect(verbsOf("init", "--help")).toEqual(["cli/verbs/init.ts"]);
});

test("a stack trace of the package names the sources", () => {
  const file = new URL(`file://${join(inject("builtPackage"), "dist/main.js")}`).href;
  const [line, column] = placeIn(readFileSync(new URL(file), "utf8"), "Replays mail-queue incidents");
  const [sourceLine] = placeIn(
    readFileSync(new URL("../../src/cli/command-line.ts", import.meta.url), "utf8"),
    "Replays mail-queue incidents",
  );
  const traced = atSources(`Error: x\n    at obey (${file}:${line}:${column})\n    at node:internal/x:1:2`);
  expect(traced).toMatch(new RegExp(`\\n {4}at obey \\(file://.*/src/cli/command-line\\.ts:${sourceLine}:\\d+\\)\\n`));
  expect(traced).toContain("at node:internal/x:1:2");
  const elsewhere = "    at file:///no/such/file.js:3:4";
  expect(atSources(elsewhere)).toBe(elsewhere);
});

interface Loaded {
  /** Names of packages, sorted. */
  readonly packages: string[];
  /** Files below `src`, sorted. */
  readonly sources: string[];
}

/** The modules in the files of the bundle that a command line loads, by the maps beside them. */
function loadedBy(...words: string[]): Loaded {
  const log = join(scratch(), "loaded");
  const hook = `data:text/javascript,${encodeURIComponent(listening)}`;
  execFileSync(process.execPath, ["--import", hook, builtBinary(), ...words], { env: environment({ LOADED: log }) });
  const addresses = readFileSync(log, "utf8")
    .split("\n")
    .filter((address) => address.startsWith("file:") && existsSync(new URL(`${address}.map`)));
  const modules = addresses.flatMap((address) => {
    const { sources } = JSON.parse(readFileSync(new URL(`${address}.map`), "utf8")) as { sources: string[] };
    return sources.map((path) => fileURLToPath(new URL(path, address)));
  });
  const own = join(inject("builtPackage"), "src/");
  const packageOf = (path: string): string => /.*node_modules\/([^/]+)\//.exec(path)?.[1] ?? path;
  return {
    packages: sorted(modules.filter((path) => !path.startsWith(own)).map(packageOf)),
    sources: sorted(modules.filter((path) => path.startsWith(own)).map((path) => path.slice(own.length))),
  };
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

function roomsOf({ sources }: Loaded): string[] {
  return sorted(sources.map((file) => file.split("/")[0] ?? ""));
}

/** The line and column of a text, both from 1. */
function placeIn(text: string, wanted: string): [line: number, column: number] {
  const before = text.slice(0, text.indexOf(wanted)).split("\n");
  return [before.length, (before.at(-1) ?? "").length + 1];
}
