/** Lets an arrival process happen: calls `arrive` for each one that comes, at its time. */
import type { Action } from "../action.js";
import type { Calendar, Ticket } from "../calendar.js";
import type { Stream } from "../random.js";
import type { ArrivalProcess } from "./arrival-process.js";

export class Arrivals {
  private readonly due: Action<void>;
  private ticket: Ticket = 0;
  private running = false;

  /**
   * @param name unique in the calendar
   * @param arrive called once for each one of a batch, before the next arrival is drawn; may stop the process
   */
  constructor(
    private readonly calendar: Calendar,
    name: string,
    private readonly process: ArrivalProcess,
    private readonly stream: Stream,
    private readonly arrive: () => void,
  ) {
    this.due = calendar.signal(name, () => this.happen());
  }

  /** Begins at the present time, if it has not begun. */
  start(): void {
    if (this.running) return;
    this.running = true;
    this.schedule();
  }

  /** No more arrivals until `start`. Called from `arrive`, the rest of the batch still comes. */
  stop(): void {
    this.calendar.cancel(this.ticket);
    this.ticket = 0;
    this.running = false;
  }

  private schedule(): void {
    const time = this.process.next(this.calendar.now, this.stream);
    this.ticket = time < Number.POSITIVE_INFINITY ? this.calendar.at(time, this.due) : 0;
  }

  private happen(): void {
    this.ticket = 0;
    const size = this.process.size(this.stream);
    for (let i = 0; i < size; i++) this.arrive();
    if (this.running && this.ticket === 0) this.schedule();
  }
}
