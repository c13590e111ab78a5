/**
 * A kind of event: a name, and what happens to the record it comes with. Events carry the record's number, so that the
 * calendar stores numbers only: a pooled record's slot, or the number that the model itself uses.
 */
import type { Pool, Pooled } from "./pool.js";

/** An action, whatever its records are. */
export interface AnyAction {
  readonly name: string;
  /** The action's number in its calendar. */
  readonly kind: number;
  /** How often it has happened. */
  readonly happened: number;
  /** Which use of the record of that number it is in; checked mode only. Throws when the record is not in use. */
  useOf(index: number): number;
  /** Performs the action on the record of that number. */
  happen(index: number): void;
}

/** Made once, while the model is built, by `calendar.action`, `signal` or `indexed`; never per event. */
export class Action<T> implements AnyAction {
  happened = 0;
  /** The pool's records by slot; none for an action on numbers, or on nothing. */
  private readonly items: readonly T[] | undefined;

  constructor(
    readonly name: string,
    readonly kind: number,
    private readonly perform: (record: T) => void,
    protected readonly pool?: Pool<T & Pooled>,
  ) {
    this.items = pool?.items;
  }

  /** The number by which an event carries this record. */
  indexOf(record: T): number {
    return this.items === undefined ? (record as number) | 0 : (record as T & Pooled).slot;
  }

  useOf(index: number): number {
    return this.pool === undefined ? 0 : this.pool.useOf(this.pool.items[index]!);
  }

  happen(index: number): void {
    this.happened++;
    this.perform(this.items === undefined ? (index as T) : this.items[index]!);
  }
}

/** The same in checked mode: refuses records that are not in use, and those of other pools. */
export class CheckedAction<T> extends Action<T> {
  override indexOf(record: T): number {
    this.pool?.assertInUse(record as T & Pooled);
    return super.indexOf(record);
  }
}
