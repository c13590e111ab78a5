/**
 * Calls that wait for a worker, in order of arrival. They are taken from either end; a caller may leave from anywhere.
 */

import { type CallId, type Calls, NO_CALL } from "./calls.js";

export class CallQueue {
  length = 0;
  private first: CallId = NO_CALL;
  private last: CallId = NO_CALL;

  constructor(
    private readonly calls: Calls,
    private readonly discipline: "fifo" | "lifo",
  ) {}

  push(id: CallId): void {
    const { next, before } = this.calls;
    next.set(id, NO_CALL);
    before.set(id, this.last);
    if (this.last === NO_CALL) this.first = id;
    else next.set(this.last, id);
    this.last = id;
    this.length++;
  }

  /** Adds a call at the end from which calls are taken. */
  pushNext(id: CallId): void {
    if (this.discipline === "lifo") return this.push(id);
    const { next, before } = this.calls;
    before.set(id, NO_CALL);
    next.set(id, this.first);
    if (this.first === NO_CALL) this.last = id;
    else before.set(this.first, id);
    this.first = id;
    this.length++;
  }

  /** The next call, or `NO_CALL`. */
  take(): CallId {
    const id = this.discipline === "fifo" ? this.first : this.last;
    if (id !== NO_CALL) this.remove(id);
    return id;
  }

  remove(id: CallId): void {
    const { next, before } = this.calls;
    const [behind, ahead] = [next.get(id), before.get(id)];
    if (ahead === NO_CALL) this.first = behind;
    else next.set(ahead, behind);
    if (behind === NO_CALL) this.last = ahead;
    else before.set(behind, ahead);
    this.length--;
  }
}
