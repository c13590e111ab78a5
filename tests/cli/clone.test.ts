/**
 * A clone that was not built: its first call bundles the sources, later ones start from the bundle until a source
 * changes.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { scratch, tempfail } from "./program.js";
import { smallScenario } from "./small-scenario.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("two first calls at once make one bundle, which later calls and their threads use", async () => {
  const clone = freshClone();
  const first = await Promise.all([version(clone), version(clone)]);
  expect(first).toEqual(["1.0.0\n", "1.0.0\n"]);
  const [bundle = "", ...more] = bundlesOf(clone);
  expect(more).toEqual([]);
  // Marks the bundle, so that its use can be seen.
  for (const name of ["main.js", "seed-worker.js"]) mark(join(clone, CACHE, bundle, name), name);
  const cwd = scratch();
  smallScenario(cwd);
  const { code, stderr } = await tempfail(["replay", "small.yaml", "--seeds", "2", "--out", "out"], {
    cwd,
    binary: join(clone, "bin/tempfail.js"),
  });
  expect(code, stderr).toBe(0);
  expect([...new Set(stderr.trim().split("\n"))].sort()).toEqual(["main.js", "seed-worker.js"]);
});

test("a change of a source makes another bundle", async () => {
  const clone = freshClone();
  await version(clone);
  const file = join(clone, "src/experiment/version.ts");
  writeFileSync(file, readFileSync(file, "utf8").replace("1.0.0", "9.9.9"));
  expect(await version(clone)).toBe("9.9.9\n");
  expect(bundlesOf(clone)).toHaveLength(2);
  expect(await version(clone)).toBe("9.9.9\n");
  expect(bundlesOf(clone)).toHaveLength(2);
});

test("where no bundle can be made or kept, the sources run as they are", async () => {
  const clone = freshClone();
  // Not a folder: nobody can write in it, whoever runs the test.
  writeFileSync(join(clone, "node_modules/.cache"), "");
  expect(await version(clone)).toBe("1.0.0\n");
  rmSync(join(clone, "node_modules/.cache"));
  writeFileSync(join(clone, "bin/bundle.js"), 'throw new Error("no bundler");\n');
  expect(await version(clone)).toBe("1.0.0\n");
  expect(bundlesOf(clone)).toEqual([]);
});

const CACHE = "node_modules/.cache/tempfail-bundles";

/** What git and `npm ci` bring, with the dependencies of the work tree. */
function freshClone(): string {
  const clone = scratch();
  for (const name of ["bin", "src", "scenarios", "package.json", "package-lock.json", "tsconfig.json"])
    cpSync(join(root, name), join(clone, name), { recursive: true });
  mkdirSync(join(clone, "node_modules"));
  for (const name of readdirSync(join(root, "node_modules")))
    if (name !== ".cache") symlinkSync(join(root, "node_modules", name), join(clone, "node_modules", name));
  return clone;
}

async function version(clone: string): Promise<string> {
  const { stdout, stderr } = await tempfail(["--version"], { binary: join(clone, "bin/tempfail.js") });
  expect(stderr).toBe("");
  return stdout;
}

function bundlesOf(clone: string): string[] {
  try {
    return readdirSync(join(clone, CACHE));
  } catch {
    return [];
  }
}

/** Lets a file of a bundle tell that it runs. */
function mark(file: string, name: string): void {
  writeFileSync(file, `${readFileSync(file, "utf8")}\nprocess.stderr.write("${name}\\n");\n`);
}
