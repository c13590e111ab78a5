/**
 * Which replicas a read of a window goes to: those the snitch scores fastest, in the order of the last tick. Where equally
 * fast ones share the last places, they take turns.
 */
import { IntegerColumn } from "../../../engine/column.js";
import type { Snitch } from "../coordination/snitch.js";
import type { StorageNode } from "../node/node.js";

export class Routes {
  /** Of each range: live replicas, fastest first; how many are chosen for sure; how many share the other places. */
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

  /** Follows the scores; call it when the snitch has scored. */
  follow(): void {
    for (let range = 0; range < this.ranges; range++) {
      const ranked = this.snitch.replicas(range);
      this.ranked[range] = ranked;
      const last = ranked[this.needed - 1]?.reads.latency;
      this.sure.set(range, last === undefined ? 0 : ranked.filter(({ reads }) => reads.latency < last).length);
      this.alike.set(range, ranked.filter(({ reads }) => reads.latency === last).length);
    }
  }

  /** Whether enough replicas are up. */
  readable(range: number): boolean {
    return (this.ranked[range]?.length ?? 0) >= this.needed;
  }

  /** The next read of a range comes. */
  next(range: number): void {
    this.turn.set(range, (this.turn.get(range) + 1) % Math.max(1, this.alike.get(range)));
  }

  /** Its replicas, from 0 to those needed less one. Hot path. */
  replica(range: number, place: number): StorageNode | undefined {
    const sure = this.sure.get(range);
    const index = place < sure ? place : sure + ((this.turn.get(range) + place - sure) % this.alike.get(range));
    return this.ranked[range]?.[index];
  }
}
