/** The requests of one caller's users that have no answer yet, as columns of numbers. */

import { ByteColumn, IntegerColumn, RealColumn } from "../../engine/column.js";
import type { Seconds } from "../../schema/quantity.js";

export type RequestId = number;

const NONE = -1;

export class Requests {
  readonly createdAt = new RealColumn();
  /** When the latest call was made. */
  readonly calledAt = new RealColumn();
  /** The event that ends the wait for the call under way, or the wait for the next try; 0 if none. */
  readonly timer = new RealColumn();
  /** The call under way, negative if none. */
  readonly call = new IntegerColumn();
  readonly tenant = new IntegerColumn();
  /** The session of the intake that waits for it, negative for a user of the caller's own. */
  readonly session = new IntegerColumn();
  /** 1 when the password is wrong, as the answer will say. */
  readonly wrong = new ByteColumn();
  /** Calls made so far. */
  readonly tries = new ByteColumn();
  private readonly next = new IntegerColumn();
  private count = 0;
  private free: RequestId = NONE;
  alive = 0;

  create(now: Seconds, tenant: number, session: number): RequestId {
    const id = this.free === NONE ? this.grow() : this.free;
    this.free = this.next.get(id);
    this.alive++;
    this.createdAt.set(id, now);
    this.timer.set(id, 0);
    this.call.set(id, NONE);
    this.tenant.set(id, tenant);
    this.session.set(id, session);
    this.wrong.set(id, 0);
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
    const { createdAt, calledAt, timer, call, tenant, session, wrong, tries, next } = this;
    for (const column of [createdAt, calledAt, timer, call, tenant, session, wrong, tries, next])
      column.ensure(this.count);
    this.next.set(id, NONE);
    return id;
  }
}
