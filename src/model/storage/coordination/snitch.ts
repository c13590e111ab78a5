/**
 * Routes reads to the replicas that were fastest at the last control tick. Equally fast replicas share the reads. When
 * two of three replicas must answer, reads avoid one slow replica of a range, but not two.
 * Leaves out the badness threshold and speculative retries. The real thing: DynamicEndpointSnitch.java, which scores by
 * latency every 100 ms.
 */
import { RealColumn } from "../../../engine/column.js";
import type { Fraction, Seconds } from "../../../schema/quantity.js";
import type { StorageNode } from "../node/node.js";
import type { Replication } from "./replication.js";

export class Snitch {
  /** Of each range: the latency of a read. It means nothing for a range that cannot be read. */
  readonly latency: RealColumn;
  /** Of each range: the part of the reads that fail although enough replicas are up. */
  readonly failing: RealColumn;
  /** Of each range: 1 when enough of its replicas are up, else 0. */
  readonly readable: RealColumn;
  /** The number of ranges that can be read. */
  readableRanges = 0;
  /** Of each node: the reads it gets, as a multiple of the reads of one range. */
  readonly load: RealColumn;

  constructor(
    private readonly nodes: readonly StorageNode[],
    private readonly replication: Replication,
    private readonly needed: number,
  ) {
    const ranges = replication.ranges.length;
    this.latency = new RealColumn(ranges);
    this.failing = new RealColumn(ranges);
    this.readable = new RealColumn(ranges);
    this.load = new RealColumn(nodes.length);
  }

  /** Scores all replicas by the latencies that their nodes measured last. */
  score(): void {
    for (let node = 0; node < this.nodes.length; node++) this.load.set(node, 0);
    this.readableRanges = 0;
    for (let range = 0; range < this.replication.ranges.length; range++) this.scoreRange(range);
  }

  private scoreRange(range: number): void {
    const replicas = this.replicas(range);
    const readable = replicas.length >= this.needed;
    this.readable.set(range, readable ? 1 : 0);
    this.latency.set(range, 0);
    this.failing.set(range, 0);
    if (!readable) return;
    this.readableRanges++;
    let left = this.needed;
    for (let i = 0; left > 0; ) {
      const alike = replicas.filter(({ reads }) => reads.latency === replicas[i]?.reads.latency);
      const part = Math.min(1, left / alike.length);
      for (const replica of alike) this.choose(range, replica, part);
      left -= part * alike.length;
      i += alike.length;
    }
  }

  /** The live replicas of a range, fastest first. */
  replicas(range: number): StorageNode[] {
    const live: StorageNode[] = [];
    for (const index of this.replication.nodesOf(range)) {
      const node = this.nodes[index];
      if (node?.live) live.push(node);
    }
    return live.sort((a, b) => a.reads.latency - b.reads.latency);
  }

  /** A read is as slow as the slowest replica it needs, and fails when one of them fails. */
  private choose(range: number, node: StorageNode, part: Fraction): void {
    this.load.add(node.index, part);
    this.latency.set(range, Math.max(this.latency.get(range), node.reads.latency));
    const failing = 1 - (1 - this.failing.get(range)) * (1 - part * node.reads.failing);
    this.failing.set(range, failing);
  }

  /** The read latency of the slowest range that can be read. */
  get slowest(): Seconds {
    let slowest = 0;
    for (let range = 0; range < this.replication.ranges.length; range++)
      slowest = Math.max(slowest, this.latency.get(range));
    return slowest;
  }
}
