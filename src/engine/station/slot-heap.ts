/** A binary heap of slot numbers by a key, least first; equal keys leave in the order in which they came. */
export class SlotHeap {
  length = 0;
  private keys = new Float64Array(64);
  private slots = new Int32Array(64);
  /** When each entry came: moved along with its key. */
  private orders = new Float64Array(64);
  private pushed = 0;

  /** The least key; the heap must not be empty. */
  get leastKey(): number {
    return this.keys[0]!;
  }

  push(key: number, slot: number): void {
    if (this.length === this.keys.length) this.grow();
    const order = this.pushed++;
    let hole = this.length++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (this.keys[parent]! <= key) break;
      this.move(parent, hole);
      hole = parent;
    }
    this.put(hole, key, slot, order);
  }

  /** Takes out the slot with the least key; the heap must not be empty. */
  pop(): number {
    const least = this.slots[0]!;
    const last = --this.length;
    const key = this.keys[last]!;
    const order = this.orders[last]!;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= last) break;
      if (child + 1 < last && this.before(child + 1, this.keys[child]!, this.orders[child]!)) child++;
      if (!this.before(child, key, order)) break;
      this.move(child, hole);
      hole = child;
    }
    this.put(hole, key, this.slots[last]!, order);
    return least;
  }

  private before(index: number, key: number, order: number): boolean {
    return this.keys[index]! < key || (this.keys[index]! === key && this.orders[index]! < order);
  }

  private move(from: number, to: number): void {
    this.put(to, this.keys[from]!, this.slots[from]!, this.orders[from]!);
  }

  private put(index: number, key: number, slot: number, order: number): void {
    this.keys[index] = key;
    this.slots[index] = slot;
    this.orders[index] = order;
  }

  private grow(): void {
    const { keys, slots, orders } = this;
    this.keys = new Float64Array(2 * keys.length);
    this.slots = new Int32Array(2 * slots.length);
    this.orders = new Float64Array(2 * orders.length);
    this.keys.set(keys);
    this.slots.set(slots);
    this.orders.set(orders);
  }
}
