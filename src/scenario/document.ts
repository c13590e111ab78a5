/**
 * YAML text → tree, with the place of every key and value. One document; aliases are shared, and their total size is
 * bounded.
 */
import {
  type Alias,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  type YAMLError,
} from "yaml";
import { type Problem, shown } from "../schema/scenario-error.js";
import type { Entry, MapTree, Origin, Scalar, Tree } from "./tree.js";

/** Values in one file, aliases counted as often as they are used. */
const VALUES_AT_MOST = 100_000;
const DEPTH_AT_MOST = 64;

export interface ReadDocument {
  /** Undefined when the text holds no usable map. */
  readonly tree?: Tree;
  readonly problems: readonly Problem[];
}

export type OriginAt = Pick<Origin, "kind" | "layer"> & {
  /** The place of a line and column in the text, both from 1. */
  readonly place: (line: number, column: number) => string;
};

/** Reads one YAML document. Never throws for bad text. */
export function readDocument(text: string, origin: OriginAt): ReadDocument {
  const lines = new LineCounter();
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return origin.place(Math.max(line, 1), Math.max(col, 1));
  };
  if (nestsTooDeeply(text)) return { problems: [{ place: place(0), path: "", ...TOO_DEEP }] };
  try {
    const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, version: "1.2" });
    if (!("length" in documents) || documents.length === 0 || !documents[0]) return { problems: [emptyAt(place(0))] };
    const [document, second] = documents;
    const errors = [...document.errors, ...document.warnings];
    if (errors.length > 0) return { problems: worthReading(errors).map((error) => syntaxProblem(error, text, place)) };
    if (second) return { problems: [severalAt(place(second.range?.[0] ?? 0))] };
    if (!document.contents) return { problems: [emptyAt(place(0))] };
    return new Reader(place, origin).read(document.contents as Node);
  } catch (error) {
    if (error instanceof Unreadable) return { problems: [error.problem] };
    if (error instanceof RangeError) return { problems: [{ place: place(0), path: "", ...TOO_DEEP }] };
    throw error;
  }
}

const TOO_DEEP = { found: "values nested too deeply", expected: `at most ${DEPTH_AT_MOST} levels` };

/** Ends the reading of a document of which nothing more is worth reporting. */
class Unreadable extends Error {
  constructor(readonly problem: Problem) {
    super(problem.found);
  }
}

/** Brackets alone can nest deep enough to exhaust the parser's stack and patience: refuse before it starts. */
function nestsTooDeeply(text: string): boolean {
  const runs = text.match(/(?:[[{]\s*){65,}|(?:-[ \t]+){65,}/);
  return runs !== null;
}

class Reader {
  private readonly problems: Problem[] = [];
  private readonly anchors = new Map<string, { tree: Tree; size: number }>();
  private size = 0;

  constructor(
    private readonly place: (offset: number) => string,
    private readonly origin: OriginAt,
  ) {}

  read(contents: Node): ReadDocument {
    const tree = this.node(contents, 0);
    return { tree, problems: this.problems };
  }

  private node(node: unknown, depth: number): Tree {
    const origin = this.originOf(node);
    if (depth > DEPTH_AT_MOST) throw new Unreadable({ place: origin.place, path: "", ...TOO_DEEP });
    if (isAlias(node)) return this.alias(node, origin);
    const before = this.size;
    const tree = this.content(node, origin, depth);
    this.grow(1, origin);
    const anchor = (node as { anchor?: string } | null)?.anchor;
    if (anchor !== undefined) this.anchors.set(anchor, { tree, size: this.size - before });
    return tree;
  }

  private content(node: unknown, origin: Origin, depth: number): Tree {
    if (isSeq(node)) return { kind: "list", items: node.items.map((item) => this.node(item, depth + 1)), origin };
    if (isMap(node)) return this.map(node.items, origin, depth);
    return { kind: "leaf", value: isScalar(node) ? (node.value as Scalar) : null, origin };
  }

  private map(pairs: readonly unknown[], origin: Origin, depth: number): MapTree {
    const entries = new Map<string, Entry>();
    for (const pair of pairs) {
      if (!isPair(pair)) continue;
      const place = this.originOf(pair.key).place;
      const key = isScalar(pair.key) && pair.key.value !== null ? String(pair.key.value) : undefined;
      if (key === undefined) this.report(place, "a key that is not plain text", "a word");
      else if (key === "<<") this.report(place, "a YAML merge key", "the values themselves, or `extends`");
      else entries.set(key, { place, value: this.entryValue(pair.value, place, depth) });
    }
    return { kind: "map", entries, origin };
  }

  /** The value of a key; null, at the place of the key, when nothing follows it. */
  private entryValue(value: unknown, place: string, depth: number): Tree {
    if (value) return this.node(value, depth + 1);
    return { kind: "leaf", value: null, origin: { kind: this.origin.kind, layer: this.origin.layer, place } };
  }

  private alias(node: Alias, origin: Origin): Tree {
    const target = this.anchors.get(node.source);
    if (!target) {
      this.report(origin.place, `the alias *${node.source}`, `a complete anchor &${node.source} before it`);
      return { kind: "leaf", value: null, origin };
    }
    this.grow(target.size, origin);
    return target.tree;
  }

  private grow(values: number, { place }: Origin): void {
    this.size += values;
    if (this.size <= VALUES_AT_MOST) return;
    const found = `more than ${VALUES_AT_MOST} values, aliases unfolded`;
    throw new Unreadable({ place, path: "", found, expected: "a scenario of ordinary size without nested aliases" });
  }

  private originOf(node: unknown): Origin {
    const range = (node as { range?: readonly number[] | null } | null)?.range;
    const { kind, layer } = this.origin;
    return { kind, layer, place: this.place(range?.[0] ?? 0) };
  }

  private report(place: string, found: string, expected: string): void {
    this.problems.push({ place, path: "", found, expected });
  }
}

function emptyAt(place: string): Problem {
  return { place, path: "", found: "nothing", expected: "a scenario: a map that starts with version: 1" };
}

function severalAt(place: string): Problem {
  return { place, path: "", found: "a second YAML document", expected: "one scenario in one document" };
}

/** All errors that say something of their own; of broken syntax only the first, as the rest follows from it. */
function worthReading(errors: readonly YAMLError[]): YAMLError[] {
  const first = errors.find(({ code }) => !ON_THEIR_OWN.has(code));
  return errors.filter((error) => error === first || ON_THEIR_OWN.has(error.code));
}

const ON_THEIR_OWN: ReadonlySet<string> = new Set(["DUPLICATE_KEY", "TAG_RESOLVE_FAILED"]);

function syntaxProblem(error: YAMLError, text: string, place: (offset: number) => string): Problem {
  const [from, to] = error.pos;
  const piece = text.slice(from, Math.max(to, from + 1)).split("\n")[0] ?? "";
  const where = { place: place(from), path: "" };
  // The parser's own recursion ends with its stack, as an error among others or as an exception.
  if (/call stack/.test(error.message)) return { ...where, ...TOO_DEEP };
  switch (error.code) {
    case "DUPLICATE_KEY": {
      const key = /^[^:\s]+/.exec(text.slice(from))?.[0] ?? piece;
      return { ...where, found: `the key ${shown(key)} a second time`, expected: "each key once in a map" };
    }
    case "TAB_AS_INDENT":
      return { ...where, found: "a tab as indentation", expected: "spaces" };
    case "TAG_RESOLVE_FAILED":
      return { ...where, found: `the tag ${shown(piece)}`, expected: "plain values without YAML tags" };
    default:
      return { ...where, found: `not valid YAML (${error.message.replace(/\.$/, "")})`, expected: "YAML 1.2" };
  }
}
