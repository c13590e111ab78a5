/**
 * A node's mutation stage in a window: so many mutations at a time, the others wait in line. One that is older than the
 * write timeout when its turn comes is dropped; one that finds memory full or the log late keeps its thread until the
 * node takes writes again, however old it is by then.
 * The real thing: MessageDeliveryTask.java (the age is asked for when a thread takes the message), MutationStage.
 */
import type { Clock } from "../../../engine/clock.js";
import { Ring } from "../../../engine/ring.js";
import { Occupancy } from "../../../engine/station/occupancy.js";
import type { StorageNode } from "../node/node.js";
import type { StorageOptions } from "../options.js";
import type { Mutation } from "./requests.js";

/** What a stage needs from those who carry writes. */
export interface MutationStageHost {
  readonly clock: Clock;
  readonly options: StorageOptions;
  /** Has `finish` called when the CPU has done its work on it. */
  work(mutation: Mutation): void;
  /** The node has it. */
  apply(mutation: Mutation): void;
  /** The node will never have it. */
  drop(mutation: Mutation): void;
}

export class MutationStage {
  /** Waiting and being worked on; and threads taken. */
  readonly present = new Occupancy();
  readonly busy = new Occupancy();
  private readonly line = new Ring<Mutation>();
  /** They have a thread, but the node cannot take them. */
  private readonly blocked = new Ring<Mutation>();
  private life = 0;

  constructor(
    private readonly node: StorageNode,
    private readonly threads: number,
    private readonly host: MutationStageHost,
  ) {}

  get waiting(): number {
    return this.line.length;
  }

  /** Hot path. */
  arrive(mutation: Mutation): void {
    mutation.life = this.life;
    this.present.change(1, this.host.clock.now);
    if (this.busy.count < this.threads) this.begin(mutation);
    else this.line.push(mutation);
  }

  /** The CPU has done its work. Hot path. */
  finish(mutation: Mutation): void {
    if (mutation.life === this.life && this.node.blocked) this.blocked.push(mutation);
    else this.leave(mutation);
  }

  /** The node takes writes again. */
  released(): void {
    for (let next = this.blocked.at(0); next && !this.node.blocked; next = this.blocked.at(0)) {
      this.blocked.shift();
      this.leave(next);
    }
  }

  /** The node stops: what it works on is lost to it as soon as its time comes, the rest at once. */
  clear(): void {
    this.life++;
    for (let next = this.blocked.shift(); next; next = this.blocked.shift()) this.leave(next);
  }

  private begin(mutation: Mutation): void {
    this.busy.change(1, this.host.clock.now);
    this.host.work(mutation);
  }

  private leave(mutation: Mutation): void {
    const { now } = this.host.clock;
    this.busy.change(-1, now);
    this.present.change(-1, now);
    if (mutation.life === this.life) this.host.apply(mutation);
    else this.host.drop(mutation);
    this.next();
  }

  private next(): void {
    const { clock, options } = this.host;
    while (this.busy.count < this.threads) {
      const mutation = this.line.shift();
      if (!mutation) return;
      const sentAt = mutation.write?.passedOnAt ?? 0;
      if (mutation.life === this.life && clock.now - sentAt <= options.timeouts.write) this.begin(mutation);
      else {
        this.present.change(-1, clock.now);
        this.host.drop(mutation);
      }
    }
  }
}
