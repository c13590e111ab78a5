/**
 * A shared resource with a capacity of its own in each of two ways: a disk with separate limits for reads and writes, a
 * link up and down. Who goes both ways, such as a merge that reads what it writes, is held to the way that is shorter.
 * Weighted max-min fairness, by what each takes of the way that it needs most.
 * Leaves out: a common limit for both ways together.
 * Source of the rule: Bertsekas and Gallager, as in `SharedResource`, for users of several links; the way needed most
 * is the "dominant" one of A. Ghodsi et al., Dominant Resource Fairness, NSDI 2011.
 */
import type { PerSecond } from "../schema/quantity.js";
import type { Calendar } from "./calendar.js";
import type { Share } from "./share.js";
import { checkedCapacity, SharedResource, UNDECIDED } from "./shared-resource.js";

export class TwoWayResource extends SharedResource {
  private readonly reverse: PerSecond;
  /** Capacity not given away yet, while rates are being settled; what was taken is the rest. */
  private forwardLeft: PerSecond;
  private reverseLeft: PerSecond;

  /** @param capacity per second, forwards. @param reverse per second, the other way. Each 0 or more */
  constructor(calendar: Calendar, name: string, capacity: PerSecond, reverse: PerSecond) {
    super(calendar, name, capacity);
    this.reverse = checkedCapacity(name, reverse);
    this.forwardLeft = capacity;
    this.reverseLeft = reverse;
  }

  protected override get most(): PerSecond {
    return this.capacity + this.reverse;
  }

  /** Of the busier way. */
  override get utilisation(): number {
    return Math.max(this.busy(this.capacity, this.forwardLeft), this.busy(this.reverse, this.reverseLeft));
  }

  /**
   * Water-filling: the level rises for all; who wants no more stops rising, and so do all who use a way that is full.
   */
  protected override fill(): void {
    for (const share of this.shares) share.rate = UNDECIDED;
    this.forwardLeft = this.capacity;
    this.reverseLeft = this.reverse;
    for (let undecided = this.shares.length; undecided > 0; ) {
      const forward = levelOf(this.forwardLeft, this.claims(0));
      const reverse = levelOf(this.reverseLeft, this.claims(1));
      const level = Math.min(forward, reverse);
      const modest = this.settleModest(level);
      undecided -= modest > 0 ? modest : this.settleBound(level, forward <= reverse, reverse <= forward);
    }
  }

  /** What the undecided take together of one way (0: forwards, 1: reverse) per unit of level. */
  private claims(way: 0 | 1): number {
    let sum = 0;
    for (const share of this.shares)
      if (share.rate === UNDECIDED) sum += claim(share) * (way === 1 ? share.reverse : 1 - share.reverse);
    return sum;
  }

  /** Gives those who want no more than the level all they want. Returns their number. */
  private settleModest(level: number): number {
    let settled = 0;
    for (const share of this.shares) {
      if (share.rate !== UNDECIDED || share.limit > level * claim(share)) continue;
      this.grant(share, share.limit);
      settled++;
    }
    return settled;
  }

  /** Stops at the level all who use a full way. Returns their number. */
  private settleBound(level: number, forwardFull: boolean, reverseFull: boolean): number {
    let settled = 0;
    for (const share of this.shares) {
      if (share.rate !== UNDECIDED) continue;
      if (!((forwardFull && share.reverse < 1) || (reverseFull && share.reverse > 0))) continue;
      this.grant(share, level * claim(share));
      settled++;
    }
    return settled;
  }

  private grant(share: Share, amount: PerSecond): void {
    share.rate = amount / share.factor;
    this.forwardLeft = Math.max(0, this.forwardLeft - amount * (1 - share.reverse));
    this.reverseLeft = Math.max(0, this.reverseLeft - amount * share.reverse);
  }

  private busy(capacity: PerSecond, left: PerSecond): number {
    if (capacity === 0) return this.shares.length > 0 ? 1 : 0;
    return 1 - left / capacity;
  }
}

/** What a share takes in all per unit of level: its weight of the way that it needs most. */
function claim({ weight, reverse }: Share): number {
  return weight / Math.max(reverse, 1 - reverse);
}

function levelOf(left: PerSecond, claims: number): number {
  return claims > 0 ? left / claims : Number.POSITIVE_INFINITY;
}
