/** Message reads that failed and come again after a while, spread evenly between two delays. Volumes, not single reads. */
import type { PerSecond, Seconds } from "../../../schema/quantity.js";

/** Returns are kept per bin of this length. */
const BIN: Seconds = 1;

export class ReadRetries {
  /** Failed so far, and come back so far. */
  failed = 0;
  returned = 0;
  private readonly first: number;
  private readonly bins: number;
  /** Change of the rate of returns at the start of each bin, as a circle. */
  private readonly changes: number[];
  private rate: PerSecond = 0;
  private bin = 0;
  private at: Seconds = 0;

  constructor(from: Seconds, to: Seconds) {
    this.first = Math.max(1, Math.round(from / BIN));
    this.bins = Math.max(1, Math.round(to / BIN) - this.first);
    this.changes = new Array<number>(this.first + this.bins + 1).fill(0);
  }

  fail(volume: number): void {
    if (volume <= 0) return;
    this.failed += volume;
    const rate = volume / (this.bins * BIN);
    this.change(this.bin + this.first, rate);
    this.change(this.bin + this.first + this.bins, -rate);
  }

  /** Goes on to `now`. Returns the volume that has come back since the last time. */
  advance(now: Seconds): number {
    let volume = 0;
    for (;;) {
      const end = Math.min(now, (this.bin + 1) * BIN);
      volume += this.rate * (end - this.at);
      this.at = end;
      if (end >= now && now < (this.bin + 1) * BIN) break;
      this.bin++;
      const slot = this.bin % this.changes.length;
      this.rate = Math.max(0, this.rate + (this.changes[slot] ?? 0));
      this.changes[slot] = 0;
    }
    this.returned += volume;
    return volume;
  }

  private change(bin: number, rate: PerSecond): void {
    const slot = bin % this.changes.length;
    this.changes[slot] = (this.changes[slot] ?? 0) + rate;
  }
}
