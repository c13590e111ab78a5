/**
 * Chooses the replicas for each read of a window: those that the snitch scored fastest at the last tick. Equally fast
 * replicas that compete for the last places take turns. The real thing: DynamicEndpointSnitch.java.
 */
import { IntegerColumn } from "../../../engine/column.js";
import type { Snitch } from "../coordination/snitch.js";
import type { StorageNode } from "../node/node.js";

export class ReplicaChoice {
  /** Of each range: the live replicas, fastest first; how many are always chosen; how many share the other places. */
  private readonly ranked: StorageNode[][];
  private readonly sure: IntegerColumn;
  private readonly alike: IntegerColumn;
  private readonly turn: IntegerColumn;

  constructor(
    private readonly snitch: Snitch,
    private readonly ranges: number,
    private readonly needed: number,
  ) {
    this.ranked = Array.from({ length: ranges }, () => []);
    this.sure = new IntegerColumn(ranges);
    this.alike = new IntegerColumn(ranges);
    this.turn = new IntegerColumn(ranges);
  }

  /** Ranks the replicas. Call it when the snitch has scored. */
  follow(): void {
    for (let range = 0; range < this.ranges; range++) {
      const ranked = this.snitch.replicas(range);
      this.ranked[range] = ranked;
      const last = ranked[this.needed - 1]?.reads.latency;
      this.sure.set(range, last === undefined ? 0 : ranked.filter(({ reads }) => reads.latency < last).length);
      this.alike.set(range, ranked.filter(({ reads }) => reads.latency === last).length);
    }
  }

  /** Returns true when enough replicas of the range are up. */
  readable(range: number): boolean {
    return (this.ranked[range]?.length ?? 0) >= this.needed;
  }

  /** Begins the next read of a range: the turn passes on. */
  next(range: number): void {
    this.turn.set(range, (this.turn.get(range) + 1) % Math.max(1, this.alike.get(range)));
  }

  /**
   * A replica for the current read of a range. @param place from 0 to the number of replicas needed, less 1. Hot path.
   */
  replica(range: number, place: number): StorageNode | undefined {
    const sure = this.sure.get(range);
    const index = place < sure ? place : sure + ((this.turn.get(range) + place - sure) % this.alike.get(range));
    return this.ranked[range]?.[index];
  }
}
