/** A result as JSON for people and machines: indented, but a series stays on one line. */

/** The text of `result.json`, with a newline at its end. Numbers are written so that reading gives the same double. */
export function jsonReport(result: object): string {
  return `${written(result, "")}\n`;
}

function written(value: unknown, indent: string): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return list(value, indent);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  if (members.length === 0) return "{}";
  const inner = `${indent}  `;
  const lines = members.map(([key, member]) => `${inner}${JSON.stringify(key)}: ${written(member, inner)}`);
  return `{\n${lines.join(",\n")}\n${indent}}`;
}

function list(values: readonly unknown[], indent: string): string {
  if (values.every((value) => typeof value !== "object" || value === null)) return JSON.stringify(values);
  const inner = `${indent}  `;
  return `[\n${values.map((value) => inner + written(value, inner)).join(",\n")}\n${indent}]`;
}
