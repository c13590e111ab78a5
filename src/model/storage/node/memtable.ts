/**
 * The data that a node has in memory: the memtable that takes writes, and the full ones that wait for a flush or are
 * being flushed. All tables of the node share one memtable. The real thing: Memtable.java,
 * ColumnFamilyStore.switchMemtable.
 */
import type { Clock } from "../../../engine/clock.js";
import type { Share } from "../../../engine/share.js";
import type { SharedResource } from "../../../engine/shared-resource.js";
import type { Bytes, Seconds } from "../../../schema/quantity.js";
import type { MemtableOptions } from "./options.js";

/** A full memtable, as its flush will write it to disk. */
export interface Flush {
  readonly bytes: Bytes;
  readonly tombstones: Bytes;
  readonly from: Seconds;
  readonly to: Seconds;
}

/** What the memtable needs from its node. */
export interface MemtableNeeds {
  /** A flush is on disk; its memory is free. */
  flushed(flush: Flush): void;
}

export class Memtable {
  /** Bytes in the memtable that takes writes. */
  active: Bytes = 0;
  /** Bytes in memtables that wait for a flush or are being flushed. */
  flushing: Bytes = 0;
  private tombstones: Bytes = 0;
  private from: Seconds;
  private readonly queue: Flush[] = [];
  private readonly writers: FlushWriter[] = [];
  private running = true;

  constructor(
    private readonly clock: Clock,
    private readonly disk: SharedResource,
    private readonly options: MemtableOptions,
    private readonly needs: MemtableNeeds,
  ) {
    this.from = clock.now;
  }

  /** Memory in use. A flush frees its memory when it is complete. */
  get occupancy(): Bytes {
    return this.active + this.flushing;
  }

  /** Takes a write. Hot path. */
  add(bytes: Bytes, tombstones: Bytes): void {
    this.active += bytes;
    this.tombstones += tombstones;
    if (this.active >= this.options.flushSize) this.flush();
  }

  /** Hands the memtable to the flush writers and starts a new one. */
  flush(): void {
    const { active: bytes, tombstones, from } = this;
    if (bytes === 0) return;
    this.queue.push({ bytes, tombstones, from, to: this.clock.now });
    this.flushing += bytes;
    this.active = 0;
    this.tombstones = 0;
    this.from = this.clock.now;
    this.assign();
  }

  /** The process dies: flushes under way are lost. Their memtables come back from the commit log at the restart. */
  halt(): void {
    this.running = false;
    for (const writer of this.writers.toReversed()) {
      if (writer.flush) this.queue.unshift(writer.flush);
      writer.flush = undefined;
      writer.share.stop();
    }
  }

  /** The process is back and flushes what waits. */
  resume(): void {
    this.running = true;
    this.assign();
  }

  private assign(): void {
    while (this.running && this.queue.length > 0) {
      const writer = this.idleWriter();
      const flush = writer && this.queue.shift();
      if (!flush) return;
      writer.flush = flush;
      writer.share.begin(flush.bytes);
    }
  }

  /** Bytes that wait for a flush or are being flushed, summed afresh so that rounding errors do not accumulate. */
  private get unflushed(): Bytes {
    let bytes = 0;
    for (const flush of this.queue) bytes += flush.bytes;
    for (const { flush } of this.writers) bytes += flush?.bytes ?? 0;
    return bytes;
  }

  private idleWriter(): FlushWriter | undefined {
    const idle = this.writers.find(({ flush }) => flush === undefined);
    if (idle || this.writers.length >= this.options.flushWriters) return idle;
    const writer = new FlushWriter(this.disk, (done) => this.complete(done));
    this.writers.push(writer);
    return writer;
  }

  private complete(flush: Flush): void {
    this.assign();
    this.flushing = this.unflushed;
    this.needs.flushed(flush);
  }
}

class FlushWriter {
  readonly share: Share;
  flush: Flush | undefined;

  constructor(disk: SharedResource, complete: (flush: Flush) => void) {
    this.share = disk.open({
      weight: 1,
      done: () => {
        const { flush } = this;
        this.flush = undefined;
        if (flush) complete(flush);
      },
    });
  }
}
