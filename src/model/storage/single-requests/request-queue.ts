/**
 * A coordinator's threads and queue in a window. Each request holds a thread until it is answered or given up. Requests
 * that find no thread wait, first come, first served; those that find the queue full are refused. A write whose
 * deadline has passed leaves the queue without a thread. The real thing: the Native-Transport-Requests stage
 * (CASSANDRA-15049, 11363).
 */
import { Ring } from "../../../engine/ring.js";
import type { Fraction } from "../../../schema/quantity.js";
import type { CoordinatorLoad, RequestStage } from "../coordination/coordinator.js";
import { type ThreadHolder, Write } from "../coordination/write.js";
import type { StorageOptions } from "../options.js";
import type { ReadRequest } from "./requests.js";

/** What a request queue needs from its window. */
export interface RequestQueueNeeds {
  readonly options: StorageOptions;
  /** A thread is free for the request. */
  passOn(write: Write): void;
  send(read: ReadRequest): void;
  /** The request leaves the queue unserved: a write past its deadline, or any request when the node stops. */
  letGo(write: Write): void;
  lose(read: ReadRequest): void;
}

export class RequestQueue implements RequestStage, ThreadHolder {
  /** Threads held by writes and by reads. */
  writes = 0;
  reads = 0;
  private readonly queue = new Ring<Write | ReadRequest>();

  /** @param index of the coordinator's node */
  constructor(
    readonly index: number,
    private readonly needs: RequestQueueNeeds,
  ) {}

  get busy(): Fraction {
    return Math.min(1, (this.writes + this.reads) / this.needs.options.coordinator.threads);
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
    const { threads, queue } = this.needs.options.coordinator;
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
  releaseWrite(): void {
    this.writes--;
    this.serve();
  }

  /** A read that held a thread is over. */
  release(): void {
    this.reads--;
    this.serve();
  }

  /** The node stops: the requests that wait are not answered. */
  clear(): void {
    for (let next = this.queue.shift(); next; next = this.queue.shift()) {
      next.holders--;
      if (next instanceof Write) this.needs.letGo(next);
      else this.needs.lose(next);
    }
  }

  /** The window begins: takes the writes that hold threads, and the queue. @param read makes a read that waits */
  takeOver({ writes, queue }: CoordinatorLoad, read: () => ReadRequest): void {
    this.writes = writes;
    for (const write of queue) {
      const request = write ?? read();
      if (!write) request.holders++;
      this.queue.push(request);
    }
  }

  /** The window ends: gives away the writes that hold threads, and the queue. @param over ends a read that waits */
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

  /** Gives the free threads to the requests that have waited longest. */
  serve(): void {
    const { threads } = this.needs.options.coordinator;
    while (this.writes + this.reads < threads) {
      const next = this.queue.shift();
      if (!next) return;
      next.holders--;
      if (!(next instanceof Write) || next.state === "queued") this.start(next);
      else this.needs.letGo(next);
    }
  }

  private start(request: Write | ReadRequest): void {
    if (request instanceof Write) {
      this.writes++;
      this.needs.passOn(request);
    } else {
      this.reads++;
      this.needs.send(request);
    }
  }
}
