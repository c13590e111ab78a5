/**
 * Records that are made once and used again, so that a warm model allocates nothing.
 * The record released last is handed out first: it is still in the processor's cache.
 */
import { checksOn } from "./checks.js";

/** What a pool stamps on each record it makes: the record's number in the pool. */
export interface Pooled {
  readonly slot: number;
}

export class Pool<T extends Pooled> {
  /** Every record made so far, by slot. */
  readonly items: T[] = [];
  private free = new Int32Array(16);
  private freeCount = 0;
  /** Acquisitions and releases so far, by slot: odd while the record is in use. Kept in checked mode only. */
  private readonly changes: number[] | undefined = checksOn() ? [] : undefined;

  /**
   * @param make builds the record for a slot; the record must carry that `slot`
   * @param reset readies a record for its next use; called by every `acquire`
   * @param limit most records in use at once
   */
  constructor(
    readonly name: string,
    private readonly make: (slot: number) => T,
    private readonly reset?: (record: T) => void,
    readonly limit = Number.POSITIVE_INFINITY,
  ) {}

  /** A record for the caller alone, until it is released; none when `limit` records are in use. */
  acquire(): T | undefined {
    const record = this.freeCount > 0 ? this.items[this.free[--this.freeCount]!]! : this.grow();
    if (this.changes !== undefined && record !== undefined) this.changes[record.slot]!++;
    if (this.reset !== undefined && record !== undefined) this.reset(record);
    return record;
  }

  /** Gives a record back. The caller, and every pending event, must have let go of it. */
  release(record: T): void {
    if (this.changes !== undefined) {
      this.assertInUse(record, "released twice");
      this.changes[record.slot]!++;
    }
    this.free[this.freeCount++] = record.slot;
  }

  /** Records handed out and not yet released. */
  get inUse(): number {
    return this.items.length - this.freeCount;
  }

  /** Records made so far: the most that were ever in use at once. */
  get capacity(): number {
    return this.items.length;
  }

  /** In checked mode: a number that differs from use to use of the record; throws when it is not in use. Else 0. */
  useOf(record: T): number {
    if (this.changes === undefined) return 0;
    this.assertInUse(record);
    return this.changes[record.slot]!;
  }

  /** Throws, in checked mode, unless the record is this pool's and in use: `released twice: session slot 7`. */
  assertInUse(record: T, fault = "used after release"): void {
    if (!this.changes) return;
    if (this.items[record.slot] !== record)
      throw new Error(`not a record of this pool: ${this.name} slot ${record.slot}`);
    if (this.changes[record.slot]! % 2 === 0) throw new Error(`${fault}: ${this.name} slot ${record.slot}`);
  }

  private grow(): T | undefined {
    if (this.items.length >= this.limit) return undefined;
    const slot = this.items.length;
    const record = this.make(slot);
    if (record.slot !== slot) throw new Error(`pool ${this.name}: made slot ${record.slot} instead of ${slot}`);
    this.items.push(record);
    this.changes?.push(0);
    if (this.items.length > this.free.length) this.free = new Int32Array(2 * this.free.length); // empty at this point
    return record;
  }
}
