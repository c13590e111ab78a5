/**
 * Every block of commands and output in the README and the documents is run, and its output compared line by line.
 * `DOCS=write npx vitest run tests/docs` writes what is printed now into the pages instead, and keeps what they leave
 * out.
 */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shell } from "../cli/program.js";
import { type Command, commandsIn, differs, renewed, untested } from "./transcripts.js";

const root = resolve(import.meta.dirname, "../..");
const writes = process.env.DOCS === "write";

interface Page {
  readonly path: string;
  readonly text: string;
  readonly commands: readonly Command[];
}

const all: readonly Page[] = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).map((name) => `docs/${name}`),
]
  .filter((path) => path.endsWith(".md"))
  .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }))
  .map((page) => ({ ...page, commands: commandsIn(page.text) }));
const pages = all.filter(({ commands }) => commands.length > 0);

/** `npx tempfail` and `npm start` are the program; `npm ci`, `npm test` and the like are for the reader to run. */
const standIns = {
  npx: 'shift; exec "$NODE" "$TEMPFAIL" "$@"',
  tempfail: 'exec "$NODE" "$TEMPFAIL" "$@"',
  npm: 'case "$1" in start) exec "$NODE" "$TEMPFAIL" $TEMPFAIL_START ;; *) exit 0 ;; esac',
};

let bin = "";

beforeAll(() => {
  bin = mkdtempSync(join(tmpdir(), "tempfail-docs-bin-"));
  for (const [name, line] of Object.entries(standIns)) {
    writeFileSync(join(bin, name), `#!/usr/bin/env bash\n${line}\n`);
    chmodSync(join(bin, name), 0o755);
  }
});

afterAll(() => rmSync(bin, { recursive: true, force: true }));

/** The arguments behind `node bin/tempfail.js` in the package's own start script. */
function startArguments(): string {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: { start: string } };
  return scripts.start.replace("node bin/tempfail.js ", "");
}

/** Runs a command of a page; its output is what a terminal would show: of a failure without output, the error. */
async function run({ text, exitCode }: Command, cwd: string) {
  const env = { PATH: `${bin}:${process.env.PATH}`, TEMPFAIL_START: startArguments() };
  const { code, stdout, stderr } = await shell(text, { cwd, env });
  return { code, stderr, printed: stdout === "" && exitCode !== 0 ? stderr : stdout };
}

/** The page with other outputs below some of its commands. */
function rewritten({ text, commands }: Page, outputs: ReadonlyMap<Command, readonly string[]>): string {
  const lines = text.split("\n");
  for (const command of [...commands].reverse()) {
    const output = outputs.get(command);
    if (output) lines.splice(command.line, command.output.length, ...output);
  }
  return lines.join("\n");
}

describe.each(pages)("$path", (page) => {
  const directory = mkdtempSync(join(tmpdir(), "tempfail-docs-"));
  const outputs = new Map<Command, readonly string[]>();

  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
    if (writes) writeFileSync(join(root, page.path), rewritten(page, outputs));
  });

  test.each(page.commands.map((command) => ({ ...command, command })))("line $line: $text", async ({ command }) => {
    const { code, stderr, printed } = await run(command, directory);
    expect({ code, stderr: code === command.exitCode ? "" : stderr }).toEqual({ code: command.exitCode, stderr: "" });
    if (writes) outputs.set(command, renewed(command.output, printed));
    else expect(differs(command.output, printed), `${page.path}:${command.line}`).toBeUndefined();
  });
});

test("no page shows commands of the project in a block that is not run", () => {
  const found = all.flatMap(({ path, text }) => untested(text).map((line) => `${path}:${line}`));
  expect(found).toEqual([]);
});

test("a page that shows something else is found", () => {
  const text = "```console\n$ echo a   # exit code 3\n1\n...\n4\n$ echo b\n```\n```\nnpx tempfail list\n```\n";
  const [first, second] = commandsIn(text);
  expect(first).toMatchObject({ line: 2, text: "echo a", exitCode: 3, output: ["1", "...", "4"] });
  expect(second).toMatchObject({ text: "echo b", exitCode: 0, output: [] });
  expect(untested(text)).toEqual([9]);
  expect(differs(["1", "...", "4"], "1\n2\n3\n4\n")).toBeUndefined();
  expect(differs(["1", "...", "2", "4"], "1\n2\n3\n2\n4\n")).toBeUndefined();
  expect(differs(["1", "4"], "1\n2\n")).toContain("shown: 4");
  expect(differs(["1"], "1\n2\n")).toContain("not shown: 2");
  expect(differs(["1", "...", "3"], "1\n3\n4\n")).toContain("shown: 3");
  expect(differs(["...", "5"], "1\n2\n")).toContain("shown: 5");
});

test("a renewed page shows the same stretches of what is printed now", () => {
  const printed = "time 12 s\nfiller\nok  first rule   1.5\nok  second rule  2.5\nfiller\n3 of 3 hold\n";
  expect(renewed(["time 11 s", "...", "ok  second rule  2.4", "...", "2 of 2 hold"], printed)).toEqual([
    "time 12 s",
    "...",
    "ok  second rule  2.5",
    "...",
    "3 of 3 hold",
  ]);
  expect(renewed(["time 11 s"], printed)).toEqual(printed.trimEnd().split("\n"));
  expect(() => renewed(["...", "elsewhere", "..."], printed)).toThrow("elsewhere");
  const text = "```console\n$ echo a\nold\n$ echo b\n```\n";
  const commands = commandsIn(text);
  const [first] = commands;
  if (first === undefined) throw new Error("no command");
  expect(rewritten({ path: "planted.md", text, commands }, new Map([[first, ["a", "new"]]]))).toBe(
    "```console\n$ echo a\na\nnew\n$ echo b\n```\n",
  );
});
