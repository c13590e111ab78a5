/**
 * One capacity (a disk, a link) divided among those who use it: weighted max-min fairness. Everyone gets what they
 * want up to a common level per unit of weight, and what the modest leave goes to the others. Between changes rates
 * are constant, so work ends at an exactly known time; nothing happens per byte.
 * Leaves out: cost of switching between users, quanta, priorities.
 * Source of the rule: D. Bertsekas and R. Gallager, Data Networks (2nd ed., 1992), section 6.5.2.
 */
import type { PerSecond, Seconds } from "../schema/quantity.js";
import type { Action } from "./action.js";
import type { Calendar, Ticket } from "./calendar.js";
import { Share, type ShareTerms, type Sharing } from "./share.js";

export class SharedResource implements Sharing {
  protected readonly shares: Share[] = [];
  private readonly ending: Action<void>;
  private ticket: Ticket = 0;
  /** The share whose work runs out next. */
  private nextDone: Share | undefined;
  private advancedTo: Seconds;
  private total: PerSecond;
  private taken: PerSecond = 0;
  private consumed = 0;

  /** @param name unique in the calendar. @param capacity per second, 0 or more */
  constructor(
    private readonly calendar: Calendar,
    readonly name: string,
    capacity: PerSecond,
  ) {
    this.total = checkedCapacity(name, capacity);
    this.advancedTo = calendar.now;
    this.ending = calendar.signal(`${name} work done`, () => this.end());
  }

  /** A new user of the resource, idle until it begins work or states a demand. Drop it when it is of no more use. */
  open(terms: ShareTerms): Share {
    return new Share(this, terms);
  }

  get capacity(): PerSecond {
    return this.total;
  }

  set capacity(perSecond: PerSecond) {
    this.advance();
    this.total = checkedCapacity(this.name, perSecond);
    this.divide();
  }

  /** What is taken per second now. */
  get granted(): PerSecond {
    return this.taken;
  }

  /** The most that can be taken per second. */
  protected get most(): PerSecond {
    return this.total;
  }

  /** Granted part of the capacity, 0 to 1. A resource without capacity is busy when anyone wants it. */
  get utilisation(): number {
    if (this.total === 0) return this.shares.length > 0 ? 1 : 0;
    return this.taken / this.total;
  }

  /** What has been taken so far: the time integral of `granted`. */
  get used(): number {
    this.advance();
    return this.consumed;
  }

  /** Shares that want something now. */
  get active(): number {
    return this.shares.length;
  }

  /** For `Share`: brings every share's progress up to now. */
  advance(): void {
    const { now } = this.calendar;
    const elapsed = now - this.advancedTo;
    if (elapsed === 0) return;
    this.advancedTo = now;
    this.consumed += this.taken * elapsed;
    for (const share of this.shares) {
      const progress = Math.min(share.rate * elapsed, share.left);
      share.progress += progress;
      share.left -= progress;
    }
  }

  /** For `Share`. */
  admit(share: Share): void {
    this.shares.push(share);
  }

  /** For `Share`. */
  dismiss(share: Share): void {
    share.wish = 0;
    share.rate = 0;
    share.left = Number.POSITIVE_INFINITY;
    this.shares.splice(this.shares.indexOf(share), 1);
  }

  /** For `Share`: divides the capacity anew and schedules the next end of work. Everything is up to now before. */
  divide(): void {
    this.fill();
    this.taken = 0;
    let soonest: Share | undefined;
    let wait = NEVER;
    for (const share of this.shares) {
      this.taken += share.rate * share.factor;
      const needed = share.left === 0 ? 0 : share.left / share.rate;
      if (needed < wait) {
        wait = needed;
        soonest = share;
      }
    }
    this.taken = Math.min(this.taken, this.most);
    this.calendar.cancel(this.ticket);
    this.nextDone = soonest;
    this.ticket = soonest === undefined ? 0 : this.calendar.after(wait, this.ending);
  }

  /**
   * Water-filling. Start from the equal level; whoever wants no more than the level gets all they want, and the rest
   * is levelled again, until everyone left wants more than the level. At most one round per share.
   */
  protected fill(): void {
    for (const share of this.shares) share.rate = UNDECIDED;
    let capacity = this.total;
    let undecided = this.shares.length;
    while (undecided > 0) {
      const level = Math.max(capacity, 0) / this.weightUndecided();
      const before = undecided;
      for (const share of this.shares) {
        if (share.rate !== UNDECIDED || share.limit > level * share.weight) continue;
        share.rate = share.limit / share.factor;
        capacity -= share.limit;
        undecided--;
      }
      if (undecided < before) continue;
      for (const share of this.shares) {
        if (share.rate === UNDECIDED) share.rate = (level * share.weight) / share.factor;
      }
      return;
    }
  }

  private weightUndecided(): number {
    let weight = 0;
    for (const share of this.shares) if (share.rate === UNDECIDED) weight += share.weight;
    return weight;
  }

  /** The work that was to run out now has. Its share is taken as finished exactly, whatever rounding has left. */
  private end(): void {
    this.ticket = 0;
    this.advance();
    const share = this.nextDone!;
    share.progress += share.left;
    this.dismiss(share);
    this.divide();
    share.done?.();
  }
}

/** Work that needs longer than this at its present rate (30,000 years) gets no event until the rate changes. */
const NEVER: Seconds = 1e12;
/** Marks a share whose rate is not settled yet. */
export const UNDECIDED = -1;

export function checkedCapacity(name: string, capacity: PerSecond): PerSecond {
  if (capacity >= 0 && capacity < Number.POSITIVE_INFINITY) return capacity;
  throw new RangeError(`${name}: capacity of ${capacity} per second`);
}
