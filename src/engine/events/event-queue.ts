import type { Action, AnyAction } from "../action.js";
import { checksOn } from "../checks.js";
import { EventTable } from "./event-table.js";
import { FarEvents } from "./far-events.js";
import { NearEvents } from "./near-events.js";

/** The future: the rows of all pending events, and where each waits for its time. */
export class EventQueue {
  readonly table: EventTable;
  private readonly near: NearEvents;
  private readonly far: FarEvents;
  /** Which use of its record each row belongs to, by slot. Kept in checked mode only. */
  private readonly uses: number[] | undefined = checksOn() ? [] : undefined;

  constructor() {
    this.table = new EventTable((rows) => {
      this.near.grow(rows);
      this.far.grow(rows);
    });
    const rows = this.table.tags.length;
    this.near = new NearEvents(this.table, rows);
    this.far = new FarEvents(this.table, this.near, rows);
  }

  /** A row for a new event; `tag` is the action's kind, and the lane if it is in one. */
  claim<T>(tag: number, action: Action<T>, record: T | undefined): number {
    const slot = this.table.claim(tag, action.indexOf(record));
    if (this.uses) this.uses[slot] = action.useOf(record);
    return slot;
  }

  /** Throws, in checked mode, when the row's record has been released since the event was scheduled. */
  assertSameUse(slot: number, action: AnyAction): void {
    if (this.uses) action.assertSameUse(this.table.records[slot]!, this.uses[slot]!);
  }

  /** Puts a claimed row where it will surface at its time, after earlier scheduled rows of the same time. */
  place(time: number, slot: number): void {
    if (time < this.far.edge) this.near.insert(time, slot);
    else this.far.park(time, slot);
  }

  /** When the next row surfaces; Infinity when there is none. */
  nextTime(): number {
    const time = this.near.firstTime();
    if (time < Number.POSITIVE_INFINITY) return time;
    this.far.unpark();
    return this.near.firstTime();
  }

  /** The row that surfaces next. Only after `nextTime()` was finite. */
  take(): number {
    return this.near.take();
  }
}
