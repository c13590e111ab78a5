/**
 * The conservation laws of a storage cluster, checked at the end of a run. Three more are assertions in the node,
 * checked after each of its control events: a disk grants no more than its bandwidth, a node runs no more compactions
 * than it has compactors, and no amount of bytes is negative.
 */
import { difference, type Law } from "../../vocabulary/conservation-law.js";
import type { Hints } from "../coordination/hints.js";
import type { WritePath } from "../coordination/write-path.js";
import type { StorageNode } from "../node/node.js";
import type { StorageInstruments } from "./instruments.js";

/** The relative error that rounding may leave in a sum of bytes. */
const ROUNDING = 1e-9;

export function storageLaws(
  nodes: readonly StorageNode[],
  writes: WritePath,
  hints: Hints,
  counts: StorageInstruments,
  replication: number,
): Law[] {
  const { stored, timeout, unavailable, overloaded } = counts;
  const answered = stored.total + timeout.total + unavailable.total + overloaded.total;
  const { applied, hinted, dropped } = writes.copies;
  const copies = applied + hinted + dropped + writes.copiesWaiting;
  return [
    ...nodes.flatMap((node) => [bytesOf(node), throughputOf(node)]),
    difference(
      "storage: writes = stored + timeout + unavailable + overloaded + in flight",
      counts.writes.total,
      answered + writes.inFlight,
    ),
    difference(
      "storage: failed writes = timeout + unavailable + overloaded",
      counts.failed.total,
      answered - stored.total,
    ),
    difference("storage: copies sent = applied + hinted + dropped + waiting", writes.passedOn * replication, copies),
    difference(
      "storage: hints kept = replayed + expired + pending",
      hints.created,
      hints.replayed + hints.expired + hints.pending,
      1 + ROUNDING * hints.created,
    ),
  ];
}

/** What a node took in is in memory, on disk, or purged. */
function bytesOf(node: StorageNode): Law {
  const name = `storage ${node.name}: bytes in = in memory + on disk + purged`;
  const right = node.memtable.occupancy + node.stored + node.purged;
  return difference(name, node.ingested, right, 1 + ROUNDING * node.ingested);
}

/** The compactions of a node write no more than their throughput limit allows. */
function throughputOf({ name, compactor }: StorageNode): Law {
  const allowed = compactor.accrue();
  const excess = Math.max(0, compactor.written - allowed);
  return difference(`storage ${name}: compaction beyond its throughput limit`, excess, 0, 1 + ROUNDING * allowed);
}
