/**
 * `npm run bench`: the engine beside its yardsticks, in one run. Contenders take turns, each in a process of its own,
 * on the same variates; a ratio is taken within a round and the median over rounds is reported, so that a machine that
 * is busy or slow moves both sides. CPU time is counted, not the clock on the wall.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import yargs from "yargs";
import { hideBin } from "yargs/helpers";
import { type Case, engineCases, type Figure, runCases, startUpCase } from "./cases.js";
import type { Measurement } from "./measure.js";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const COMPILED = join(ROOT, "node_modules/.cache/tempfail-bench");
/** A power of two, so that they can be used round and round; 8 MB, as much as a second-level cache never holds. */
const VARIATES = 2 ** 20;

const options = await yargs(hideBin(process.argv))
  .scriptName("npm run bench --")
  .option("rounds", { type: "number", default: 9, describe: "Rounds of each comparison; medians are taken over them" })
  .option("work", { type: "number", default: 5_000_000, describe: "Customers or holds per measurement" })
  .option("only", { type: "string", describe: "Only cases whose name contains this" })
  .option("long", { type: "boolean", default: true, describe: "The pack, and 0.4 to 40 million messages: minutes" })
  .option("json", { type: "boolean", default: false, describe: "Print the figures as JSON" })
  .strict()
  .parse();

const scratch = mkdtempSync(join(tmpdir(), "tempfail-bench-"));
try {
  const binary = compile();
  const files = { mm1: variatesFile("mm1", 1 / 0.8, 1), hold: variatesFile("hold", 1, 1) };
  const measure = (program: string, words: readonly string[]) => runProgram(binary, program, words);
  const startUp = startUpCase(ROOT, join(COMPILED, "package"));
  const cases = [...engineCases(files, options.work), startUp, ...(options.long ? runCases : [])].filter(isWanted);
  const figures: Figure[] = [];
  for (const one of cases)
    figures.push(...(await one.run({ measure, rounds: options.rounds, tell: (text) => print(text) })));
  if (options.json) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  const missed = figures.filter(({ target }) => target !== undefined && !target.met);
  print(missed.length === 0 ? "every target is met" : `missed: ${missed.map(({ name }) => name).join(", ")}`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function isWanted({ name }: Case): boolean {
  return options.only === undefined || name.includes(options.only);
}

function print(line: string): void {
  if (!options.json) process.stdout.write(`${line}\n`);
}

/** Compiles both sides as they are shipped: TypeScript by tsc, C++ by g++ -O2. Returns the C++ program. */
function compile(): string {
  const binary = join(scratch, "reference");
  execFileSync("g++", ["-O2", "-std=c++17", "-o", binary, join(ROOT, "bench/reference.cpp")], { stdio: "inherit" });
  execFileSync("npx", ["tsc", "-p", join(ROOT, "bench/tsconfig.json")], { cwd: ROOT, stdio: "inherit" });
  return binary;
}

/** Exponential times, two means in turn, by inversion from a fixed multiplicative generator (Park and Miller, 1988). */
function variatesFile(name: string, ...means: readonly number[]): string {
  const values = new Float64Array(VARIATES);
  let state = 20_160_524;
  for (let i = 0; i < VARIATES; i++) {
    state = (state * 48_271) % 2_147_483_647;
    values[i] = -Math.log(state / 2_147_483_647) * (means[i % means.length] ?? 1);
  }
  const file = join(scratch, `${name}.variates`);
  writeFileSync(file, values);
  return file;
}

function runProgram(binary: string, program: string, words: readonly string[]): Measurement {
  const [command, first] =
    program === "c++" ? [binary, []] : [process.execPath, ["--expose-gc", join(COMPILED, "bench", `${program}.js`)]];
  const said = execFileSync(command, [...first, ...words], { cwd: ROOT, encoding: "utf8", maxBuffer: 2 ** 26 });
  return JSON.parse(said) as Measurement;
}
