/**
 * Draws 60 texts with a fixed seed and prints them with numbers, so that a reader can be asked which of them need a
 * second reading: `npx tsx tests/docs/draw-texts.ts [seed]`. As many of each kind, as far as there are: help, errors,
 * page, documents, file heads.
 */
import { Random } from "../../src/engine/random.js";
import { allTexts, type Text, type TextKind } from "./texts.js";

const KINDS: readonly TextKind[] = ["help", "error", "page", "document", "head"];
const DRAWN = 60;

/** Prose of at least five words: no rows of tables, code, headings or lists of changes of values. */
function isProse({ words }: Text): boolean {
  return words.split(/\s+/).length >= 5 && !/^(?:```|\||#|\$|import |- \[)/.test(words);
}

const stream = new Random(Number(process.argv[2] ?? 1)).stream("texts");
const texts = allTexts().filter(isProse);

function drawn(kind: TextKind): Text[] {
  const left = texts.filter((text) => text.kind === kind);
  return Array.from({ length: Math.min(left.length, DRAWN / KINDS.length) }, () =>
    left.splice(Math.floor(stream.uniform() * left.length), 1),
  ).flat();
}

for (const [index, { kind, path, line, words }] of KINDS.flatMap(drawn).entries())
  console.log(`${index + 1}. (${kind}, ${path}:${line})\n${words.replace(/^/gm, "   ")}\n`);
