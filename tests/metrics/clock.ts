/** A clock that a test turns by hand. */
export class HandClock {
  now = 0;

  at(time: number): this {
    this.now = time;
    return this;
  }
}
