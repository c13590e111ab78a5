// Bundles the sources with what they import: one file per entry, and one per group of modules that only some verbs
// need. `node bin/bundle.js dist` is a part of `npm run build`; a clone without a build makes a bundle of its own
// (bin/cached-bundle.js). Left outside: tinypool, which starts threads from its own files, and the libraries of the
// report, which are read as they stand. Source maps lie beside the files for stack traces of our bugs.
import { mkdirSync, realpathSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Some libraries are CommonJS and ask for modules of Node by `require`, which a module has to make for itself. */
const REQUIRE = 'import { createRequire as __createRequire } from "node:module";';
const banner = `${REQUIRE}\nconst require = __createRequire(import.meta.url);`;

/**
 * Writes the bundle to a folder, which may not exist yet. Throws when the sources cannot be bundled.
 * @param {string} folder
 */
export async function bundle(folder) {
  const { build, stop } = await import("esbuild");
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: ["main", "running/seed-worker", "running/verify-worker"].map((name) => `${root}src/cli/${name}.ts`),
    outdir: folder,
    entryNames: "[name]",
    // All files of a bundle lie in one folder: see `atSource`.
    chunkNames: "[name]-[hash]",
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    external: ["tinypool"],
    banner: { js: banner },
    minifyWhitespace: true,
    sourcemap: true,
    sourcesContent: false,
    logLevel: "silent",
    plugins: [atSource(realpathSync(folder))],
  });
  await stop();
}

/**
 * In a bundle, `import.meta.url` stays that of the source file: scenarios, assets of the report and cases are found
 * from there, as the package ships them and its sources.
 * @param {string} folder
 * @returns {import("esbuild").Plugin}
 */
function atSource(folder) {
  return {
    name: "at-source",
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const text = await readFile(path, "utf8");
        if (!text.includes("import.meta.url") || !path.startsWith(realpathSync(`${root}src`))) return undefined;
        const place = JSON.stringify(relative(folder, path).replaceAll("\\", "/"));
        const own = `new URL(${place}, import.meta.url).href`;
        return { contents: text.replaceAll("import.meta.url", own), loader: "ts" };
      });
    },
  };
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  await bundle(resolve(process.argv[2] ?? "dist"));
