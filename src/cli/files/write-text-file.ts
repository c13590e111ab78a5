/** One file, complete or absent: written beside its place and renamed into it. */
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { writeError } from "./run-directory.js";

/** Throws a UsageError that says why it could not be written. */
export function writeTextFile(place: string, text: string): void {
  const fresh = `${place}.${process.pid}.new`;
  try {
    writeFileSync(fresh, text);
    renameSync(fresh, place);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw writeError(place, error);
  }
}
