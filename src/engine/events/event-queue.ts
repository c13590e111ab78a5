/**
 * The future: pending events in the order of (time, order of scheduling), the nearest sorted in the front, the others
 * in buckets, and in a heap those that stand too close together for either.
 *
 * The front holds all events before its edge. When it overflows, its later half is spilled and the edge moves there;
 * when it has run dry, the next bucket is opened into it and the edge moves to that bucket's end. What is spilled while
 * a bucket is open joins the crowd, which comes before the buckets; a crowd that stays large makes the buckets
 * narrower, and goes back to them. As long as few events are pending all are in the front, and nothing else is ever
 * touched.
 */
import { Buckets } from "./buckets.js";
import { Crowd } from "./crowd.js";
import type { Ticket } from "./event-table.js";
import { FRONT_SPILLED, Front } from "./front.js";

const SPILLED = FRONT_SPILLED;
/** A crowd above this number is better split over narrower buckets. */
const LARGE_CROWD = 144;
const NEVER = Number.POSITIVE_INFINITY;

export class EventQueue extends Front {
  private readonly crowd = new Crowd(this);
  private readonly buckets = new Buckets(this);
  /**
   * What comes before (edge, edgeOrder) is in the front, then what comes before `reach` in the crowd, and the rest in
   * buckets.
   */
  private edge = NEVER;
  private edgeOrder = 0;
  private reach = NEVER;

  /** @param nextOrder the first event's order */
  constructor(nextOrder?: number) {
    super(undefined, nextOrder);
  }

  /** Schedules an event of that kind for a record's number. */
  schedule(time: number, kind: number, record: number): Ticket {
    const ticket = this.claim(kind, record);
    this.place(time, ticket & 0xffffff);
    return ticket;
  }

  /** Puts the row that was claimed last where it will surface at its time. */
  place(time: number, slot: number): void {
    if (time >= this.edge) return this.placeBeyond(time, slot);
    this.insertNewest(time, slot);
    if (this.count > 64) this.spill();
  }

  /** Puts in a row that may have been claimed before others of its time. */
  placeInOrder(time: number, slot: number): void {
    if (time > this.edge || (time === this.edge && this.order(slot) >= this.edgeOrder))
      return this.placeBeyond(time, slot);
    this.insert(time, slot);
    if (this.count > 64) this.spill();
  }

  /** Takes an event from a bucket, unless it was cancelled. */
  takeDue(time: number, slot: number): void {
    if (this.isCancelled(slot)) this.free(slot);
    else this.placeInOrder(time, slot);
  }

  /** Brings the next row to the front when that has run dry. False when there is none. */
  refill(): boolean {
    while (this.count === 0) {
      if (this.crowd.count > 0) this.drawOnCrowd();
      else if (this.buckets.count > 0) this.openBucket();
      else return false;
    }
    return true;
  }

  /** Takes the event at the front: frees its row, returns its tag, and leaves its record in `freed`. */
  take(): number {
    return this.free(this.slots[--this.count]!);
  }

  private placeBeyond(time: number, slot: number): void {
    if (time < this.reach) this.crowd.push(time, slot);
    else this.buckets.add(time, slot);
  }

  /** Spills the later half of the front, and moves the edge there. */
  private spill(): void {
    const { times, slots } = this;
    this.edge = times[SPILLED - 1]!;
    this.edgeOrder = this.order(slots[SPILLED - 1]!);
    if (this.reach === NEVER) {
      this.reach = this.edge;
      this.buckets.restart(this.edge, SPILLED, times[0]! - this.edge);
    }
    for (let i = SPILLED - 1; i >= 0; i--) this.placeBeyond(times[i]!, slots[i]!);
    this.forgetLater();
  }

  private openBucket(): void {
    const bucket = this.buckets.moveOn();
    this.reach = this.buckets.reach;
    this.setEdge(this.reach, 0);
    this.buckets.open(bucket);
    if (this.buckets.count === 0 && this.crowd.count === 0) this.forgetBorders();
  }

  /** Refills the front from the crowd. */
  private drawOnCrowd(): void {
    const { crowd } = this;
    if (crowd.count > LARGE_CROWD && this.buckets.mayMove(crowd.count)) return this.splitCrowd();
    this.count = Math.min(SPILLED, crowd.count);
    for (let i = this.count - 1; i >= 0; i--) {
      this.times[i] = crowd.firstTime;
      this.slots[i] = crowd.firstSlot;
      crowd.drop();
    }
    if (crowd.count > 0) this.setEdge(crowd.firstTime, this.order(crowd.firstSlot));
    else if (this.buckets.count > 0) this.setEdge(this.reach, 0);
    else this.forgetBorders();
  }

  /** Makes the buckets narrower, and puts the crowd into them. */
  private splitCrowd(): void {
    const { crowd } = this;
    this.buckets.restart(crowd.firstTime, crowd.count, this.reach - crowd.firstTime);
    crowd.empty(this.buckets);
  }

  protected override renumber(): void {
    const before = this.rowsBefore(this.edgeOrder);
    super.renumber();
    this.edgeOrder = before + 1;
  }

  private setEdge(time: number, order: number): void {
    this.edge = time;
    this.edgeOrder = order;
  }

  /** All events are in the this. */
  private forgetBorders(): void {
    this.setEdge(NEVER, 0);
    this.reach = NEVER;
  }
}
