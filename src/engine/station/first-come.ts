/** First come, first served (FIFO). */
import type { Pool } from "../pool.js";
import { Chain } from "./chain.js";
import type { Customer } from "./customer.js";
import type { WaitingLine } from "./waiting-line.js";

export class FirstCome<T extends Customer> implements WaitingLine<T> {
  private readonly chain: Chain<T>;

  constructor(pool: Pool<T>) {
    this.chain = new Chain(pool);
  }

  get length(): number {
    return this.chain.length;
  }

  join(customer: T): void {
    this.chain.append(customer);
  }

  rejoin(customer: T): void {
    this.chain.prepend(customer);
  }

  next(): T | undefined {
    return this.chain.takeFirst();
  }

  leave(customer: T): void {
    this.chain.remove(customer);
  }
}
