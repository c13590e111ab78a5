/** What every measured program shares: its variates, and how its figures are taken and told. */
import { readFileSync } from "node:fs";

/** What one measured program prints, as JSON on one line. */
export interface Measurement {
  /** CPU time of the whole process over the measured part, compiler and collector threads included. */
  cpuSeconds: number;
  /** Units of work in the measured part: customers, holds, messages. */
  work: number;
  /** Equal for all programs that did the same work on the same variates. */
  checksum: string;
  /** CPU time of the warm-up: the same program cold, compilers at work; and its units of work. */
  coldSeconds?: number;
  coldWork?: number;
  /** Growth of the heap in bytes over the measured part, after forced collections; under `--expose-gc`. */
  heapGrowth?: number;
  /** Most memory that the process ever held, and messages that wait at the end; of whole runs. */
  peakBytes?: number;
  waiting?: number;
}

/** A program that can be run on and on. */
export interface Runnable {
  run(work: number): void;
  readonly checksum: number;
}

/** Units of work before the measured part: enough for V8 to have compiled what it will compile. */
export const WARM_UP = 2_000_000;

/** Reads pre-drawn variates; their number is a power of two, so that they can be used round and round. */
export function readVariates(path: string): Float64Array {
  const bytes = readFileSync(path);
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/**
 * Runs the program, warm-up first, and prints what it cost. The warm-up stops once on the way: that is compiled too.
 */
export function measureWarm(work: number, program: Runnable, warmUp = WARM_UP): void {
  const coldSeconds = cpuTime(() => {
    program.run(warmUp / 2);
    program.run(warmUp / 2);
  });
  const before = heap();
  const cpuSeconds = cpuTime(() => program.run(work));
  const after = heap();
  const result: Measurement = { cpuSeconds, work, checksum: String(program.checksum), coldSeconds, coldWork: warmUp };
  if (before !== undefined && after !== undefined) result.heapGrowth = after - before;
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

function cpuTime(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

/** Bytes in use after forced collections, typed arrays included; only under `--expose-gc`. */
function heap(): number | undefined {
  if (!globalThis.gc) return undefined;
  for (let i = 0; i < 3; i++) globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
