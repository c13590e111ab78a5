/**
 * Drives a storage cluster alone: Poisson writes of one size, and for each stored one a read and a delete if wanted.
 */
import type { Action } from "../../../src/engine/action.js";
import { Calendar } from "../../../src/engine/calendar.js";
import { Random, type Stream } from "../../../src/engine/random.js";
import { Meter } from "../../../src/metrics/meter.js";
import { bugOptions } from "../../../src/model/storage/maintenance/bug/bug-options.js";
import { restartOptions, upgradeOptions } from "../../../src/model/storage/maintenance/maintenance.js";
import { type StorageOptions, storageOptions } from "../../../src/model/storage/options.js";
import { StorageCluster } from "../../../src/model/storage/storage-cluster.js";
import type { SpoolClient, WriteOutcome } from "../../../src/model/vocabulary/durable-write.js";

export interface Load {
  /** Writes per second, and their bytes. */
  readonly rate: number;
  readonly bytes: number;
  /** Each stored message is read, or deleted, at once. */
  readonly reads?: boolean;
  readonly deletes?: boolean;
  /** Failed writes are offered again, once, evenly 5 to 17 minutes later. */
  readonly retries?: boolean;
}

export class Driver implements SpoolClient {
  readonly calendar = new Calendar();
  readonly meter: Meter;
  readonly cluster: StorageCluster;
  readonly outcomes: Record<WriteOutcome, number> = { stored: 0, timeout: 0, unavailable: 0, overloaded: 0 };
  /** Times of failed writes. */
  readonly failures: number[] = [];
  private readonly arrivals: Stream;
  private readonly arrive: Action<void>;
  private readonly again: Action<void>;

  constructor(
    storage: object,
    private readonly load: Load,
    seed: number | string = 1,
    duration = 7 * 3600,
  ) {
    const random = new Random(seed);
    this.meter = new Meter(this.calendar, { bucket: 60, duration, warmUp: 0 });
    const world = { calendar: this.calendar, random, meter: this.meter };
    const options = storageOptions.decode(storage);
    this.cluster = new StorageCluster(world, options, windowOf(options));
    this.arrivals = random.stream("driver");
    this.arrive = this.calendar.signal("driver arrival", () => this.next());
    this.again = this.calendar.signal("driver retry", () => this.cluster.write(load.bytes, this, 0));
    if (load.rate > 0) this.calendar.after(0, this.arrive);
  }

  /** Has something done at a time; in tests a closure per operation is fine. */
  at(time: number, name: string, operation: (cluster: StorageCluster) => void): this {
    this.calendar.at(
      time,
      this.calendar.signal(name, () => operation(this.cluster)),
    );
    return this;
  }

  bug(from: number, to: number, bug: object): this {
    this.at(from, "bug on", (cluster) => cluster.bugOn(bugOptions.decode(bug)));
    return to === Number.POSITIVE_INFINITY ? this : this.at(to, "bug off", (cluster) => cluster.bugOff());
  }

  upgrade(time: number, plan: object): this {
    return this.at(time, "upgrade", (cluster) => cluster.upgrade(upgradeOptions.decode(plan)));
  }

  restart(time: number, plan: object): this {
    return this.at(time, "restart", (cluster) => cluster.restart(restartOptions.decode(plan)));
  }

  run(until: number): this {
    this.calendar.run(until);
    return this;
  }

  written(tag: number, outcome: WriteOutcome): void {
    this.outcomes[outcome]++;
    if (outcome === "stored") {
      if (this.load.reads) this.cluster.read();
      if (this.load.deletes) this.cluster.delete();
      return;
    }
    this.failures.push(this.calendar.now);
    if (this.load.retries && tag === 1) this.calendar.after(300 + 720 * this.arrivals.uniform(), this.again);
  }

  private next(): void {
    this.cluster.write(this.load.bytes, this, 1);
    this.calendar.after(this.arrivals.exponential(1 / this.load.rate), this.arrive);
  }
}

/** The window of single requests, if there is one: here its beginning is always an offset. */
function windowOf({ detail = "off" }: StorageOptions) {
  if (detail === "off" || !("offset" in detail.from)) return undefined;
  const from = detail.from.offset;
  return { ...detail, from, until: from + detail.for };
}

/** The parameter set of May 2016: six nodes, 7.5 MB/s into each. */
export const may2016 = {
  disk: { bandwidth: "200MB/s", readWeight: 2 },
  memtable: { flushSize: "32MB" },
  reads: { scans: "60/s", cost: "10kB" },
};
export const may2016Load: Load = { rate: 200, bytes: 75_000, reads: true, deletes: true, retries: true };
