/**
 * The control tick of a cluster. Between ticks all flows are constant; a tick measures what nodes and coordinators did
 * since the last one, scores the replicas, routes the reads by the scores, and sets the loads of the next interval.
 * Ticks come every `snitch.interval` while something is strained, and ten times less often while nothing is.
 */
import type { Action } from "../../engine/action.js";
import type { Calendar, Ticket } from "../../engine/calendar.js";
import type { Seconds } from "../../schema/quantity.js";
import type { DeleteTraffic } from "./coordination/delete-traffic.js";
import type { ReadTraffic } from "./coordination/read-traffic.js";
import { type ObservationNeeds, observe } from "./observe/observation.js";
import type { Window } from "./single-requests/window.js";

/** The interval between ticks, in `snitch.interval`, while nothing is strained. */
const CALM = 10;

/** The parts of the cluster that a tick measures and drives. */
export interface ControlTickNeeds extends ObservationNeeds {
  readonly calendar: Calendar;
  readonly reads: ReadTraffic;
  readonly deletes: DeleteTraffic;
  readonly window: Window | undefined;
}

export class ControlTick {
  private readonly due: Action<void>;
  private ticket: Ticket = 0;
  private next: Seconds = 0;

  constructor(private readonly needs: ControlTickNeeds) {
    this.due = needs.calendar.signal("storage control tick", () => this.tick());
  }

  /** Runs a tick at once and schedules the next. The cluster calls it when it is complete. */
  tick(): void {
    const { options, window, reads, nodes, calendar } = this.needs;
    this.settle();
    const interval = options.snitch.interval * (this.strained() ? 1 : CALM);
    if (!window?.open) reads.open(nodes, interval);
    observe(this.needs);
    this.tickAt(calendar.now + interval);
  }

  /** Something is strained: the next tick comes within the short interval. */
  wake(): void {
    const soon = this.needs.calendar.now + this.needs.options.snitch.interval;
    if (this.next > soon) this.tickAt(soon);
  }

  /** The live nodes or an option have changed: the next tick comes now, by an event of its own. */
  tickNow(): void {
    this.tickAt(this.needs.calendar.now);
  }

  /** The first half of a tick: measures the interval that ends now, and scores the replicas. */
  settle(): void {
    const { nodes, coordinators, window, deletes, snitch } = this.needs;
    for (const { reads } of nodes) reads.measure();
    for (const coordinator of coordinators) coordinator.measure();
    if (window?.open) window.measure();
    else this.closeReads();
    deletes.settle();
    snitch.score();
    if (window?.open) window.follow();
  }

  private closeReads(): void {
    const { reads, instruments } = this.needs;
    const { sent, failed } = reads;
    reads.close();
    instruments.reads.add(reads.sent - sent);
    instruments.readsFailed.add(reads.failed - failed);
  }

  private tickAt(time: Seconds): void {
    this.needs.calendar.cancel(this.ticket);
    this.next = time;
    this.ticket = this.needs.calendar.at(time, this.due);
  }

  private strained(): boolean {
    const { window, nodes, coordinators } = this.needs;
    return (
      window?.open ||
      nodes.some(({ live, blocked, reads }) => !live || blocked || !reads.satisfied) ||
      coordinators.some(({ saturated, busy }) => saturated || busy > 0.5)
    );
  }
}
