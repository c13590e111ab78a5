// The bundle of a clone that was not built: made by its first call, and again after a change of its sources. It lies in
// `node_modules/.cache/tempfail-bundles`, in a folder that is named after the places, sizes and times of all sources.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const cache = join(root, "node_modules/.cache/tempfail-bundles");
/** Bundles of other sources that are older than this are taken away, milliseconds. */
const KEPT = 24 * 3_600_000;

/**
 * Its folder as a URL; undefined when it cannot be made: no bundler, a read-only folder, sources that do not compile.
 */
export async function cachedBundle() {
  try {
    const place = join(cache, key());
    if (!existsSync(place)) await make(place);
    return existsSync(place) ? pathToFileURL(`${place}/`) : undefined;
  } catch {
    return undefined;
  }
}

/** Changes with every change of what a bundle is made of. */
function key() {
  const hash = createHash("sha256").update(root);
  for (const file of ["package.json", "package-lock.json", "tsconfig.json", "bin/bundle.js", ...sources()]) {
    const status = statSync(join(root, file), { throwIfNoEntry: false });
    if (status) hash.update(`${file} ${status.size} ${status.mtimeMs} ${status.ctimeMs}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}

function sources() {
  const names = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => /\.[jt]s$/.test(name))
    .sort()
    .map((name) => join("src", name));
}

/**
 * Complete or absent: made beside its place and renamed into it, unless another process was as fast. Sources that
 * change meanwhile have another place.
 * @param {string} place
 */
async function make(place) {
  const unfinished = `${place}.${process.pid}`;
  try {
    const { bundle } = await import("./bundle.js");
    await bundle(unfinished);
    if (join(cache, key()) !== place) return;
    if (existsSync(place)) return;
    renameSync(unfinished, place);
    clear();
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function clear() {
  for (const name of readdirSync(cache)) {
    const old = join(cache, name);
    if (Date.now() - statSync(old).mtimeMs > KEPT) rmSync(old, { recursive: true, force: true });
  }
}
