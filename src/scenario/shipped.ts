/** The scenarios that come with the package, found by name from any directory. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// Beside `src` in the sources and beside `dist` in the built package: two levels up in both.
const directory = fileURLToPath(new URL("../../scenarios", import.meta.url));

/** The names of all shipped scenarios, sorted: their paths below `scenarios/` without the ending. */
export function shippedNames(): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => file.slice(0, -".yaml".length).replaceAll("\\", "/"))
    .sort();
}

/** The file of a shipped scenario; undefined for a name that none has. */
export function shippedFile(name: string): string | undefined {
  return shippedNames().includes(name) ? fileOf(name) : undefined;
}

/** The texts of all shipped scenarios, sorted by name. */
export function shippedTexts(): { readonly name: string; readonly text: string }[] {
  return shippedNames().map((name) => ({ name, text: readFileSync(fileOf(name), "utf8") }));
}

function fileOf(name: string): string {
  return join(directory, `${name}.yaml`);
}
