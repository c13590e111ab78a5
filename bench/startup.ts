/**
 * Start-up: what five commands cost before they do anything long, as multiples of an empty Node, in CPU time of their
 * processes. Measured as the package is installed: its `bin`, and a bundle of these sources.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "../bin/bundle.js";

interface Command {
  readonly words: readonly string[];
  /** Most that it may cost, in empty Nodes. */
  readonly atMost: number;
}

const COMMANDS: readonly Command[] = [
  { words: ["--version"], atMost: 3 },
  { words: ["--help"], atMost: 3 },
  { words: ["list"], atMost: 6 },
  { words: ["validate", "mm1"], atMost: 6 },
  { words: ["replay", "--help"], atMost: 6 },
];

/** One command: its multiple in every round. */
export interface StartUp extends Command {
  readonly multiples: readonly number[];
}

/** Makes the package in a folder that is replaced, and starts every command once in each round, in turn. */
export async function startUps(root: string, folder: string, rounds: number): Promise<StartUp[]> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await bundle(join(folder, "dist"));
  for (const name of ["bin", "package.json"]) cpSync(join(root, name), join(folder, name), { recursive: true });
  const empty = join(folder, "empty.js");
  writeFileSync(empty, "");
  const binary = join(folder, "bin/tempfail.js");
  const multiples = COMMANDS.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    const unit = cpuSeconds([empty]);
    for (const [i, { words }] of COMMANDS.entries()) multiples[i]?.push(cpuSeconds([binary, ...words]) / unit);
  }
  return COMMANDS.map((command, i) => ({ ...command, multiples: multiples[i] ?? [] }));
}

/**
 * User and system time of one process of Node, start and end included, as the shell counts them: to the millisecond.
 */
function cpuSeconds(words: readonly string[]): number {
  const script = 'TIMEFORMAT="%3U %3S"; time "$@" >/dev/null 2>&1';
  const { status, stderr } = spawnSync("bash", ["-c", script, "bash", process.execPath, ...words], {
    encoding: "utf8",
    env: { ...process.env, TEMPFAIL_SOURCES: "", LC_ALL: "C" },
  });
  if (status !== 0) throw new Error(`${words.join(" ")} ended with ${status}`);
  const [user = Number.NaN, system = Number.NaN] = stderr.trim().split(" ").map(Number);
  return user + system;
}
