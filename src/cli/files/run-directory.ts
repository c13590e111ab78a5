/**
 * A run directory on disk: complete or absent. It is written beside its place and renamed into it. The next run removes
 * what a killed process left there.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { UsageError } from "../options/usage-error.js";

/** File name → text. */
export type Files = ReadonlyMap<string, string>;

/**
 * Writes the files as the directory `place`, in the place of an earlier run there. Returns the place as it was given.
 */
export function writeRunDirectory(place: string, files: Files): string {
  const target = resolve(place);
  refuseForeign(place, target);
  try {
    mkdirSync(dirname(target), { recursive: true });
    clearLeftovers(target);
    swapIn(target, files);
  } catch (error) {
    throw writeError(place, error);
  }
  return place;
}

/** An error of the file system as a sentence, without a stack trace. */
export function writeError(place: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined) return error;
  const causes: Record<string, string> = {
    ENOSPC: "no space left on the device",
    EFBIG: "larger than the file-size limit (ulimit -f)",
    EDQUOT: "over the disk quota",
    EACCES: "no permission to write there",
    EPERM: "no permission to write there",
    EROFS: "a read-only file system",
    ENOTDIR: "a part of the path is a file",
    EEXIST: "a part of the path is a file",
  };
  return new UsageError(`cannot write ${place}: ${causes[code] ?? code}; nothing was written`);
}

function swapIn(target: string, files: Files): void {
  const fresh = beside(target, "new");
  const old = beside(target, "old");
  try {
    mkdirSync(fresh);
    for (const [name, text] of files) writeFileSync(join(fresh, name), text);
    if (existsSync(target)) renameSync(target, old);
    renameSync(fresh, target);
  } catch (error) {
    if (!existsSync(target) && existsSync(old)) renameSync(old, target);
    throw error;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}

function beside(target: string, state: string): string {
  return join(dirname(target), `.${basename(target)}.${process.pid}.${state}`);
}

/** Removes directories beside the target whose processes have ended. */
function clearLeftovers(target: string): void {
  const prefix = `.${basename(target)}.`;
  for (const name of readdirSync(dirname(target))) {
    const [, pid] = name.startsWith(prefix) ? (/^(\d+)\.(?:new|old)$/.exec(name.slice(prefix.length)) ?? []) : [];
    if (pid !== undefined && !isAlive(Number(pid)))
      rmSync(join(dirname(target), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Throws a UsageError for a directory with other content than a run of ours: it is never replaced. */
function refuseForeign(place: string, target: string): void {
  if (!existsSync(target)) return;
  const names = namesIn(place, target);
  if (names.length === 0 || isOurs(target)) return;
  throw new UsageError(`${place} exists and is no run directory; choose another --out`);
}

function namesIn(place: string, target: string): string[] {
  try {
    return readdirSync(target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOTDIR")
      throw new UsageError(`${place} is a file; choose another --out`);
    throw writeError(place, error);
  }
}

function isOurs(target: string): boolean {
  try {
    const start = readFileSync(join(target, "result.json"), "utf8").slice(0, 200);
    return /"format":\s*"tempfail\/(run|study)@/.test(start);
  } catch {
    return false;
  }
}
