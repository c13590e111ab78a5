/**
 * Texts are in plain technical English: the subject first, one idea a sentence. The phrases below read as translated.
 * They are looked for in documents, scenarios, help, reports, errors and comments, across line breaks.
 */
import { expect, test } from "vitest";
import { allTexts, documentTexts, scenarioTexts, sourceTexts, type Text } from "./texts.js";

/** What not to write, and what to say instead. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/\bso (?:many|long|few)\b(?! (?:as|that)\b)/i, "the number or the length: N seeds, for five minutes"],
  [/\bwho(?:ever)? (?:comes?|came|waits?|waited)\b/i, "clients that come, clients that wait"],
  [/\bfor ever\b/i, "permanently, without end"],
  [/\bfor nobody\b/i, "although no client waits for it"],
  [/\b(?:comes?|came|coming) to it\b/i, "begins, reacts, has time for it"],
  [/\bNothing, when\b/, "undefined when"],
  [/\btold off\b/i, "turned away"],
  [/\b(?:the|its|their|exact) books\b/i, "accounting, counters"],
  [/\b(?:the|a|its) way in\b(?! which)/i, "the edge, the ingress"],
  [/\bnot surely\b/i, "may not"],
  [/\bexpected instead\b/i, "failed expectations"],
  [/\blays? out a stored\b/i, "renders a stored result in another format"],
  [/\bfails? whom\b/i, "some failures are invisible to"],
  [/\bwould have told of\b/i, "precision and recall of"],
];

/**
 * Opens a sentence. The docstring of a yes or no may begin with it: it is an answer in itself, as in most reference
 * manuals.
 */
const opening: readonly [RegExp, string] = [/\bWhether\b/, "the subject first: It says whether"];

function hitsIn({ path, line, kind, words }: Text): string[] {
  const text = words.replace(/\s+/g, " ");
  const banned = kind === "comment" ? phrases : [...phrases, opening];
  return banned.flatMap(([phrase, instead]) => {
    const [found] = phrase.exec(text) ?? [];
    return found === undefined ? [] : [`${path}:${line}: "${found}"; say: ${instead}`];
  });
}

test("no text reads as translated", () => {
  const texts = allTexts();
  for (const kind of ["document", "scenario", "help", "page", "error", "string", "head", "comment"] as const)
    expect(texts.filter((text) => text.kind === kind).length, kind).toBeGreaterThan(20);
  expect(texts.flatMap(hitsIn)).toEqual([]);
});

test("planted phrases are found, at their places", () => {
  const page = documentTexts("docs/planted.md", "# Title\n\nIt runs so\nmany seeds.\n\nWhether it holds is shown.\n");
  expect(page.flatMap(hitsIn)).toEqual([
    'docs/planted.md:3: "so many"; say: the number or the length: N seeds, for five minutes',
    'docs/planted.md:6: "Whether"; say: the subject first: It says whether',
  ]);
  const file = "# It lasts for\n# ever.\nname: a\nquestion: Who waits longest?\nexpect: [{ stated: it came to it }]\n";
  expect(
    scenarioTexts("planted.yaml", file)
      .flatMap(hitsIn)
      .map((hit) => hit.split(";")[0]),
  ).toEqual(['planted.yaml:1: "for ever"', 'planted.yaml:4: "Who waits"', 'planted.yaml:5: "came to it"']);
  const code =
    '/** Whether.\n * A head. */\nconst whoWaits = 1; // told\n/** Whether it is. */\nthrow new UsageError("it is told off");\n';
  expect(sourceTexts("src/planted.ts", code).map(({ kind, line }) => `${kind} ${line}`)).toEqual([
    "head 1",
    "comment 4",
    "error 5",
  ]);
  expect(sourceTexts("src/planted.ts", code).flatMap(hitsIn)).toEqual([
    'src/planted.ts:1: "Whether"; say: the subject first: It says whether',
    'src/planted.ts:5: "told off"; say: turned away',
  ]);
});

test("words that only look like the phrases pass", () => {
  const page = documentTexts(
    "docs/planted.md",
    "It holds as long as the run. It is so long that it ends. The way in which. It shows whether it holds.\n",
  );
  expect(page.flatMap(hitsIn)).toEqual([]);
});
