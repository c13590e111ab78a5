/**
 * Hinted handoff: the coordinator keeps what a replica has missed because it was away or too slow, and replays it
 * later. Leaves out the limit on hints in flight. The real thing: HintedHandOffManager.java (up to 2.2), hints/ (from
 * 3.0).
 */
import type { Action } from "../../../engine/action.js";
import type { Calendar } from "../../../engine/calendar.js";
import { RealColumn } from "../../../engine/column.js";
import type { Bytes, Seconds } from "../../../schema/quantity.js";
import type { StorageNode } from "../node/node.js";
import type { StorageOptions } from "../options.js";

/** A replay writes one portion per this time. */
const PORTION: Seconds = 1;
/** The interval at which hints for a node that is up are replayed (HintedHandOffManager: 10 min). */
const CHECK: Seconds = 600;

export class Hints {
  created: Bytes = 0;
  replayed: Bytes = 0;
  /** Discarded, because the target had been away for longer than the window. */
  expired: Bytes = 0;
  /** Bytes kept for each node. */
  private readonly kept: RealColumn;
  private readonly replaying: boolean[];
  private readonly portion: Action<number>;

  constructor(
    private readonly calendar: Calendar,
    private readonly options: StorageOptions["hints"],
    private readonly nodes: readonly StorageNode[],
  ) {
    this.kept = new RealColumn(nodes.length);
    this.replaying = nodes.map(() => false);
    this.portion = calendar.indexed("storage hints replayed", (node) => this.replayPortion(node));
  }

  /** Bytes kept for all nodes. */
  get pending(): Bytes {
    let pending = 0;
    for (let node = 0; node < this.nodes.length; node++) pending += this.kept.get(node);
    return pending;
  }

  /** Keeps at `keeper` the bytes that `target` has missed. Hot path while a node is away. */
  keep(target: StorageNode, bytes: Bytes, keeper: StorageNode): void {
    this.created += bytes;
    if (!target.live && this.calendar.now - target.awaySince > this.options.window) {
      this.expired += bytes;
      return;
    }
    this.kept.add(target.index, bytes);
    if (keeper.live) {
      if (this.options.store === "table") keeper.apply(bytes);
      else keeper.append(bytes);
    }
    if (target.live) this.replay(target, CHECK);
  }

  /** Starts the replay into a node after `delay`, if there are hints for it. */
  replay(target: StorageNode, delay: Seconds = PORTION): void {
    if (this.replaying[target.index] || this.kept.get(target.index) === 0) return;
    this.replaying[target.index] = true;
    this.calendar.after(delay, this.portion, target.index);
  }

  private replayPortion(index: number): void {
    const target = this.nodes[index];
    this.replaying[index] = false;
    if (!target?.live) return;
    const bytes = target.blocked ? 0 : Math.min(this.kept.get(index), this.options.replay * PORTION);
    this.kept.add(index, -bytes);
    this.replayed += bytes;
    target.apply(bytes);
    this.replay(target);
  }
}
