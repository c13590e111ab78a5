/** The conservation laws of a storage cluster; numbers as in the proposed model: I1 to I8. I3, I5, I6 are asserted as events happen. */
import type { Hints } from "../coordination/hints.js";
import type { WritePath } from "../coordination/write-path.js";
import type { StorageNode } from "../node/node.js";
import type { StorageInstruments } from "./instruments.js";

/** Both sides are equal within the tolerance, or our model is wrong. */
export interface Law {
  readonly name: string;
  readonly left: number;
  readonly right: number;
  readonly tolerance: number;
}

/** What rounding may do to a sum of so many bytes. */
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
    exact(
      "storage: writes = stored + timeout + unavailable + overloaded + in flight",
      counts.writes.total,
      answered + writes.inFlight,
    ),
    exact("storage: failed writes = timeout + unavailable + overloaded", counts.failed.total, answered - stored.total),
    exact("storage: copies sent = applied + hinted + dropped + waiting", writes.passedOn * replication, copies),
    {
      name: "storage: hints kept = replayed + expired + pending",
      left: hints.created,
      right: hints.replayed + hints.expired + hints.pending,
      tolerance: 1 + ROUNDING * hints.created,
    },
  ];
}

function exact(name: string, left: number, right: number): Law {
  return { name, left, right, tolerance: 0 };
}

/** I1: what came in is in memory, on disk, or purged. */
function bytesOf(node: StorageNode): Law {
  const right = node.memtable.occupancy + node.stored + node.purged;
  const name = `storage ${node.name}: bytes in = in memory + on disk + purged`;
  return { name, left: node.ingested, right, tolerance: 1 + ROUNDING * node.ingested };
}

/** I4: compactions write no more than their throughput limit allows. */
function throughputOf({ name, compactor }: StorageNode): Law {
  const allowed = compactor.accrue();
  const excess = Math.max(0, compactor.written - allowed);
  return {
    name: `storage ${name}: compaction beyond its throughput limit`,
    left: excess,
    right: 0,
    tolerance: 1 + ROUNDING * allowed,
  };
}
