/**
 * The placement of data: a ring of equal token ranges, one per node. A range is stored on its own node and on the next
 * ones around the ring. Leaves out virtual nodes and racks. The real thing: SimpleStrategy.java.
 */
export class Replication {
  /** The nodes of each range, by index. */
  readonly ranges: readonly (readonly number[])[];

  constructor(
    nodes: number,
    readonly replicas: number,
  ) {
    this.ranges = Array.from({ length: nodes }, (_, range) =>
      Array.from({ length: replicas }, (_, i) => (range + i) % nodes),
    );
  }

  /** The nodes of a range, in ring order. */
  nodesOf(range: number): readonly number[] {
    const nodes = this.ranges[range];
    if (!nodes) throw new RangeError(`range ${range} of ${this.ranges.length}`);
    return nodes;
  }

  /** Returns true when two or more nodes of one range are marked. */
  overlap(marked: (node: number) => boolean): boolean {
    return this.ranges.some((nodes) => nodes.filter(marked).length >= 2);
  }
}
