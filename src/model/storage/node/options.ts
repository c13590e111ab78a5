/** The options of one storage node: its disk, its memtables, its commit log and the cost of its reads. */
import { z } from "zod";
import { each, fluid, perSystem } from "../../../schema/per-system.js";
import { type BytesPerSecond, duration, fraction, positive, rate, size, throughput } from "../../../schema/quantity.js";

const count = z.number().int().positive();

/**
 * One disk per node serves everything that the node does. Bandwidth: guess; cloud disks of 2016 gave 60-160 MB/s, SATA
 * SSD 300-500. Volumes of some clouds, and limits of control groups, count reads and writes apart: `reads`.
 */
export const disk = z
  .strictObject({
    bandwidth: perSystem(positive(throughput))
      .prefault("200MB/s")
      .describe("Reads and writes together; writes alone when `reads` has its own."),
    reads: z
      .union([z.literal("shared"), perSystem(positive(throughput))])
      .default("shared")
      .describe("A separate limit for what is read, by merges as well; or shared: none."),
    readWeight: each(z.number().positive())
      .default(8)
      .describe("Weight of all reads against 1 per background stream. Guess."),
    logWeight: each(z.number().positive())
      .default(1)
      .describe("Weight of a commit-log sync against 1 per other background stream. Guess."),
  })
  .prefault({});

export type DiskOptions = z.output<typeof disk>;

/** cassandra.yaml: heap/4 of an 8 GB heap; flush writers 2..8. */
export const memtable = z
  .strictObject({
    flushSize: perSystem(positive(size))
      .prefault("128MB")
      .describe("A memtable this large is flushed: the size of a new SSTable."),
    pool: perSystem(positive(size)).prefault("2048MB").describe("Memory for memtables; while it is full, writes wait."),
    flushWriters: each(count).default(2),
  })
  .prefault({});

export type MemtableOptions = z.output<typeof memtable>;

/** cassandra.yaml: commitlog_sync periodic, 10 000 ms. */
export const commitLog = z.strictObject({ period: positive(duration).prefault("10s") }).prefault({});

/** Scans of the queue index touch every SSTable; a message is read once by key, which bloom filters keep cheap. */
export const reads = z
  .strictObject({
    scans: perSystem(rate)
      .prefault("20/s")
      .describe(
        "Rate of index scans at each coordinator; each scan is read at as many replicas as consistency asks. Guess.",
      ),
    cost: each(size)
      .prefault("64kB")
      .describe("Disk work per SSTable touched. Guess: one SSD read-ahead; about 1 MB on a hard disk."),
    falsePositives: fraction.prefault("1%").describe("Bloom filter chance, per SSTable, of touching it in vain."),
    concurrency: fluid(count).default(32).describe("Reads at a node's disk at a time (concurrent_reads)."),
    abortExpired: z
      .boolean()
      .default(false)
      .describe("A read past its timeout leaves the disk. True from Cassandra 3.2."),
    again: z
      .strictObject({ from: duration.prefault("60s"), to: duration.prefault("120s") })
      .prefault({})
      .describe("When a failed message read is tried again. Guess."),
  })
  .prefault({});

/** The most that a disk reads per second. */
export function readBandwidth({ bandwidth, reads }: DiskOptions): BytesPerSecond {
  return reads === "shared" ? bandwidth : reads;
}
