/**
 * Stays of a random length that end in ticks: a count per tick in a ring, so that a hundred thousand messages under way
 * cost a number per tick instead of an event each. A stay ends in the middle of the tick in which its own end lies. So
 * every bucket of whole ticks has exactly the ends that it would have, and a stay is half a tick too long or too short
 * at most, by nothing on average. A stay longer than the ring has an event of its own.
 */

import type { Action } from "../../engine/action.js";
import type { Calendar } from "../../engine/calendar.js";
import type { Seconds } from "../../schema/quantity.js";

/** Ticks in the ring, a power of two. */
const RING = 1 << 14;

export class Stays {
  /** Stays that end in a tick, by the tick's number modulo the ring. */
  private readonly counts = new Int32Array(RING);
  private readonly tickOver: Action<number>;
  private readonly longOver: Action<void>;
  /** Shorter stays end within the ring. */
  private readonly span: Seconds;

  /**
   * @param name of what happens at the end of a stay, for the calendar
   * @param over is told how many stays end now
   */
  constructor(
    name: string,
    private readonly calendar: Calendar,
    private readonly tick: Seconds,
    private readonly over: (count: number) => void,
  ) {
    this.span = (RING - 1) * tick;
    this.tickOver = calendar.indexed(name, (place) => this.end(place));
    this.longOver = calendar.signal(`${name}, late`, () => this.over(1));
  }

  /** A stay begins. Hot path. */
  begin(stay: Seconds): void {
    const { now } = this.calendar;
    const tick = Math.floor((now + stay) / this.tick);
    const time = Math.max(now, (tick + 0.5) * this.tick);
    if (stay >= this.span) {
      this.calendar.at(time, this.longOver);
      return;
    }
    const place = tick & (RING - 1);
    if (this.counts[place]!++ === 0) this.calendar.at(time, this.tickOver, place);
  }

  private end(place: number): void {
    const count = this.counts[place]!;
    this.counts[place] = 0;
    this.over(count);
  }
}

/** A tick of a six hundredth of the mean stay, and a whole part of a bucket. */
export function tickFor(mean: Seconds, bucket: Seconds): Seconds {
  const shortest = bucket / 1e6;
  return bucket / Math.max(1, Math.ceil(bucket / Math.max(shortest, mean / 600)));
}
