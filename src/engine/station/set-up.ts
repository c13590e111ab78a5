/**
 * A server that finds nobody waiting goes cold. An arrival while servers are cold makes one of them warm up;
 * warm, it takes the first in line, or goes cold again when another server was faster.
 */
import type { Action } from "../action.js";
import type { Calendar } from "../calendar.js";
import type { Distribution } from "../distribution/index.js";
import type { Stream } from "../random.js";
import type { Rest, Resting } from "./rest.js";

export class SetUp implements Rest {
  /** Set-ups begun so far. */
  begun = 0;
  private cold = 0;
  private ready: Action<void> | undefined;

  constructor(
    private readonly calendar: Calendar,
    private readonly length: Distribution,
    private readonly stream: Stream,
  ) {}

  attach(station: Resting): void {
    this.ready = this.calendar.signal(`${station.name} set up`, () => station.resume());
  }

  rest(): void {
    this.cold++;
  }

  arrived(): void {
    if (this.cold === 0) return;
    this.cold--;
    this.begun++;
    this.calendar.after(this.length.sample(this.stream), this.ready!);
  }
}
