/** The requests of one caller's users that have no answer yet, as columns of numbers. */

import { ByteColumn, IntegerColumn, RealColumn } from "../../engine/column.js";
import type { Seconds } from "../../schema/quantity.js";

export type RequestId = number;

const NONE = -1;

export class Requests {
  readonly createdAt = new RealColumn();
  /** The timer of the call under way, 0 if none. */
  readonly timer = new RealColumn();
  /** The call under way, negative if none. */
  readonly call = new IntegerColumn();
  readonly tenant = new IntegerColumn();
  /** Calls made so far. */
  readonly tries = new ByteColumn();
  private readonly next = new IntegerColumn();
  private count = 0;
  private free: RequestId = NONE;
  alive = 0;

  create(now: Seconds, tenant: number): RequestId {
    const id = this.free === NONE ? this.grow() : this.free;
    this.free = this.next.get(id);
    this.alive++;
    this.createdAt.set(id, now);
    this.timer.set(id, 0);
    this.call.set(id, NONE);
    this.tenant.set(id, tenant);
    this.tries.set(id, 0);
    return id;
  }

  release(id: RequestId): void {
    this.alive--;
    this.next.set(id, this.free);
    this.free = id;
  }

  private grow(): RequestId {
    const id = this.count++;
    for (const column of [this.createdAt, this.timer, this.call, this.tenant, this.tries, this.next])
      column.ensure(this.count);
    this.next.set(id, NONE);
    return id;
  }
}
