/**
 * Message reads that failed and are tried again later. A volume that fails returns evenly between two delays. Single
 * reads have no identity here.
 */
import type { PerSecond, Seconds } from "../../../schema/quantity.js";

/** The rate of returns is constant over a bin of this length. */
const BIN: Seconds = 1;

export class ReadRetries {
  /** Volumes that have failed and returned since the start. */
  failed = 0;
  returned = 0;
  private readonly first: number;
  private readonly bins: number;
  /** The change of the rate of returns at the start of each bin, in a circular array. */
  private readonly changes: number[];
  private rate: PerSecond = 0;
  private bin = 0;
  private at: Seconds = 0;

  constructor(from: Seconds, to: Seconds) {
    this.first = Math.max(1, Math.round(from / BIN));
    this.bins = Math.max(1, Math.round(to / BIN) - this.first);
    this.changes = new Array<number>(this.first + this.bins + 1).fill(0);
  }

  /** A volume of reads has failed now. */
  fail(volume: number): void {
    if (volume <= 0) return;
    this.failed += volume;
    const rate = volume / (this.bins * BIN);
    this.change(this.bin + this.first, rate);
    this.change(this.bin + this.first + this.bins, -rate);
  }

  /** Goes on to `now`. Returns the volume that has returned since the last call. */
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
