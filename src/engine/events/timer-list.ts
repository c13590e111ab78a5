/**
 * The timers that wait in a lane, in the order in which they end: a doubly linked list over number arrays. One that is
 * cancelled leaves at once from wherever it stands, as in the schemes of Varghese and Lauck (1987).
 *
 * Places are numbered from 1. Place 0 is both ends of the list, and stands for "none".
 */

/** A place's words: its neighbours, and whose it is. In a free place, `NEXT` is the next free one. */
const PREVIOUS = 0;
const NEXT = 1;
const SLOT = 2;
const PLACE_SHIFT = 2;
const WORDS = 4;

const SMALLEST = 16;

export class TimerList {
  private times = new Float64Array(SMALLEST);
  private words = new Int32Array(SMALLEST * WORDS);
  /** The place left last, which is taken first: it is in the cache. */
  private free = 0;
  /** Places used so far, place 0 included. */
  private used = 1;

  /** Puts a timer at the end. Returns its place. */
  append(time: number, slot: number): number {
    const place = this.takePlace();
    const { words } = this;
    const at = place << PLACE_SHIFT;
    const last = words[PREVIOUS]!;
    this.times[place] = time;
    words[at + SLOT] = slot;
    words[at + PREVIOUS] = last;
    words[at + NEXT] = 0;
    words[(last << PLACE_SHIFT) + NEXT] = place;
    words[PREVIOUS] = place;
    return place;
  }

  /** Takes the timer out that stands there. */
  remove(place: number): void {
    const { words } = this;
    const at = place << PLACE_SHIFT;
    const previous = words[at + PREVIOUS]!;
    const next = words[at + NEXT]!;
    words[(previous << PLACE_SHIFT) + NEXT] = next;
    words[(next << PLACE_SHIFT) + PREVIOUS] = previous;
    words[at + NEXT] = this.free;
    this.free = place;
  }

  /** The place of the timer that ends first; 0 when none waits. */
  get first(): number {
    return this.words[NEXT]!;
  }

  timeAt(place: number): number {
    return this.times[place]!;
  }

  slotAt(place: number): number {
    return this.words[(place << PLACE_SHIFT) + SLOT]!;
  }

  private takePlace(): number {
    const place = this.free;
    if (place !== 0) {
      this.free = this.words[(place << PLACE_SHIFT) + NEXT]!;
      return place;
    }
    if (this.used === this.times.length) this.grow();
    return this.used++;
  }

  private grow(): void {
    const { times, words } = this;
    this.times = new Float64Array(2 * times.length);
    this.times.set(times);
    this.words = new Int32Array(2 * words.length);
    this.words.set(words);
  }
}
