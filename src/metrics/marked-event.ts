/** Notes when something of one kind happened. Nothing is allocated but the mark. */

import type { Clock } from "../engine/clock.js";
import type { Mark } from "./recording.js";

export class MarkedEvent {
  /** @param marks of all events, in the order in which they happened */
  constructor(
    private readonly name: string,
    private readonly clock: Clock,
    private readonly marks: Mark[],
  ) {}

  /** @param text which one, or what of it: for people */
  happened(text = ""): void {
    this.marks.push({ at: this.clock.now, kind: this.name, text });
  }
}
