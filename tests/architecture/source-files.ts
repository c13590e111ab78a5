/** The files of the repository as the architecture tests read them: text, imports, and how they hang together. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";

export interface SourceFile {
  /** Below its folder: `engine/pool.ts`. */
  readonly path: string;
  readonly text: string;
}

export const root = resolve(import.meta.dirname, "../..");
const source = join(root, "src");

/** The files of a folder of the repository with one of these endings. */
export function filesOf(folder: string, endings = /\.ts$/): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => endings.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, folder, path), "utf8") }));
}

/** What a file below `src/` imports of ours, types included: paths below `src/` that end in `.js`. */
export function targetsOf({ path, text }: SourceFile): string[] {
  return targetsIn(text, path);
}

/** The same without what is imported as types alone, and so is not there when the file runs. */
export function runTimeTargetsOf({ path, text }: SourceFile): string[] {
  return targetsIn(text.replace(/^(?:import|export) type\b[^;]*;/gm, ""), path);
}

function targetsIn(text: string, path: string): string[] {
  const imports = [...text.matchAll(/(?:from|import\(|import)\s*"(\.[^"]+)"/g)].map((match) => match[1] ?? "");
  return imports.map((target) => relative(source, resolve(source, dirname(path), target)));
}

/** Groups of files of which each reaches each other by imports: the strongly connected components (Tarjan, 1972). */
export function circles(files: readonly SourceFile[]): string[][] {
  const paths = new Set(files.map(({ path }) => path));
  const targets = new Map(
    files.map((file) => [file.path, targetsOf(file).map((target) => target.replace(/\.js$/, ".ts"))]),
  );
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (path: string): void => {
    order.set(path, order.size);
    low.set(path, order.get(path) ?? 0);
    stack.push(path);
    for (const target of targets.get(path) ?? []) {
      if (!paths.has(target)) continue;
      if (!order.has(target)) visit(target);
      if (stack.includes(target)) low.set(path, Math.min(low.get(path) ?? 0, low.get(target) ?? 0));
    }
    if (low.get(path) !== order.get(path)) return;
    const group = stack.splice(stack.indexOf(path));
    if (group.length > 1 || (targets.get(path) ?? []).includes(path)) found.push(group.toSorted());
  };
  for (const path of paths) if (!order.has(path)) visit(path);
  return found;
}

/** The text with nothing inside its quotes and templates; lines stay lines. */
export function withoutQuoted({ path, text }: SourceFile): string {
  let bare = "";
  let at = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || isTemplatePart(node)) {
      bare += text.slice(at, node.getStart()) + text.slice(node.getStart(), node.end).replace(/[^\n]/g, "");
      at = node.end;
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true));
  return bare + text.slice(at);
}

function isTemplatePart(node: ts.Node): boolean {
  return ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node);
}
