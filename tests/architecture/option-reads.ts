/**
 * Options that nobody reads. Every key of the scenario's schema must be read somewhere: as a property (`options.key`,
 * `x["key"]`), in a destructuring, as a word of a path (`"intake.api.workers"`), in a list of keys (`["after",
 * "act"]`), or as the key of a catalogue (`admissions.schema("policy")`), which looks there for the name. The schema's
 * own `key: z.…` is no read. Two options of the same name are not told apart: one that is read vouches for the other.
 */
import ts from "typescript";
import type { SourceFile } from "./source-files.js";

/** All keys of a JSON Schema, at any depth. */
export function schemaKeys(json: unknown, found = new Set<string>()): Set<string> {
  if (typeof json !== "object" || json === null) return found;
  const { properties } = json as { properties?: unknown };
  if (typeof properties === "object" && properties !== null) for (const key of Object.keys(properties)) found.add(key);
  for (const child of Object.values(json)) schemaKeys(child, found);
  return found;
}

/** Every name that some file reads. */
export function readNames(files: readonly SourceFile[]): Set<string> {
  const found = new Set<string>();
  for (const { path, text } of files) {
    const visit = (node: ts.Node): void => {
      for (const name of namesAt(node)) found.add(name);
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true));
  }
  return found;
}

function namesAt(node: ts.Node): string[] {
  if (ts.isPropertyAccessExpression(node)) return [node.name.text];
  if (ts.isBindingElement(node))
    return [node.propertyName ?? node.name].filter(ts.isIdentifier).map(({ text }) => text);
  if (ts.isElementAccessExpression(node) && ts.isStringLiteral(node.argumentExpression))
    return [node.argumentExpression.text];
  if (ts.isArrayLiteralExpression(node)) return node.elements.filter(ts.isStringLiteral).map(({ text }) => text);
  if (ts.isCallExpression(node) && node.expression.getText().endsWith(".schema"))
    return node.arguments.filter(ts.isStringLiteral).map(({ text }) => text);
  if (ts.isStringLiteral(node) && /^[a-zA-Z]+(\.[a-zA-Z]+)+$/.test(node.text)) return node.text.split(".");
  return [];
}
