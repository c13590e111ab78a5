/**
 * Marks the steps of a storage episode as they happen, so that a report can print the chain from stall to refusal in
 * order. A condition that persists is marked once.
 */
import type { Clock } from "../../../engine/clock.js";
import type { MarkedEvent } from "../../../metrics/marked-event.js";
import type { Meter } from "../../../metrics/meter.js";
import type { Fraction, Seconds } from "../../../schema/quantity.js";
import { type NodeEvent, nodeEvents, storageEvents } from "../metrics.js";
import type { StorageNode } from "../node/node.js";

/** A condition that was absent for this long is marked again when it returns. */
const QUIET: Seconds = 60;

export class EpisodeMarks {
  /** When each repeated condition was last seen. */
  private readonly seen = new Map<string, Seconds>();
  private readonly events: Readonly<Record<keyof typeof storageEvents, MarkedEvent>>;
  private readonly nodeEvents: Readonly<Record<NodeEvent, MarkedEvent>>;

  constructor(
    private readonly clock: Clock,
    meter: Meter,
  ) {
    this.events = meter.events(storageEvents);
    const node = (kind: NodeEvent) => meter.event(nodeEvents.member(kind));
    this.nodeEvents = { drain: node("drain"), down: node("down"), up: node("up"), upgraded: node("upgraded") };
  }

  stall(node: StorageNode, bug: string): void {
    this.events.stall.happened(`${node.name}: compactions stall (${bug}) at ${node.sstables.length} SSTables`);
  }

  stallEnd(node: StorageNode): void {
    this.events.stallEnd.happened(`${node.name}: compactions work again, ${node.sstables.length} SSTables to merge`);
  }

  drained(node: StorageNode): void {
    this.events.drained.happened(`${node.name}: back to ${node.sstables.length} SSTables`);
  }

  saturated(node: StorageNode, granted: Fraction): void {
    if (!this.isNews(`saturated ${node.name}`)) return;
    const share = Math.floor(granted * 100);
    this.events.saturated.happened(
      `${node.name}: disk grants ${share} % of the reads, ${node.sstables.length} SSTables each`,
    );
  }

  threadsFull(coordinator: number): void {
    if (!this.isNews("threads")) return;
    this.events.threadsFull.happened(`node-${coordinator + 1}: all request threads wait, requests queue`);
  }

  quorumLost(ranges: number, of: number): void {
    if (!this.isNews("quorum")) return;
    this.events.quorumLost.happened(`${ranges} of ${of} ranges have too few live replicas`);
  }

  maintenance(kind: NodeEvent, node: StorageNode): void {
    const text = { drain: "drains", down: "is down", up: `is up on ${node.version}`, upgraded: `runs ${node.version}` };
    this.nodeEvents[kind].happened(`${node.name} ${text[kind]}`);
  }

  maintenanceEnd(): void {
    this.events.maintenanceEnd.happened("maintenance is complete");
  }

  /** Notes that a condition is seen now. Returns true when it was not seen for a while. */
  private isNews(condition: string): boolean {
    const last = this.seen.get(condition) ?? Number.NEGATIVE_INFINITY;
    this.seen.set(condition, this.clock.now);
    return this.clock.now - last > QUIET;
  }
}
