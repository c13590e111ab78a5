/** Rows with their times, first in, first out: the timers that wait in a lane. Allocates nothing when warm. */
export class TimerRing {
  private times = new Float64Array(16);
  private slots = new Int32Array(16);
  private head = 0;
  private count = 0;

  push(time: number, slot: number): void {
    if (this.count === this.slots.length) this.grow();
    const i = (this.head + this.count++) & (this.slots.length - 1);
    this.times[i] = time;
    this.slots[i] = slot;
  }

  /** The first row's slot; 0 when there is none. */
  get firstSlot(): number {
    return this.count === 0 ? 0 : this.slots[this.head]!;
  }

  /** The first row's time. Only when there is one. */
  get firstTime(): number {
    return this.times[this.head]!;
  }

  /** Forgets the first row. Only when there is one. */
  drop(): void {
    this.head = (this.head + 1) & (this.slots.length - 1);
    this.count--;
  }

  private grow(): void {
    const { times, slots, count } = this;
    this.times = new Float64Array(2 * count);
    this.slots = new Int32Array(2 * count);
    for (let i = 0; i < count; i++) {
      const old = (this.head + i) & (count - 1);
      this.times[i] = times[old]!;
      this.slots[i] = slots[old]!;
    }
    this.head = 0;
  }
}
