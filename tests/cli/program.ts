/** The program as a user starts it: the built package in a process of its own, in a directory of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inject, onTestFinished } from "vitest";

/** The program of the work tree; with `TEMPFAIL_SOURCES=1` it runs the sources through tsx, whatever lies in `dist`. */
export const workTreeBinary = fileURLToPath(new URL("../../bin/tempfail.js", import.meta.url));

/** The program of the built package. */
export function builtBinary(): string {
  const place = inject("builtPackage") as string | undefined;
  if (place === undefined) throw new Error("list this file under the project `program` in vitest.config.ts");
  return join(place, "bin/tempfail.js");
}

export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  readonly binary?: string;
}

/** Without the colours and limits of whoever runs the tests. */
export function environment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const { NO_COLOR: _a, FORCE_COLOR: _b, CI: _c, NODE_OPTIONS: _d, VITEST: _e, NODE_ENV: _f, ...own } = process.env;
  return { ...own, TEMPFAIL_SOURCES: "", ...extra };
}

/** Starts `node bin/tempfail.js …`. */
export function start(words: readonly string[], { cwd, env, binary = builtBinary() }: Surroundings = {}): ChildProcess {
  return spawn(process.execPath, [binary, ...words], { cwd, env: environment(env), stdio: ["ignore", "pipe", "pipe"] });
}

/** Runs it to its end. */
export function tempfail(words: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  return ending(start(words, surroundings));
}

/** Runs a line of bash in which `"$TEMPFAIL"` stands for the program. */
export function shell(line: string, { cwd, env }: Surroundings = {}): Promise<Ended> {
  const all = environment({ ...env, NODE: process.execPath, TEMPFAIL: builtBinary() });
  return ending(spawn("bash", ["-c", line], { cwd, env: all, stdio: ["ignore", "pipe", "pipe"] }));
}

export function ending(child: ChildProcess): Promise<Ended> {
  const texts = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (texts.stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (texts.stderr += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, ...texts }));
  });
}

/** An empty directory that the test takes away again. */
export function scratch(): string {
  const directory = mkdtempSync(join(tmpdir(), "tempfail-cli-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
