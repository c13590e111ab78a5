/** What a scenario may say of a storage cluster: every option with its unit, its default and where the default is from. */
import { z } from "zod";
import { each, fluid, perSystem } from "../../schema/per-system.js";
import {
  type BytesPerSecond,
  duration,
  fraction,
  positive,
  rate,
  refuse,
  size,
  throughput,
} from "../../schema/quantity.js";
import { compactionStrategies } from "./node/compaction/index.js";
import { detailOptions } from "./single-requests/options.js";

const count = z.number().int().positive();

/**
 * One disk per node, for everything the node does. Bandwidth: guess; cloud disks of 2016 gave 60-160 MB/s, SATA SSD 300-500.
 * Volumes of some clouds, and limits of control groups, count reads and writes apart: `reads`.
 */
const disk = z
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

/** cassandra.yaml: heap/4 of an 8 GB heap; flush writers 2..8. */
const memtable = z
  .strictObject({
    flushSize: perSystem(positive(size))
      .prefault("128MB")
      .describe("A memtable this large is flushed: the size of a new SSTable."),
    pool: perSystem(positive(size)).prefault("2048MB").describe("Memory for memtables; while it is full, writes wait."),
    flushWriters: each(count).default(2),
  })
  .prefault({});

/** cassandra.yaml: commitlog_sync periodic, 10 000 ms. */
const commitLog = z.strictObject({ period: positive(duration).prefault("10s") }).prefault({});

/** Cassandra ships 16 MB/s (compaction_throughput_mb_per_sec), which cannot keep up with the default load: 64 here. */
const compaction = z
  .strictObject({
    strategy: compactionStrategies.schema("name").prefault("size-tiered"),
    compactors: each(count).default(2).describe("Compactions at a time."),
    throughput: perSystem(positive(throughput))
      .prefault("64MB/s")
      .describe("Limit of all compactions of a node, in bytes compacted."),
  })
  .prefault({});

/** cassandra.yaml: native_transport_max_threads 128; queue 128 before CASSANDRA-11363. */
const coordinator = z
  .strictObject({ threads: perSystem(count).default(128), queue: perSystem(count).default(128) })
  .prefault({});

/** cassandra.yaml: write_request_timeout 2 s, read_request_timeout 5 s. */
const timeouts = z
  .strictObject({ write: positive(duration).prefault("2s"), read: positive(duration).prefault("5s") })
  .prefault({});

/** Guess: a rack's round trip and the mutation stage's work on a sound node. */
const replica = z
  .strictObject({ network: duration.prefault("500us"), cpu: duration.prefault("300us").describe("Mean, exponential.") })
  .prefault({});

/** Scans of the queue index touch every SSTable; a message is read once by key, which bloom filters keep cheap. */
const reads = z
  .strictObject({
    scans: perSystem(rate)
      .prefault("20/s")
      .describe("Index scans per coordinator; each is read at as many replicas as consistency asks. Guess."),
    cost: each(size)
      .prefault("64kB")
      .describe("Disk work per SSTable touched. Guess: one SSD read-ahead; about 1 MB on a hard disk."),
    falsePositives: fraction.prefault("1%").describe("Bloom filter chance, per SSTable, of touching it in vain."),
    concurrency: fluid(count).default(32).describe("Reads at a node's disk at a time (concurrent_reads)."),
    abortExpired: z
      .boolean()
      .default(false)
      .describe("Whether a read past its timeout leaves the disk; true from Cassandra 3.2."),
    again: z
      .strictObject({ from: duration.prefault("60s"), to: duration.prefault("120s") })
      .prefault({})
      .describe("When a failed message read is tried again. Guess."),
  })
  .prefault({});

/** Cassandra's dynamic snitch re-scores every 100 ms (dynamic_snitch_update_interval_in_ms); 0.5 s gives the same episodes. */
const snitch = z.strictObject({ interval: positive(duration).prefault("500ms") }).prefault({});

/** Deleted data goes when it meets its tombstone in a compaction; tombstones stay gc_grace_seconds (10 d). Residence: guess. */
const purge = z
  .strictObject({
    residence: positive(duration)
      .prefault("10min")
      .describe("Mean time from a message's write to its delete, exponential."),
    tombstone: each(size).prefault("100B"),
    grace: duration.prefault("10d"),
  })
  .prefault({});

/** cassandra.yaml: max_hint_window 3 h; 1024 KB/s per thread over nodes - 1, two threads: about 1 MB/s into one node. */
const hints = z
  .strictObject({
    store: z.enum(["table", "files"]).default("table").describe("table: up to 2.2, through the LSM; files: from 3.0."),
    window: duration.prefault("3h").describe("Hints are kept for a node that is away no longer than this."),
    replay: perSystem(positive(throughput)).prefault("1MB/s").describe("Replay into one returning node."),
  })
  .prefault({});

/** Tombstones purge nothing when `purge` is off. Figures: Cassandra's defaults where it has them, else guesses, said as such. */
export const storageOptions = z
  .strictObject({
    nodes: each(count).max(1000).default(6),
    replication: each(count).max(9).default(3),
    consistency: z.enum(["one", "two", "quorum", "all"]).default("quorum").describe("For reads and writes."),
    version: z
      .string()
      .min(1)
      .default("2.1")
      .describe("What every node runs at the start; bugs name the versions they strike."),
    disk,
    memtable,
    commitLog,
    compaction,
    coordinator,
    timeouts,
    replica,
    reads,
    snitch,
    purge: z.union([z.literal("off"), purge]).prefault({}),
    hints,
    detail: detailOptions,
  })
  .check((payload) => {
    const { nodes, replication, consistency } = payload.value;
    if (replication > nodes)
      refuse(
        payload,
        { found: `${replication} replicas on ${nodes} nodes`, expected: `a replication of at most ${nodes}` },
        ["replication"],
      );
    const needed = acknowledgements(consistency, replication);
    if (needed > replication)
      refuse(
        payload,
        {
          found: `consistency ${consistency} needs ${needed} replicas, replication is ${replication}`,
          expected: "a consistency that the replicas can meet: one, quorum or all",
        },
        ["consistency"],
      );
  });

export type StorageOptions = z.output<typeof storageOptions>;
/** What a disk reads per second at most. */
export function readBandwidth({ bandwidth, reads }: StorageOptions["disk"]): BytesPerSecond {
  return reads === "shared" ? bandwidth : reads;
}

export type Consistency = StorageOptions["consistency"];
export type PurgeOptions = Exclude<StorageOptions["purge"], "off">;

/** How many replicas must answer. */
export function acknowledgements(consistency: Consistency, replication: number): number {
  switch (consistency) {
    case "one":
      return 1;
    case "two":
      return 2;
    case "quorum":
      return Math.floor(replication / 2) + 1;
    case "all":
      return replication;
  }
}
