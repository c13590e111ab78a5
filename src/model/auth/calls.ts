/**
 * Calls to the authentication service, as columns of numbers: one that waits costs 25 bytes, as a trapped service may
 * hold millions. A call is an index into these columns. Its number is used again after its end.
 */

import { ByteColumn, IntegerColumn, RealColumn } from "../../engine/column.js";

export type CallId = number;

export const NO_CALL = -1;

/** In `request`: the caller has left. */
const NOBODY = -1;

export class Calls {
  /** The caller, by its place among the callers. */
  readonly caller = new ByteColumn();
  /** The caller's request. */
  private readonly request = new IntegerColumn();
  /** The call behind this one in the queue, or in the free list. */
  readonly next = new IntegerColumn();
  readonly before = new IntegerColumn();
  /** The event that ends its service; 0 while it waits. */
  readonly ticket = new RealColumn();
  private count = 0;
  private free = NO_CALL;
  /** Calls that wait or are in service. */
  alive = 0;

  create(caller: number, request: number): CallId {
    const id = this.free === NO_CALL ? this.grow() : this.free;
    this.free = this.next.get(id);
    this.alive++;
    this.caller.set(id, caller);
    this.request.set(id, request);
    this.ticket.set(id, 0);
    return id;
  }

  release(id: CallId): void {
    this.alive--;
    this.ticket.set(id, 0);
    this.next.set(id, this.free);
    this.free = id;
  }

  /** The request that waits for the answer; negative when the caller has left. */
  requestOf(id: CallId): number {
    return this.request.get(id);
  }

  /** The caller has stopped waiting. */
  leave(id: CallId): void {
    this.request.set(id, NOBODY);
  }

  isLeft(id: CallId): boolean {
    return this.request.get(id) === NOBODY;
  }

  /** The calls in a worker, in the order of their numbers. For a restart, not a hot path. */
  inService(): CallId[] {
    const found: CallId[] = [];
    for (let id = 0; id < this.count; id++) if (this.ticket.get(id) !== 0) found.push(id);
    return found;
  }

  private grow(): CallId {
    const id = this.count++;
    this.caller.ensure(this.count);
    this.request.ensure(this.count);
    this.next.ensure(this.count);
    this.before.ensure(this.count);
    this.ticket.ensure(this.count);
    this.next.set(id, NO_CALL);
    return id;
  }
}
