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
import { FRONT_MOST, FRONT_SPILLED, Front } from "./front.js";

const SPILLED = FRONT_SPILLED;
/** A crowd of so many, six times what an opening shall bring, is better split over narrower buckets. */
const LARGE_CROWD = 96;
/**
 * No event can be later, nine million years from now: times as numbers of buckets stay below 2^53, where reals lose
 * units.
 */
const NEVER = 2 ** 48;

export class EventQueue extends Front {
  /** Timers behind the first ones of their lanes: their rows are in use, and not in the queue. */
  waitingInLanes = 0;
  private readonly crowd = new Crowd(this);
  private readonly buckets = new Buckets();
  /**
   * What comes before (edge, edgeOrder) is in the front, then what comes before `reach` in the crowd, and the rest in
   * buckets.
   */
  private edge = NEVER;
  private edgeOrder = 0;
  private reach = NEVER;

  /**
   * @param refuse throws: the time is none
   * @param nextOrder the first event's order
   * @param rows at most, a power of two
   */
  constructor(
    private readonly refuse: (time: number, kind: number) => never,
    nextOrder?: number,
    rows?: number,
  ) {
    super(nextOrder, rows);
  }

  /** Schedules an event of that kind for a record's number. */
  schedule(time: number, kind: number, record: number): Ticket {
    if (time >= this.edge || this.nextOrder === this.readyUntil) return this.scheduleWithCare(time, kind, record);
    const ticket = this.claim(kind, record);
    this.insertNewest(time, ticket & 0xffffff);
    return ticket;
  }

  /** A row for a new timer of a lane. */
  claimForLane(what: number, record: number): Ticket {
    if (this.nextOrder === this.readyUntil) this.prepare();
    return this.claim(what, record);
  }

  /** Puts in a row that may have been claimed before others of its time. */
  place(time: number, slot: number): void {
    if (time > this.edge || (time === this.edge && this.order(slot) >= this.edgeOrder)) this.placeBeyond(time, slot);
    else {
      this.insert(time, slot);
      if (this.count > FRONT_MOST) this.spill();
      this.readyUntil = this.nextOrder;
    }
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

  /** Takes the first event, the last in the front: frees its row, returns its tag, and leaves its record in `freed`. */
  take(last: number): number {
    this.count = last;
    return this.free(this.slots[last]!);
  }

  private scheduleWithCare(time: number, kind: number, record: number): Ticket {
    if (time >= NEVER) this.refuse(time, kind);
    if (this.nextOrder === this.readyUntil) this.prepare();
    if (time < this.edge) return this.schedule(time, kind, record);
    const ticket = this.claim(kind, record);
    this.placeBeyond(time, ticket & 0xffffff);
    return ticket;
  }

  /** Makes ready for as many claims as the front has room for. */
  private prepare(): void {
    if (this.count >= FRONT_MOST) this.spill();
    const rowsInUse = this.count + this.crowd.count + this.buckets.count + this.waitingInLanes;
    this.makeReady(FRONT_MOST - this.count, rowsInUse);
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
    const size = this.buckets.size(bucket);
    if (size <= FRONT_MOST) this.adopt(this.buckets.open(bucket, this));
    else this.crowd.adopt(this.buckets.open(bucket, this.crowd.withRoom(size)));
    if (this.buckets.count === 0 && this.crowd.count === 0) this.forgetBorders();
  }

  /** Refills the front from the crowd. */
  private drawOnCrowd(): void {
    const { crowd } = this;
    if (crowd.count > LARGE_CROWD && this.buckets.mayMove(crowd.count)) return this.splitCrowd();
    this.count = Math.min(SPILLED, crowd.count);
    this.readyUntil = this.nextOrder;
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

  /** All events are in the front. */
  private forgetBorders(): void {
    this.setEdge(NEVER, 0);
    this.reach = NEVER;
  }
}
