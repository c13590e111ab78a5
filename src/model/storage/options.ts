/**
 * The options of a storage cluster: each with its unit, its default and the source of the default. The options of a
 * node and of a window of single requests stand beside the code that reads them; this file puts them together.
 */
import { z } from "zod";
import { each, perSystem } from "../../schema/per-system.js";
import { duration, positive, refuse, throughput } from "../../schema/quantity.js";
import { compaction } from "./node/compaction/options.js";
import { commitLog, disk, memtable, reads } from "./node/options.js";
import { purge } from "./node/sstable.js";
import { detailOptions } from "./single-requests/options.js";

const count = z.number().int().positive();

/** cassandra.yaml: native_transport_max_threads 128; queue 128 before CASSANDRA-11363. */
const coordinator = z
  .strictObject({ threads: perSystem(count).default(128), queue: perSystem(count).default(128) })
  .prefault({});

/** cassandra.yaml: write_request_timeout 2 s, read_request_timeout 5 s. */
const timeouts = z
  .strictObject({ write: positive(duration).prefault("2s"), read: positive(duration).prefault("5s") })
  .prefault({});

/** Guess: the round trip within a rack, and the work of the mutation stage on a healthy node. */
const replica = z
  .strictObject({ network: duration.prefault("500us"), cpu: duration.prefault("300us").describe("Mean, exponential.") })
  .prefault({});

/**
 * Cassandra's dynamic snitch re-scores every 100 ms (dynamic_snitch_update_interval_in_ms); 0.5 s gives the same
 * episodes.
 */
const snitch = z.strictObject({ interval: positive(duration).prefault("500ms") }).prefault({});

/**
 * cassandra.yaml: max_hint_window 3 h; 1024 KB/s per thread over nodes - 1, two threads: about 1 MB/s into one node.
 */
const hints = z
  .strictObject({
    store: z
      .enum(["table", "files"])
      .default("table")
      .describe(
        "Where hints are kept: in a table, as Cassandra up to 2.2 does (through memtable and SSTables), or in files, as from 3.0.",
      ),
    window: duration.prefault("3h").describe("Hints are kept for a node that is away no longer than this."),
    replay: perSystem(positive(throughput)).prefault("1MB/s").describe("Replay into one returning node."),
  })
  .prefault({});

/** Figures are Cassandra's defaults where it has them; the others are guesses, and say so. */
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

export type Consistency = StorageOptions["consistency"];

/** The number of replicas that must answer. */
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
