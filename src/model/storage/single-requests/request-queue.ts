/**
 * A coordinator in a window: each read and each write takes one of its threads for as long as it lives, or waits in the
 * queue, first come, first served, or is refused. A write whose deadline has passed leaves the queue without a thread.
 * The real thing: the Native-Transport-Requests stage (CASSANDRA-15049, 11363).
 */
import { Ring } from "../../../engine/ring.js";
import type { Fraction } from "../../../schema/quantity.js";
import type { CoordinatorLoad, RequestDoor } from "../coordination/coordinator.js";
import { Write } from "../coordination/write.js";
import type { StorageOptions } from "../options.js";
import type { ReadRequest } from "./requests.js";

/** What a door needs from its window. */
export interface DoorHost {
  readonly options: StorageOptions;
  /** A thread is free for it. */
  passOn(write: Write): void;
  send(read: ReadRequest): void;
  /** It leaves the queue unserved: a write past its deadline, or whatever waits when the node stops. */
  letGo(write: Write): void;
  lose(read: ReadRequest): void;
}

export class Door implements RequestDoor {
  /** Threads held. */
  writes = 0;
  reads = 0;
  private readonly queue = new Ring<Write | ReadRequest>();

  /** @param index of the coordinator's node */
  constructor(
    readonly index: number,
    private readonly host: DoorHost,
  ) {}

  get busy(): Fraction {
    return Math.min(1, (this.writes + this.reads) / this.host.options.coordinator.threads);
  }

  get queued(): number {
    return this.queue.length;
  }

  /** Reads that wait for a thread. */
  get queuedReads(): number {
    let reads = 0;
    for (let i = 0; i < this.queue.length; i++) if (!(this.queue.at(i) instanceof Write)) reads++;
    return reads;
  }

  /** Takes a request: starts it at once, queues it, or refuses it (false). Hot path. */
  offer(request: Write | ReadRequest): boolean {
    const { threads, queue } = this.host.options.coordinator;
    if (this.queue.length === 0 && this.writes + this.reads < threads) {
      this.start(request);
      return true;
    }
    if (this.queue.length >= queue) return false;
    request.holders++;
    this.queue.push(request);
    return true;
  }

  /** A write that held a thread is answered. */
  release(): void {
    this.writes--;
    this.serve();
  }

  /** A read that held a thread is over. */
  releaseRead(): void {
    this.reads--;
    this.serve();
  }

  /** The node stops: what waits is not answered. */
  clear(): void {
    for (let next = this.queue.shift(); next; next = this.queue.shift()) {
      next.holders--;
      if (next instanceof Write) this.host.letGo(next);
      else this.host.lose(next);
    }
  }

  /** The window begins: takes what the fluid coordinator has. @param read makes a read that waits */
  takeOver({ writes, queue }: CoordinatorLoad, read: () => ReadRequest): void {
    this.writes = writes;
    for (const write of queue) {
      const request = write ?? read();
      if (!write) request.holders++;
      this.queue.push(request);
    }
  }

  /** The window ends: the queue as the fluid coordinator takes it, and the writes that hold threads. */
  handBack(over: (read: ReadRequest) => void): Pick<CoordinatorLoad, "writes" | "queue"> {
    const queue: (Write | undefined)[] = [];
    for (let next = this.queue.shift(); next; next = this.queue.shift()) {
      queue.push(next instanceof Write ? next : undefined);
      if (next instanceof Write) continue;
      next.holders--;
      over(next);
    }
    const { writes } = this;
    this.writes = 0;
    this.reads = 0;
    return { writes, queue };
  }

  /** Gives threads to those whose turn it is. */
  serve(): void {
    const { threads } = this.host.options.coordinator;
    while (this.writes + this.reads < threads) {
      const next = this.queue.shift();
      if (!next) return;
      next.holders--;
      if (!(next instanceof Write) || next.state === "queued") this.start(next);
      else this.host.letGo(next);
    }
  }

  private start(request: Write | ReadRequest): void {
    if (request instanceof Write) {
      this.writes++;
      this.host.passOn(request);
    } else {
      this.reads++;
      this.host.send(request);
    }
  }
}
