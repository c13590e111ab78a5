/**
 * A commit log in periodic mode: writes are answered before they are on disk, and one sync per period writes all that
 * is dirty. When the last completed sync began more than 1.5 periods ago, writes wait. Leaves out segments, the size
 * limit and the kernel's own write-back.
 * The real thing: PeriodicCommitLogService.java and AbstractCommitLogService.java.
 */
import type { Calendar, Ticket } from "../../../engine/calendar.js";
import type { Share } from "../../../engine/share.js";
import type { SharedResource } from "../../../engine/shared-resource.js";
import type { Bytes, Seconds } from "../../../schema/quantity.js";

/** Writes wait when the last completed sync began longer ago than this many periods. */
const PATIENCE = 1.5;

/** What the commit log needs from its node. */
export interface CommitLogNeeds {
  /** The log has fallen behind, or has caught up. */
  logChanged(): void;
  /** Has `commitLog.tick` called at the given time. */
  logAt(time: Seconds): Ticket;
}

export class CommitLog {
  /** Written since the last sync began. */
  dirty: Bytes = 0;
  /** The log has fallen behind: writes must wait for a sync. */
  late = false;
  private readonly share: Share;
  private syncStart: Seconds;
  private lastSyncStart: Seconds;
  private syncing = false;
  private ticket: Ticket = 0;

  /**
   * @param weight of a sync on the disk. @param offset when the first sync starts, so that not all nodes sync at once
   */
  constructor(
    private readonly calendar: Calendar,
    disk: SharedResource,
    private readonly period: Seconds,
    weight: number,
    offset: Seconds,
    private readonly needs: CommitLogNeeds,
  ) {
    this.share = disk.open({ weight, done: () => this.synced() });
    this.syncStart = calendar.now + offset;
    this.lastSyncStart = calendar.now;
    this.ticket = needs.logAt(this.syncStart);
  }

  /** The time given to `logAt` has come: a sync is due, or the running one is late. */
  tick(): void {
    this.ticket = 0;
    if (!this.syncing) this.sync();
    else this.setLate(true);
  }

  /** The process dies, and with it a running sync. */
  halt(): void {
    this.calendar.cancel(this.ticket);
    this.ticket = 0;
    this.share.stop();
    this.syncing = false;
    this.dirty = 0;
    this.late = false;
  }

  /** The process is back: the first sync follows after a period. */
  resume(): void {
    this.lastSyncStart = this.calendar.now;
    this.ticket = this.needs.logAt(this.calendar.now + this.period);
  }

  private sync(): void {
    this.syncing = true;
    this.syncStart = this.calendar.now;
    this.share.begin(this.dirty);
    this.dirty = 0;
    this.ticket = this.needs.logAt(Math.max(this.calendar.now, this.lastSyncStart + PATIENCE * this.period));
  }

  private synced(): void {
    this.calendar.cancel(this.ticket);
    const { now } = this.calendar;
    this.syncing = false;
    this.lastSyncStart = this.syncStart;
    this.ticket = this.needs.logAt(Math.max(now, this.syncStart + this.period));
    this.setLate(now > this.lastSyncStart + PATIENCE * this.period);
  }

  private setLate(late: boolean): void {
    if (late === this.late) return;
    this.late = late;
    this.needs.logChanged();
  }
}
