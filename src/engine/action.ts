import type { Pooled } from "./pool.js";

/** Where an action's records live: a pool, as the calendar sees it. */
export interface RecordStore<T> {
  readonly items: readonly T[];
  useOf(slot: number): number;
  assertInUse(record: T): void;
}

/** An action, whatever its records are. */
export interface AnyAction {
  readonly name: string;
  /** The action's number in its calendar. */
  readonly kind: number;
  /** How often it has happened. */
  readonly happened: number;
  /** Which use of its record a new event belongs to. Throws, in checked mode, when the record is not in use. */
  useOf(index: number): number;
  /** Throws, in checked mode, when the record is not the one that the event was scheduled with. */
  assertSameUse(index: number, use: number): void;
  /** Performs the action on the record with that index. */
  happen(index: number): void;
}

/**
 * A kind of event: a name, and what happens to the record it comes with.
 * Made once, while the model is built, by `calendar.action`, `signal` or `indexed`; never per event.
 */
export class Action<T> implements AnyAction {
  happened = 0;
  private readonly items: readonly T[] | undefined;

  constructor(
    readonly name: string,
    readonly kind: number,
    private readonly perform: (record: T) => void,
    private readonly store?: RecordStore<T>,
  ) {
    this.items = store?.items;
  }

  /** The number by which the calendar keeps a record: its slot in the pool, or the record itself if it is a number. */
  indexOf(record: T | undefined): number {
    if (this.items !== undefined) return (record as T & Pooled).slot;
    return record === undefined ? 0 : (record as number);
  }

  useOf(index: number): number {
    if (this.store === undefined) return 0;
    this.store.assertInUse(this.store.items[index]!);
    return this.store.useOf(index);
  }

  assertSameUse(index: number, use: number): void {
    if (this.store === undefined || this.store.useOf(index) === use) return;
    throw new Error(`used after release: slot ${index} by a pending "${this.name}"`);
  }

  happen(index: number): void {
    this.happened++;
    this.perform(this.items === undefined ? (index as T) : this.items[index]!);
  }
}
