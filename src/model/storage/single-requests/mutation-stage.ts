/**
 * A node's mutation stage in a window. It works on up to `threads` mutations at a time; the others wait in line. A
 * mutation that is older than the write timeout when its turn comes is dropped. A mutation that finds memory full or
 * the log late keeps its thread until the node takes writes again, and is then applied whatever its age.
 * The real thing: MessageDeliveryTask.java (a thread checks the age when it takes the message), MutationStage.
 */
import type { Clock } from "../../../engine/clock.js";
import { Ring } from "../../../engine/ring.js";
import { Occupancy } from "../../../engine/station/occupancy.js";
import type { StorageNode } from "../node/node.js";
import type { StorageOptions } from "../options.js";
import type { Mutation } from "./requests.js";

/** What a mutation stage needs from the carrier of writes. */
export interface MutationStageNeeds {
  readonly clock: Clock;
  readonly options: StorageOptions;
  /** Has `finish` called when the CPU has done its work on the mutation. */
  work(mutation: Mutation): void;
  /** The node applies the mutation. */
  apply(mutation: Mutation): void;
  /** The node will never apply the mutation. */
  drop(mutation: Mutation): void;
}

export class MutationStage {
  /** Mutations that wait or hold a thread; and threads held. */
  readonly present = new Occupancy();
  readonly busy = new Occupancy();
  private readonly line = new Ring<Mutation>();
  /** Mutations that hold a thread while the node cannot take them. */
  private readonly blocked = new Ring<Mutation>();
  /** Counts the stops of the node: mutations of an earlier life are lost. */
  private life = 0;

  constructor(
    private readonly node: StorageNode,
    private readonly threads: number,
    private readonly needs: MutationStageNeeds,
  ) {}

  get waiting(): number {
    return this.line.length;
  }

  /** A mutation arrives. Hot path. */
  arrive(mutation: Mutation): void {
    mutation.life = this.life;
    this.present.change(1, this.needs.clock.now);
    if (this.busy.count < this.threads) this.begin(mutation);
    else this.line.push(mutation);
  }

  /** The CPU has done its work on the mutation. Hot path. */
  finish(mutation: Mutation): void {
    if (mutation.life === this.life && this.node.blocked) this.blocked.push(mutation);
    else this.leave(mutation);
  }

  /** The node takes writes again: applies the mutations that were blocked. */
  released(): void {
    for (let next = this.blocked.at(0); next && !this.node.blocked; next = this.blocked.at(0)) {
      this.blocked.shift();
      this.leave(next);
    }
  }

  /**
   * The node stops: blocked mutations are dropped at once, and the others when their turn or the end of their work
   * comes.
   */
  clear(): void {
    this.life++;
    for (let next = this.blocked.shift(); next; next = this.blocked.shift()) this.leave(next);
  }

  private begin(mutation: Mutation): void {
    this.busy.change(1, this.needs.clock.now);
    this.needs.work(mutation);
  }

  private leave(mutation: Mutation): void {
    const { now } = this.needs.clock;
    this.busy.change(-1, now);
    this.present.change(-1, now);
    if (mutation.life === this.life) this.needs.apply(mutation);
    else this.needs.drop(mutation);
    this.next();
  }

  private next(): void {
    const { clock, options } = this.needs;
    while (this.busy.count < this.threads) {
      const mutation = this.line.shift();
      if (!mutation) return;
      const sentAt = mutation.write?.passedOnAt ?? 0;
      if (mutation.life === this.life && clock.now - sentAt <= options.timeouts.write) this.begin(mutation);
      else {
        this.present.change(-1, clock.now);
        this.needs.drop(mutation);
      }
    }
  }
}
