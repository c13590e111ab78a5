import { EventTable } from "./event-table.js";
import { FarEvents } from "./far-events.js";
import { NearEvents } from "./near-events.js";

/** The future: the rows of all pending events, and where each waits for its time. */
export class EventQueue {
  readonly table: EventTable;
  private readonly near: NearEvents;
  private readonly far: FarEvents;

  constructor() {
    this.table = new EventTable((rows) => {
      this.near.grow(rows);
      this.far.grow(rows);
    });
    const rows = this.table.tags.length;
    this.near = new NearEvents(this.table, rows);
    this.far = new FarEvents(this.table, this.near, rows);
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
