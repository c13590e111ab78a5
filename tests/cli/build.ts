/**
 * Builds the package once for all tests that start the program: the files that `npm pack` takes, compiled by `npm run
 * build`, in a folder of node_modules/.cache that is named after their content. The work tree stays without `dist`.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the built package. */
    readonly builtPackage: string;
  }
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const cache = join(root, "node_modules/.cache/tempfail");
/** Builds of other sources that are older than this are taken away, milliseconds. */
const KEPT = 24 * 3_600_000;

/** Run by Vitest before the first test of the project, once. */
export async function setup(project: TestProject): Promise<void> {
  project.provide("builtPackage", await built());
}

async function built(): Promise<string> {
  const { files, scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    files: string[];
    scripts: { build: string };
  };
  const taken = [...files.filter((name) => name !== "dist"), "package.json", "tsconfig.json", "tsconfig.build.json"];
  const place = join(cache, fingerprint([...taken, "package-lock.json"]));
  if (existsSync(place)) return place;
  const unfinished = `${place}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  for (const name of taken) cpSync(join(root, name), join(unfinished, name), { recursive: true });
  const path = `${join(root, "node_modules/.bin")}:${process.env.PATH}`;
  await promisify(execFile)("bash", ["-c", scripts.build], { cwd: unfinished, env: { ...process.env, PATH: path } });
  // Another run of the tests may have been as fast: either build will do.
  if (existsSync(place)) rmSync(unfinished, { recursive: true });
  else renameSync(unfinished, place);
  clear(place);
  return place;
}

/** The same for the same content of the same files. */
function fingerprint(names: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of names.flatMap(filesBelow))
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(root, file)));
  return hash.digest("hex").slice(0, 12);
}

function filesBelow(name: string): string[] {
  if (!statSync(join(root, name)).isDirectory()) return [name];
  return readdirSync(join(root, name), { recursive: true, encoding: "utf8" })
    .map((path) => join(name, path))
    .filter((path) => statSync(join(root, path)).isFile())
    .sort();
}

function clear(current: string): void {
  for (const name of readdirSync(cache)) {
    const place = join(cache, name);
    if (place !== current && Date.now() - statSync(place).mtimeMs > KEPT) rmSync(place, { recursive: true });
  }
}
