/** How long customers wait in line before they give up: a fixed timeout, or drawn for each as it begins to wait. */
import type { Seconds } from "../../schema/quantity.js";
import type { Action } from "../action.js";
import type { Calendar, Ticket } from "../calendar.js";
import type { Distribution } from "../distribution/index.js";
import type { Lane } from "../lane.js";
import type { Stream } from "../random.js";
import type { Customer } from "./customer.js";

export type Patience = Seconds | { readonly distribution: Distribution; readonly stream: Stream };

/** Starts the timers. Fixed timeouts share a lane of the calendar. */
export class PatienceTimers<T extends Customer> {
  private readonly lane: Lane | undefined;

  constructor(
    private readonly calendar: Calendar,
    private readonly giveUp: Action<T>,
    private readonly patience: Patience,
  ) {
    if (typeof patience === "number") this.lane = calendar.lane(patience);
  }

  start(customer: T): Ticket {
    if (this.lane !== undefined) return this.lane.start(this.giveUp, customer);
    const { distribution, stream } = this.patience as Exclude<Patience, Seconds>;
    return this.calendar.after(distribution.sample(stream), this.giveUp, customer);
  }
}
