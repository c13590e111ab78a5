/**
 * How the backlog of an outage comes back: a whole mail system whose intake refuses every session for a while, watched
 * message by message.
 */
import { z } from "zod";
import { partSchemas } from "../../../src/model/options.js";
import { MailSystem } from "../../../src/model/system.js";
import type { Law } from "../../../src/model/vocabulary/conservation-law.js";
import { holds } from "../../../src/model/vocabulary/conservation-law.js";
import type { MailObserver } from "../../../src/model/vocabulary/mail-observer.js";

const schema = z.strictObject(partSchemas);

export interface Outage {
  /** Retry profile with its options. */
  readonly retry: unknown;
  /** How long the intake refuses, in seconds. */
  readonly length: number;
  /** The stage that refuses; 421 at the banner by default. */
  readonly fault?: object;
  /** Of the senders. */
  readonly hosts?: number;
  readonly rate?: string;
  readonly addresses?: number;
  /** How long to look on after the outage, in seconds. */
  readonly after: number;
  readonly seed?: number;
}

export interface Comeback {
  /** Messages created before the end of the outage that were not accepted by then. */
  readonly backlog: number;
  /**
   * Seconds from the end of the outage to the acceptance of each of them, in order; those that are still out are
   * missing.
   */
  readonly times: readonly number[];
  /**
   * Connections opened from the end of the outage until the last of them was in, and most messages on one connection.
   */
  readonly connections: number;
  readonly longest: number;
  /** Messages stored twice. */
  readonly duplicates: number;
  /** Events still to come when the run ended. */
  readonly pending: number;
  /** Laws that do not hold. */
  readonly broken: readonly Law[];
}

/** The outage begins after ten minutes. */
export const BEGINS = 600;

export function comeback({ retry, length, fault = {}, after, seed = 1, ...senders }: Outage): Comeback {
  const end = BEGINS + length;
  const clock = { start: 0, duration: end + after, warmUp: 0, bucket: 3600, scale: 1 };
  const description = {
    senders: [{ name: "s", hosts: 20, rate: "6/min", size: "2kB", ...senders, retry }],
    operations: [{ name: "outage", at: `${BEGINS}s`, for: `${length}s`, do: "fault", stage: "banner", ...fault }],
  };
  const watcher = new Watcher(end);
  const system = new MailSystem(clock, schema.parse(description), seed, watcher);
  watcher.system = system;
  system.calendar.run(clock.duration);
  const broken = system.laws().filter((law) => !holds(law));
  return { ...watcher.seen, backlog: watcher.backlog, pending: system.calendar.pending, broken };
}

class Watcher implements MailObserver {
  system!: MailSystem;
  readonly seen = { times: [] as number[], connections: 0, longest: 0, duplicates: 0 };
  backlog = 0;
  private opened = 0;
  private readonly births = new Map<number, number>();

  constructor(private readonly end: number) {}

  created(id: number): void {
    const { now } = this.system.calendar;
    if (now < this.end) this.backlog++;
    this.births.set(id, now);
  }

  attemptBegan({ transactions }: { transactions: number }): void {
    if (this.system.calendar.now < this.end) return;
    if (transactions === 0) this.opened++;
    this.seen.longest = Math.max(this.seen.longest, transactions + 1);
  }

  stored(id: number, first: boolean): void {
    const { now } = this.system.calendar;
    if (!first) this.seen.duplicates++;
    else if (now < this.end) this.backlog--;
    else if ((this.births.get(id) ?? 0) < this.end) {
      this.seen.times.push(now - this.end);
      this.seen.connections = this.opened;
    }
  }

  attemptEnded(): void {}
  postponed(): void {}
  abandoned(): void {}
  released(): void {}
}
