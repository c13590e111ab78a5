/** Every block of commands and output in the README and the documents is run, and its output compared line by line. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { binary, environment } from "../cli/program.js";
import { commandsIn, differs, untested } from "./transcripts.js";

const root = resolve(import.meta.dirname, "../..");
const pages = ["README.md", "CONTRIBUTING.md", ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`)]
  .filter((path) => path.endsWith(".md"))
  .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }))
  .map((page) => ({ ...page, commands: commandsIn(page.text) }))
  .filter(({ commands }) => commands.length > 0);

/** `npx tempfail` and `npm start` are the program; what installs and checks the project is left alone. */
const stands = {
  npx: 'shift; exec "$NODE" "$TEMPFAIL" "$@"',
  tempfail: 'exec "$NODE" "$TEMPFAIL" "$@"',
  npm: 'case "$1" in start) exec "$NODE" "$TEMPFAIL" $TEMPFAIL_START ;; *) exit 0 ;; esac',
};

let bin = "";

beforeAll(() => {
  bin = mkdtempSync(join(tmpdir(), "tempfail-docs-bin-"));
  for (const [name, line] of Object.entries(stands)) {
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

describe.each(pages)("$path", ({ path, commands }) => {
  const directory = mkdtempSync(join(tmpdir(), "tempfail-docs-"));
  mkdirSync(directory, { recursive: true });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test.each(commands)("line $line: $text", ({ line, text, exitCode, output }) => {
    const env = environment({
      PATH: `${bin}:${process.env.PATH}`,
      NODE: process.execPath,
      TEMPFAIL: binary,
      TEMPFAIL_START: startArguments(),
    });
    const { status, stdout, stderr } = spawnSync("bash", ["-c", text], { cwd: directory, env, encoding: "utf8" });
    expect({ line, status, stderr: status === exitCode ? "" : stderr }).toEqual({ line, status: exitCode, stderr: "" });
    // An error goes to stderr; a page shows it as a terminal would.
    const printed = stdout === "" && exitCode !== 0 ? stderr : stdout;
    expect(differs(output, printed), `${path}:${line}`).toBeUndefined();
  });
});

test("no page shows commands of ours in a block that is not run", () => {
  const all = ["README.md", "CONTRIBUTING.md", ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`)];
  const found = all
    .filter((path) => path.endsWith(".md"))
    .flatMap((path) => untested(readFileSync(join(root, path), "utf8")).map((line) => `${path}:${line}`));
  expect(found).toEqual([]);
});

test("a page that shows something else is found", () => {
  const page = "```console\n$ echo a   # exit code 3\n1\n...\n4\n$ echo b\n```\n```\nnpx tempfail list\n```\n";
  const [first, second] = commandsIn(page);
  expect(first).toMatchObject({ line: 2, text: "echo a", exitCode: 3, output: ["1", "...", "4"] });
  expect(second).toMatchObject({ text: "echo b", exitCode: 0, output: [] });
  expect(untested(page)).toEqual([9]);
  expect(differs(["1", "...", "4"], "1\n2\n3\n4\n")).toBeUndefined();
  expect(differs(["1", "4"], "1\n2\n")).toContain("shown: 4");
  expect(differs(["1"], "1\n2\n")).toContain("not shown: 2");
  expect(differs(["...", "5"], "1\n2\n")).toContain("shown: 5");
});
