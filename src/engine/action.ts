/** Where an action's records live: a pool, as the calendar's checks see it. */
export interface RecordStore<T> {
  useOf(record: T): number;
}

/** An action, whatever its records are. */
export interface AnyAction {
  readonly name: string;
  /** The action's number in its calendar. */
  readonly kind: number;
  /** How often it has happened. */
  readonly happened: number;
  /** Which use of its record an event belongs to; checked mode only. Throws when the record is not in use. */
  useOf(record: unknown): number;
  /** Performs the action on a record it was scheduled with. */
  happen(record: unknown): void;
}

/**
 * A kind of event: a name, and what happens to the record it comes with.
 * Made once, while the model is built, by `calendar.action`, `signal` or `indexed`; never per event.
 */
export class Action<T> implements AnyAction {
  happened = 0;

  constructor(
    readonly name: string,
    readonly kind: number,
    private readonly perform: (record: T) => void,
    private readonly store?: RecordStore<T>,
  ) {}

  useOf(record: unknown): number {
    return this.store === undefined ? 0 : this.store.useOf(record as T);
  }

  happen(record: unknown): void {
    this.happened++;
    this.perform(record as T);
  }
}
