/**
 * The deletes of stored messages, as a flow: each delete writes a tombstone to every replica. The tombstones of an
 * interval are spread evenly over the nodes. Nodes that are away get none, and no hints. Deletes have no answer.
 */
import type { StorageNode } from "../node/node.js";
import type { StorageOptions } from "../options.js";

export class DeleteTraffic {
  /** Deletes asked for since the last `settle`. */
  private requested = 0;

  constructor(
    private readonly options: StorageOptions,
    private readonly nodes: readonly StorageNode[],
  ) {}

  /** Messages are to be deleted. Hot path. */
  request(count: number): void {
    this.requested += count;
  }

  /** At a control tick: applies the tombstones of the interval that ends now. Without a purge there are none. */
  settle(): void {
    const { purge, replication } = this.options;
    if (purge !== "off") {
      const bytes = (this.requested * purge.tombstone * replication) / this.nodes.length;
      for (const node of this.nodes) if (node.live) node.apply(bytes, bytes);
    }
    this.requested = 0;
  }
}
