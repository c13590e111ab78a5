/**
 * The texts that people read, with their places: documents, what scenarios say of themselves, help, reports, errors,
 * and the comments of the sources. Code between them is left out.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../..");

export type TextKind = "document" | "scenario" | "help" | "page" | "error" | "string" | "head" | "comment";

export interface Text {
  readonly path: string;
  /** Of the first line of the text, counted from 1. */
  readonly line: number;
  readonly kind: TextKind;
  readonly words: string;
}

function filesIn(folder: string, extension: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => extension.test(name))
    .map((name) => join(folder, name))
    .sort();
}

function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** Every text of the repository, in the order of paths. */
export function allTexts(): Text[] {
  const documents = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ...filesIn("docs", /\.md$/)];
  const sources = [...filesIn("src", /\.(ts|js|css)$/), ...filesIn("bin", /\.js$/)];
  return [
    ...documents.flatMap((path) => documentTexts(path, read(path))),
    ...filesIn("scenarios", /\.yaml$/).flatMap((path) => scenarioTexts(path, read(path))),
    ...sources.flatMap((path) => sourceTexts(path, read(path))),
  ];
}

/** Paragraphs, rows of tables and blocks, as they stand between blank lines. */
export function documentTexts(path: string, page: string): Text[] {
  return pieces(page, /[^\n]+(?:\n[^\n]+)*/g).map(({ line, found }) => ({
    path,
    line,
    kind: "document" as const,
    words: found,
  }));
}

/** Comments, and what stands behind a key that holds prose. */
export function scenarioTexts(path: string, file: string): Text[] {
  const prose = /(?:^ *#.*\n?)+|\b(?:title|question|stated|source|assumed|calibrated):\s*(?:"[^"\n]*"|[^\n{}]*)/gm;
  return pieces(file, prose).map(({ line, found }) => ({
    path,
    line,
    kind: "scenario" as const,
    words: found.replace(/^ *# ?/gm, ""),
  }));
}

/** Comments and strings of at least two words. */
export function sourceTexts(path: string, file: string): Text[] {
  const tokens =
    /\/\*[\s\S]*?\*\/|(?:^[ \t]*\/\/.*\n?)+|\/\/.*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/gm;
  let isHead = true;
  return pieces(file, tokens).flatMap(({ line, found, before }) => {
    const comment = /^\s*\/[*/]/.test(found);
    const kind = comment ? (isHead ? "head" : "comment") : kindOfString(path, before);
    isHead &&= !comment;
    const words = comment ? withoutMarks(found) : found.slice(1, -1);
    return /\S\s+\S/.test(words) ? [{ path, line, kind, words }] : [];
  });
}

/** By the code that stands before the string. */
function kindOfString(path: string, before: string): TextKind {
  if (/(?:UsageError|ScenarioError|fault|refuse\w*)\([^;]*$|\b(?:error|message|expected|found):\s*$/.test(before))
    return "error";
  if (path.startsWith(join("src", "cli"))) return "help";
  return path.startsWith(join("src", "report")) ? "page" : "string";
}

function withoutMarks(comment: string): string {
  return comment
    .replace(/^\s*\/\*+|\*+\/\s*$/g, "")
    .replace(/^\s*(?:\*|\/\/+) ?/gm, "")
    .trim();
}

interface Piece {
  readonly line: number;
  readonly found: string;
  /** The code before it, as far as it tells what it is. */
  readonly before: string;
}

function pieces(text: string, pattern: RegExp): Piece[] {
  let line = 1;
  let end = 0;
  return [...text.matchAll(pattern)].map(({ index, 0: found }) => {
    line += text.slice(end, index).split("\n").length - 1;
    end = index;
    return { line, found, before: text.slice(Math.max(0, index - 80), index) };
  });
}
