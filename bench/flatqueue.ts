/**
 * The hold model on flatqueue, a well-kept binary heap: what a JavaScript programmer would take from the shelf. Ties
 * fall as they may.
 */
import FlatQueue from "flatqueue";
import { measureWarm, type Runnable, readVariates } from "./measure.js";

class FlatHold implements Runnable {
  checksum = 0;
  private drawn = 0;
  private now = 0;
  private readonly holds: Float64Array;
  private readonly queue = new FlatQueue<number>();

  constructor(
    private readonly delays: Float64Array,
    pending: number,
  ) {
    this.holds = new Float64Array(pending);
    for (let token = 0; token < pending; token++) this.queue.push(token, this.delay());
  }

  run(holds: number): void {
    for (let i = 0; i < holds; i++) {
      this.now = this.queue.peekValue()!;
      const token = this.queue.pop()!;
      this.holds[token]!++;
      this.queue.push(token, this.now + this.delay());
    }
    this.checksum = this.holds.reduce((sum, count, token) => sum + count * token, this.now);
  }

  private delay(): number {
    return this.delays[this.drawn++ & (this.delays.length - 1)]!;
  }
}

const [path = "", holds = "10000000", pending = "1000"] = process.argv.slice(2);
measureWarm(Number(holds), new FlatHold(readVariates(path), Number(pending)));
