import type { Action, AnyAction } from "../action.js";
import { checksOn } from "../checks.js";
import { EventTable } from "./event-table.js";
import { FarEvents } from "./far-events.js";
import { NearEvents } from "./near-events.js";

/** The future: the rows of all pending events, and where each waits for its time. */
export class EventQueue {
  readonly table = new EventTable((rows) => this.near.grow(rows));
  private readonly near = new NearEvents(this.table);
  private readonly far = new FarEvents(this.near);
  /** Which use of its record each row belongs to, by slot. Kept in checked mode only. */
  private readonly uses: number[] | undefined = checksOn() ? [] : undefined;

  /** A row for a new event; `kindAndLane` is its tag. */
  claim<T>(kindAndLane: number, action: Action<T>, record: T | undefined): number {
    const slot = this.table.claim(kindAndLane, action.indexOf(record));
    if (this.uses !== undefined) this.uses[slot] = action.useOf(record);
    return slot;
  }

  /** Throws, in checked mode, when the row's record has been released since the event was scheduled. */
  assertSameUse(slot: number, index: number, action: AnyAction): void {
    if (this.uses !== undefined) action.assertSameUse(index, this.uses[slot]!);
  }

  /** Puts a claimed row where it will surface at its time, after earlier scheduled rows of the same time. */
  place(time: number, slot: number): void {
    if (time < this.far.edge) this.near.insert(time, slot);
    else this.far.park(time, slot);
  }

  /** Brings the next row to the front. To be called before `nextTime`; apart from it, as a real result would cost. */
  advance(): void {
    this.near.settle();
    if (this.near.firstTime === Number.POSITIVE_INFINITY) this.far.unpark();
  }

  /** When the row at the front is due; Infinity when there is none. */
  get nextTime(): number {
    return this.near.firstTime;
  }

  /** Takes the row at the front. Only when `nextTime` is finite. */
  take(): number {
    return this.near.take();
  }
}
