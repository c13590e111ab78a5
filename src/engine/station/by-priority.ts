/** Priority 0 before 1 before 2 …; first come, first served within a class. */
import type { Pool } from "../pool.js";
import { Chain } from "./chain.js";
import type { Customer } from "./customer.js";
import type { WaitingLine } from "./waiting-line.js";

export class ByPriority<T extends Customer> implements WaitingLine<T> {
  length = 0;
  private readonly classes: Chain<T>[];

  /** @param classes customers have priorities from 0 to `classes` - 1 */
  constructor(pool: Pool<T>, classes: number) {
    this.classes = Array.from({ length: classes }, () => new Chain(pool));
  }

  join(customer: T): void {
    this.classes[customer.priority]!.append(customer);
    this.length++;
  }

  rejoin(customer: T): void {
    this.classes[customer.priority]!.prepend(customer);
    this.length++;
  }

  next(): T | undefined {
    if (this.length === 0) return undefined;
    this.length--;
    let first = 0;
    while (this.classes[first]!.length === 0) first++;
    return this.classes[first]!.takeFirst();
  }

  leave(customer: T): void {
    this.classes[customer.priority]!.remove(customer);
    this.length--;
  }
}
