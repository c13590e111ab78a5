// Where the program is: in `dist` of a built package, else in a bundle of its sources that its first call made, else in
// the sources themselves, through tsx. So it works right after `npm ci --ignore-scripts`, and starts fast from then on.
// TEMPFAIL_SOURCES=1 runs the sources in any case: the tests must not judge an older build.
import { existsSync } from "node:fs";

/**
 * Imports one of the program's entries.
 * @param {string} name its file in a bundle
 * @param {string} source its file in `src`, both without their endings
 */
export async function load(name, source) {
  if (process.env.TEMPFAIL_SOURCES) return fromSources(source);
  const built = new URL(`../dist/${name}.js`, import.meta.url);
  if (existsSync(built)) return import(built.href);
  const { cachedBundle } = await import("./cached-bundle.js");
  const bundle = await cachedBundle();
  return bundle === undefined ? fromSources(source) : import(new URL(`${name}.js`, bundle).href);
}

/** @param {string} source */
async function fromSources(source) {
  const { register } = await import("tsx/esm/api");
  register();
  return import(new URL(`../src/${source}.ts`, import.meta.url).href);
}
