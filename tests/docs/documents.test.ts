/** The documents keep up with the program: links lead somewhere, commands exist, the folder map is whole. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";
import { topicNames } from "../../src/cli/options/topics.js";
import { declaredPlan } from "../../src/experiment/whatif-plan.js";
import { jsonSchema } from "../../src/scenario/json-schema.js";
import { loadScenario } from "../../src/scenario/load.js";
import { scenarioSchema } from "../../src/scenario/schema.js";

const root = resolve(import.meta.dirname, "../..");

interface Page {
  /** From the top of the repository. */
  readonly path: string;
  readonly text: string;
}

function pageAt(path: string): Page {
  return { path, text: readFileSync(join(root, path), "utf8") };
}

const pages: readonly Page[] = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
].map(pageAt);

const readme = pageAt("README.md").text;

/** What follows `](` in Markdown, without its anchor; addresses on the web are not for a test to open. */
function links({ text }: Page): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^https?:|^#/.test(target))
    .map((target) => target.replace(/#.*$/, ""));
}

function brokenLinks(page: Page): string[] {
  return links(page)
    .filter((target) => !existsSync(join(root, dirname(page.path), target)))
    .map((target) => `${page.path}: ${target}`);
}

/** Files and folders of the repository that a page names as code: `src/engine/`, `tests/docs.test.ts`. */
function missingFiles({ path, text }: Page): string[] {
  return [...text.matchAll(/`((?:src|tests|docs|scenarios|bench|bin)\/[^`\s<>*…]*)`/g)]
    .map(([, file = ""]) => file)
    .filter((file) => !existsSync(join(root, file)))
    .map((file) => `${path}: ${file}`);
}

/** The first word after `tempfail`, where a page shows a command: in a block or as code, not in prose. */
function verbsIn(text: string): string[] {
  const blocks = [...text.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].map(([, block = ""]) => block);
  const spans = [...text.replace(/^```[\s\S]*?^```/gm, "").matchAll(/`([^`]+)`/g)].map(([, span = ""]) => span);
  return [...blocks, ...spans].flatMap((code) =>
    [...code.matchAll(/^(?:\$ )?(?:npx )?tempfail ([a-z][\w-]*)/gm)].map(([, verb = ""]) => verb),
  );
}

/** As the sources declare them: `command: "replay <file>"`. */
const verbs = readdirSync(join(root, "src/cli/verbs"))
  .filter((name) => name.endsWith(".ts"))
  .flatMap((name) => [...pageAt(join("src/cli/verbs", name)).text.matchAll(/command: "([a-z]+)/g)])
  .map(([, verb = ""]) => verb)
  .concat("completion");

/** The names of all properties, at any depth of a JSON Schema. */
function keysOf(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { properties = {} } = schema as { properties?: object };
  return [...Object.keys(properties), ...Object.values(schema).flatMap(keysOf)];
}

test("links in the documents lead to files that exist", () => {
  expect(pages.length).toBeGreaterThan(10);
  expect(pages.flatMap(brokenLinks)).toEqual([]);
});

test("files that the documents name exist", () => {
  expect(pages.flatMap(missingFiles)).toEqual([]);
});

test("every command in the documents is a verb of the program", () => {
  expect(verbs).toContain("replay");
  const unknown = pages.flatMap(({ path, text }) =>
    verbsIn(text)
      .filter((verb) => !verbs.includes(verb))
      .map((verb) => `${path}: tempfail ${verb}`),
  );
  expect(unknown).toEqual([]);
});

test("every verb of the program has its section in docs/cli.md", () => {
  const { text } = pageAt("docs/cli.md");
  expect(verbs.filter((verb) => !new RegExp(`^## ${verb}\\b`, "m").test(text))).toEqual([]);
});

test("every topic of list is in docs/cli.md", () => {
  const [, named = ""] = /Topics: ([^.]*)\./.exec(pageAt("docs/cli.md").text) ?? [];
  expect(topicNames.filter((topic) => !named.includes(`\`${topic}\``))).toEqual([]);
});

test("every npm script in the documents is one of the package", () => {
  const { scripts } = JSON.parse(pageAt("package.json").text) as { scripts: Record<string, string> };
  const named = pages.flatMap(({ text }) => [...text.matchAll(/npm run ([\w-]+)/g)].map(([, script = ""]) => script));
  expect(named.filter((script) => !(script in scripts))).toEqual([]);
});

test("every scenario that a command replays, runs or checks is shipped, or is the reader's own", () => {
  const own = ["noon-flood.yaml", "our-cluster.yaml", "outage.yaml", "typo.yaml"];
  const named = pages.flatMap(({ text }) =>
    [...text.matchAll(/tempfail (?:replay|run|validate|inspect) ([a-z0-9][\w./-]*)/g)].map(([, name = ""]) => name),
  );
  const missing = named.filter((name) => !own.includes(name) && !existsSync(join(root, "scenarios", `${name}.yaml`)));
  expect(named.length).toBeGreaterThan(5);
  expect(missing.filter((name) => !name.includes("/"))).toEqual([]);
});

test("the README has at most 70 lines", () => {
  expect(readme.trimEnd().split("\n").length).toBeLessThanOrEqual(70);
});

test("every room of the sources is in the README's folder map and in the architecture's table", () => {
  const rooms = readdirSync(join(root, "src"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `\`src/${name}/\``);
  const architecture = pageAt("docs/architecture.md").text;
  expect(rooms.filter((room) => !readme.includes(room))).toEqual([]);
  expect(rooms.filter((room) => !architecture.includes(room))).toEqual([]);
});

test("every key that a scenario may have is described in docs/scenario.md", () => {
  const { text } = pageAt("docs/scenario.md");
  const keys = [...new Set(keysOf(jsonSchema()))];
  expect(keys).toEqual(expect.arrayContaining(["senders", "retry", "queueRunDelay", "falsePositives", "severity"]));
  expect(keys.filter((key) => !new RegExp(`\\b${key}\\b`).test(text))).toEqual([]);
});

/** Whole scenarios that a page shows: blocks of YAML with a version. */
function scenariosIn({ text }: Page): string[] {
  return [...text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)]
    .map(([, block = ""]) => block)
    .filter((block) => /^version: 1$/m.test(block));
}

test("every whole scenario in the documents is valid", () => {
  const shown = pages.flatMap(scenariosIn);
  expect(shown.length).toBeGreaterThan(1);
  const directory = mkdtempSync(join(tmpdir(), "tempfail-docs-"));
  try {
    for (const [index, text] of shown.entries()) {
      const file = join(directory, `${index}.yaml`);
      writeFileSync(file, text);
      expect(() => declaredPlan(loadScenario(file, scenarioSchema)), text).not.toThrow();
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test("every top-level key of a scenario is in the table of docs/scenario.md", () => {
  const { text } = pageAt("docs/scenario.md");
  const [, table = ""] = /^## Top-level keys\n([\s\S]*?)^###/m.exec(text) ?? [];
  const { properties = {} } = jsonSchema() as { properties?: object };
  expect(Object.keys(properties)).toContain("monitoring");
  expect(Object.keys(properties).filter((key) => !table.includes(`| \`${key}\` |`))).toEqual([]);
});

test("no document names a place on somebody's machine, or leaves something to do", () => {
  const forbidden = /(?:^|[\s"'`(=])\/(?:work|tmp|home|root|Users)\/|\bTODO\b|\bFIXME\b|\bXXX\b|\blorem\b|localhost/i;
  const found = pages.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, index) => (forbidden.test(line) ? [`${path}:${index + 1}: ${line}`] : [])),
  );
  expect(found).toEqual([]);
});

test("no document praises itself", () => {
  const praise = /\b(?:blazing|seamless\w*|powerful|robust|cutting-edge|world-class|effortless\w*|state-of-the-art)\b/i;
  expect(pages.filter(({ text }) => praise.test(text)).map(({ path }) => path)).toEqual([]);
});

test("planted faults are found", () => {
  const page = { path: "docs/planted.md", text: "[x](nowhere.md) `src/nowhere.ts` `tempfail fly`" };
  expect(brokenLinks(page)).toEqual(["docs/planted.md: nowhere.md"]);
  expect(missingFiles(page)).toEqual(["docs/planted.md: src/nowhere.ts"]);
  expect(verbsIn(page.text)).toEqual(["fly"]);
});
