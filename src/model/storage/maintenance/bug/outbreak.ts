/**
 * A bug in production. It strikes each node that runs an affected version, by that node's own random stream, until the
 * node runs another version or the bug is switched off.
 */
import type { Action } from "../../../../engine/action.js";
import type { Calendar, Ticket } from "../../../../engine/calendar.js";
import type { Stream } from "../../../../engine/random.js";
import type { Seconds } from "../../../../schema/quantity.js";
import type { BugOrder } from "../../../vocabulary/orders.js";
import type { CompactionBug } from "./compaction-bug.js";
import { compactionBugs, strikePatterns } from "./index.js";
import type { Strike, Strikes } from "./strikes.js";

/** A node, as the bug sees it. */
export interface Patient {
  readonly version: string;
  readonly stalled: boolean;
  strike(bug: CompactionBug): void;
  relent(): void;
}

interface Case {
  readonly patient: Patient;
  readonly chance: Stream;
  earlier: number;
  strike: Strike | undefined;
  ticket: Ticket;
}

export class Outbreak {
  private readonly cases: readonly Case[];
  private readonly begin: Action<number>;
  private readonly end: Action<number>;
  private bug: CompactionBug | undefined;
  private pattern: Strikes | undefined;
  private versions: readonly string[] = [];
  private since: Seconds = 0;

  /** @param chances a stream for each node, so that a change to one node leaves the others as they are */
  constructor(
    private readonly calendar: Calendar,
    patients: readonly Patient[],
    chances: (index: number) => Stream,
  ) {
    this.cases = patients.map((patient, i) => ({
      patient,
      chance: chances(i),
      earlier: 0,
      strike: undefined,
      ticket: 0,
    }));
    this.begin = calendar.indexed("storage bug strikes", (index) => this.strike(index));
    this.end = calendar.indexed("storage bug relents", (index) => this.relent(index));
  }

  /** Brings the bug in, in place of one that is already there. */
  start({ mode, strikes, versions }: BugOrder, initialVersion: string): void {
    this.stop();
    this.bug = compactionBugs.make(mode);
    this.pattern = strikePatterns.make(strikes);
    this.versions = versions ?? [initialVersion];
    this.since = this.calendar.now;
    for (const [index, one] of this.cases.entries()) {
      one.earlier = 0;
      this.plan(index, 0);
    }
  }

  /** Removes the bug and ends every stall. */
  stop(): void {
    for (const one of this.cases) this.cure(one);
    this.bug = undefined;
  }

  /** A node has started, perhaps on another version. */
  upgraded(index: number): void {
    const one = this.caseOf(index);
    if (!this.versions.includes(one.patient.version)) this.cure(one);
  }

  private plan(index: number, after: Seconds): void {
    const one = this.caseOf(index);
    if (!this.versions.includes(one.patient.version)) return;
    one.strike = this.pattern?.next(index + 1, one.earlier++, after, one.chance);
    if (one.strike) one.ticket = this.calendar.at(this.since + one.strike.from, this.begin, index);
  }

  private strike(index: number): void {
    const one = this.caseOf(index);
    if (!this.bug || !one.strike) return;
    one.ticket = this.calendar.after(one.strike.lasts, this.end, index);
    one.patient.strike(this.bug);
  }

  private relent(index: number): void {
    const one = this.caseOf(index);
    one.ticket = 0;
    one.patient.relent();
    this.plan(index, this.calendar.now - this.since);
  }

  private cure(one: Case): void {
    this.calendar.cancel(one.ticket);
    one.ticket = 0;
    one.strike = undefined;
    if (one.patient.stalled) one.patient.relent();
  }

  private caseOf(index: number): Case {
    const one = this.cases[index];
    if (!one) throw new RangeError(`node ${index + 1} of ${this.cases.length}`);
    return one;
  }
}
