/** First-in, first-out queues that allocate nothing once they have grown to their working size. */

const SMALLEST = 16;

/** A queue of objects, open at both ends of use: `shift` for first-in first-out, `pop` for last-in first-out. */
export class Ring<T> {
  private items: (T | undefined)[] = new Array<T | undefined>(SMALLEST).fill(undefined);
  private head = 0;
  private count = 0;

  get length(): number {
    return this.count;
  }

  /** The entry at a distance from the oldest, which is 0. */
  at(index: number): T | undefined {
    return index >= 0 && index < this.count ? this.items[(this.head + index) & (this.items.length - 1)] : undefined;
  }

  push(item: T): void {
    if (this.count === this.items.length) this.grow();
    this.items[(this.head + this.count++) & (this.items.length - 1)] = item;
  }

  /** Takes the oldest entry. */
  shift(): T | undefined {
    if (this.count === 0) return undefined;
    const item = this.items[this.head];
    this.items[this.head] = undefined;
    this.head = (this.head + 1) & (this.items.length - 1);
    this.count--;
    return item;
  }

  /** Takes the newest entry. */
  pop(): T | undefined {
    if (this.count === 0) return undefined;
    const index = (this.head + --this.count) & (this.items.length - 1);
    const item = this.items[index];
    this.items[index] = undefined;
    return item;
  }

  clear(): void {
    while (this.count > 0) this.pop();
    this.head = 0;
  }

  private grow(): void {
    const old = this.items;
    this.items = new Array<T | undefined>(2 * old.length).fill(undefined);
    for (let i = 0; i < this.count; i++) this.items[i] = old[(this.head + i) & (old.length - 1)];
    this.head = 0;
  }
}

/** The same for 32-bit integers: record numbers, slots, node indices. */
export class IntegerRing {
  private items = new Int32Array(SMALLEST);
  private head = 0;
  private count = 0;

  get length(): number {
    return this.count;
  }

  /** The entry at a distance from the oldest, which is 0. */
  at(index: number): number | undefined {
    return index >= 0 && index < this.count ? this.items[(this.head + index) & (this.items.length - 1)] : undefined;
  }

  push(item: number): void {
    if (this.count === this.items.length) this.grow();
    this.items[(this.head + this.count++) & (this.items.length - 1)] = item;
  }

  /** Takes the oldest entry. */
  shift(): number | undefined {
    if (this.count === 0) return undefined;
    const item = this.items[this.head];
    this.head = (this.head + 1) & (this.items.length - 1);
    this.count--;
    return item;
  }

  /** Takes the newest entry. */
  pop(): number | undefined {
    if (this.count === 0) return undefined;
    return this.items[(this.head + --this.count) & (this.items.length - 1)];
  }

  clear(): void {
    this.head = 0;
    this.count = 0;
  }

  private grow(): void {
    const old = this.items;
    this.items = new Int32Array(2 * old.length);
    for (let i = 0; i < this.count; i++) this.items[i] = old[(this.head + i) & (old.length - 1)]!;
    this.head = 0;
  }
}
