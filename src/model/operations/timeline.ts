/** Carries out the operations of a scenario at their times, and notes when each began and ended. */

import type { Calendar } from "../../engine/calendar.js";
import type { Seconds } from "../../schema/quantity.js";
import type { Controls } from "./controls.js";
import type { Operation } from "./operation.js";

/** An operation with its place in time, seconds from the start of the run. */
export interface Planned {
  readonly name: string;
  readonly kind: string;
  readonly at: Seconds;
  readonly for: Seconds | undefined;
  readonly every: Seconds | undefined;
  readonly operation: Operation;
}

/** What the timeline notes: `end` is missing while the operation lasts. */
export interface Entry {
  readonly name: string;
  readonly kind: string;
  readonly start: Seconds;
  end: Seconds | undefined;
}

export class Timeline {
  readonly entries: Entry[] = [];

  constructor(
    private readonly calendar: Calendar,
    private readonly controls: Controls,
    private readonly duration: Seconds,
  ) {}

  /** Schedules an operation, and its repetitions up to the end of the run. */
  plan(planned: Planned): void {
    const times: Seconds[] = [planned.at];
    if (planned.every !== undefined)
      for (let at = planned.at + planned.every; at <= this.duration; at += planned.every) times.push(at);
    for (const [index, at] of times.entries()) {
      const begin = this.calendar.signal(`operation ${planned.name} ${index + 1}`, () => this.begin(planned));
      this.calendar.at(at, begin);
    }
  }

  private begin(planned: Planned): void {
    const { now } = this.calendar;
    const { operation, name, kind } = planned;
    const entry: Entry = { name, kind, start: now, end: undefined };
    this.entries.push(entry);
    operation.begin(this.controls, () => {
      entry.end = this.calendar.now;
    });
    if (operation.length === "instant") entry.end = now;
    if (operation.length === "for" && planned.for !== undefined) this.scheduleEnd(planned, entry, planned.for);
  }

  private scheduleEnd({ name, operation }: Planned, entry: Entry, length: Seconds): void {
    const number = this.entries.length;
    const end = this.calendar.signal(`operation ${name} ends ${number}`, () => {
      operation.end(this.controls);
      entry.end = this.calendar.now;
    });
    this.calendar.after(length, end);
  }
}
