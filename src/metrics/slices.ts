/**
 * What a histogram keeps of past stretches of time: the cells that were hit and how often. All slices share one growing
 * array of 16-bit words, mostly one word for a cell: six hours at a second each, 200 values a second, take about 10 MB.
 */

import type { Seconds } from "../schema/quantity.js";
import type { Tally } from "./tally.js";

/**
 * A cell takes 13 bits of a word (there are 5,377); the other three hold its count up to 7, or 0: the next two words
 * hold it.
 */
const CELL_BITS = 13;
const CELL_MASK = (1 << CELL_BITS) - 1;
const LARGEST_SHORT = 7;

/** As for windows of counters: a slice that begins a nanosecond early begins with the window. */
export const TOLERANCE: Seconds = 1e-9;

interface Slice {
  readonly start: Seconds;
  /** Where its words begin. */
  readonly begin: number;
  readonly sum: number;
  readonly max: number;
}

export class Slices {
  private readonly slices: Slice[] = [];
  private words = new Uint16Array(256);
  private used = 0;

  /** Begins the next slice. Its cells follow, each once. */
  begin(start: Seconds, sum: number, max: number): void {
    this.slices.push({ start, begin: this.used, sum, max });
  }

  /** @param count at least 1 */
  append(cell: number, count: number): void {
    if (this.used + 3 > this.words.length) this.grow();
    if (count <= LARGEST_SHORT) {
      this.words[this.used++] = cell | (count << CELL_BITS);
      return;
    }
    this.words[this.used++] = cell;
    this.words[this.used++] = count & 0xffff;
    this.words[this.used++] = count >>> 16;
  }

  /** Adds the slices that start from one time up to another, the latter excluded. */
  pour(from: Seconds, to: Seconds, tally: Tally): void {
    for (let i = this.firstAt(from - TOLERANCE); i < this.slices.length; i++) {
      const { start, begin, sum, max } = this.slices[i]!;
      if (start >= to - TOLERANCE) return;
      this.pourWords(begin, this.slices[i + 1]?.begin ?? this.used, tally);
      tally.sum += sum;
      tally.max = Math.max(tally.max, max);
    }
  }

  private pourWords(begin: number, end: number, tally: Tally): void {
    for (let i = begin; i < end; i++) {
      const word = this.words[i]!;
      const short = word >>> CELL_BITS;
      tally.add(word & CELL_MASK, short > 0 ? short : this.words[++i]! + this.words[++i]! * 0x10000);
    }
  }

  /** The first slice that starts at a time or later, by bisection. */
  private firstAt(time: Seconds): number {
    let low = 0;
    let high = this.slices.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.slices[middle]!.start < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private grow(): void {
    const old = this.words;
    this.words = new Uint16Array(2 * old.length);
    this.words.set(old);
  }
}
