/**
 * Cuts a run into equally large batches of customers, after a warm-up of a twentieth of them but no fewer than 10,000.
 */
import { BATCHES } from "./queue-observer.js";

export class BatchCounter {
  /** The batch that runs; -1 in the warm-up. */
  batch = -1;
  private left: number;
  private readonly perBatch: number;

  /**
   * @param turned called with the batch that has ended (-1: the warm-up); after the last one nothing is counted any
   * more
   */
  constructor(
    size: number,
    private readonly turned: (ended: number) => void,
  ) {
    this.perBatch = Math.ceil(size / BATCHES);
    this.left = Math.max(10_000, Math.ceil(size / 20));
  }

  get isOver(): boolean {
    return this.batch >= BATCHES;
  }

  /** One more customer. */
  next(): void {
    if (--this.left > 0) return;
    const ended = this.batch++;
    this.left = this.perBatch;
    this.turned(ended);
  }
}
