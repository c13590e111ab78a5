/** Who holds what: a ring of equal ranges, one per node; each range lives on the node that owns it and on the next ones round. */
export class Replication {
  /** For each range its nodes, by index. */
  readonly ranges: readonly (readonly number[])[];

  constructor(
    nodes: number,
    readonly replicas: number,
  ) {
    this.ranges = Array.from({ length: nodes }, (_, range) =>
      Array.from({ length: replicas }, (_, i) => (range + i) % nodes),
    );
  }

  /** The nodes of a range, nearest first. */
  nodesOf(range: number): readonly number[] {
    const nodes = this.ranges[range];
    if (!nodes) throw new RangeError(`range ${range} of ${this.ranges.length}`);
    return nodes;
  }

  /** Whether two or more nodes of one range are among those marked. */
  overlap(marked: (node: number) => boolean): boolean {
    return this.ranges.some((nodes) => nodes.filter(marked).length >= 2);
  }
}
