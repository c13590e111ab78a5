/** Scenario files as text: found by path or by shipped name, refused before parsing when they cannot be a scenario. */
import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, normalize } from "node:path";
import { type Fault, ScenarioError } from "../schema/scenario-error.js";
import { suggest } from "../schema/suggest.js";
import { shippedFile, shippedNames } from "./shipped.js";

/** Files larger than this are refused unread, bytes. */
const SIZE_AT_MOST = 2_000_000;

/** A scenario's text and where it came from. */
export interface Source {
  /** As errors print it: the path as it was given, or `name.yaml` for a shipped scenario. */
  readonly name: string;
  /**
   * Tells files apart, to find cycles; and the directory that relative references start from. Undefined for text from
   * elsewhere.
   */
  readonly file?: string;
  readonly text: string;
}

/** Who refers to a source: its directory counts for relative paths, its place for errors. */
export interface Referrer {
  readonly file?: string;
  readonly name: string;
  readonly place: string;
  readonly path: string;
}

/**
 * Reads a scenario by path or shipped name. A path (it has a slash or ends in .yaml, .yml or .json) is looked for among
 * files first, a bare word among the shipped scenarios. Throws a ScenarioError that says why it cannot be read.
 */
export function readSource(reference: string, referrer?: Referrer): Source {
  const found = locate(reference, referrer);
  const refuse = (fault: Fault): never => {
    const place = referrer?.place ?? found.name;
    throw new ScenarioError([{ place, path: referrer?.path ?? "", ...fault }]);
  };
  const bytes = readBytes(found.file, (fault) => refuse({ ...fault, ...nearby(reference, found.file, fault) }));
  return { ...found, text: decodeText(bytes, refuse) };
}

function locate(reference: string, referrer: Referrer | undefined): { name: string; file: string } {
  const path = fileReference(reference, referrer);
  const shipped = () => {
    const file = shippedFile(reference);
    return file === undefined ? undefined : { name: `${reference}.yaml`, file };
  };
  const onDisk = () => (statSync(path.file, { throwIfNoEntry: false }) ? path : undefined);
  const looksLikePath = /[/\\]|\.(ya?ml|json)$/.test(reference);
  return (looksLikePath ? (onDisk() ?? shipped()) : (shipped() ?? onDisk())) ?? path;
}

function fileReference(reference: string, referrer: Referrer | undefined): { name: string; file: string } {
  if (isAbsolute(reference) || !referrer) return { name: reference, file: normalize(reference) };
  return {
    name: join(dirname(referrer.name), reference),
    file: join(dirname(referrer.file ?? "."), reference),
  };
}

function readBytes(file: string, refuse: (fault: Fault) => never): Buffer {
  let descriptor: number | undefined;
  try {
    // Non-blocking, or opening a named pipe would wait for its writer without end.
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    const status = fstatSync(descriptor);
    if (status.isDirectory()) return refuse({ found: "a directory", expected: "a scenario file" });
    if (!status.isFile()) return refuse({ found: "not a regular file", expected: "a scenario file" });
    if (status.size > SIZE_AT_MOST) {
      const found = `a file of ${(status.size / 1e6).toFixed(1)} MB`;
      return refuse({ found, expected: `at most ${SIZE_AT_MOST / 1e6} MB, as scenarios are written by hand` });
    }
    return readFileSync(descriptor);
  } catch (error) {
    if (error instanceof ScenarioError) throw error;
    return refuse(systemFault(error));
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function systemFault(error: unknown): Fault {
  const code = (error as NodeJS.ErrnoException).code;
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return {
        found: "no such file",
        expected: "a scenario file or the name of a shipped scenario (tempfail list scenarios)",
      };
    case "EACCES":
    case "EPERM":
      return { found: "a file that may not be read", expected: "read permission" };
    case "ENAMETOOLONG":
      return { found: "a file name that is too long", expected: "a scenario file" };
    default:
      return { found: `a file that cannot be read (${code ?? String(error)})`, expected: "a scenario file" };
  }
}

/** For a missing file: a file of a similar name beside it, or a shipped scenario. */
function nearby(reference: string, file: string, fault: Fault): { suggestion?: string } {
  if (fault.found !== "no such file") return {};
  const beside = suggest(basename(file), scenariosIn(dirname(file)));
  const meant = beside === undefined ? suggest(reference, shippedNames()) : join(dirname(reference), beside);
  return meant === undefined ? {} : { suggestion: meant };
}

function scenariosIn(directory: string): string[] {
  try {
    return readdirSync(directory).filter((name) => /\.(ya?ml|json)$/.test(name));
  } catch {
    return [];
  }
}

function decodeText(bytes: Buffer, refuse: (fault: Fault) => never): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return refuse({ found: "UTF-16 text", expected: "UTF-8 text" });
  }
  if (bytes.includes(0)) return refuse({ found: "a binary file", expected: "a scenario in YAML, UTF-8" });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const line = firstBadLine(bytes);
    return refuse({ found: `bytes that are not UTF-8 in line ${line}`, expected: "a scenario in YAML, UTF-8" });
  }
}

function firstBadLine(bytes: Buffer): number {
  const lines = bytes.toString("utf8").split("\n");
  return lines.findIndex((line) => line.includes("\ufffd")) + 1;
}
