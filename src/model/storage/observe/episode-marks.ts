/**
 * Marks the steps of a storage episode as they happen, so that a report can print the chain from stall to refusal in
 * order. A condition that persists is marked once.
 */
import type { Clock } from "../../../engine/clock.js";
import type { Meter } from "../../../metrics/meter.js";
import type { Fraction, Seconds } from "../../../schema/quantity.js";
import type { StorageNode } from "../node/node.js";

/** A condition that was absent for this long is marked again when it returns. */
const QUIET: Seconds = 60;

export class EpisodeMarks {
  /** When each repeated condition was last seen. */
  private readonly seen = new Map<string, Seconds>();

  constructor(
    private readonly clock: Clock,
    private readonly meter: Meter,
  ) {}

  stall(node: StorageNode, bug: string): void {
    this.meter.mark("storage.stall", `${node.name}: compactions stall (${bug}) at ${node.sstables.length} SSTables`);
  }

  stallEnd(node: StorageNode): void {
    this.meter.mark(
      "storage.stall.end",
      `${node.name}: compactions work again, ${node.sstables.length} SSTables to merge`,
    );
  }

  drained(node: StorageNode): void {
    this.meter.mark("storage.drain.end", `${node.name}: back to ${node.sstables.length} SSTables`);
  }

  saturated(node: StorageNode, granted: Fraction): void {
    if (!this.isNews(`saturated ${node.name}`)) return;
    const share = Math.floor(granted * 100);
    this.meter.mark(
      "storage.saturated",
      `${node.name}: disk grants ${share} % of the reads, ${node.sstables.length} SSTables each`,
    );
  }

  threadsFull(coordinator: number): void {
    if (!this.isNews("threads")) return;
    this.meter.mark("storage.threads.full", `node-${coordinator + 1}: all request threads wait, requests queue`);
  }

  quorumLost(ranges: number, of: number): void {
    if (!this.isNews("quorum")) return;
    this.meter.mark("storage.quorum.lost", `${ranges} of ${of} ranges have too few live replicas`);
  }

  maintenance(kind: "drain" | "down" | "up" | "upgraded", node: StorageNode): void {
    const text = { drain: "drains", down: "is down", up: `is up on ${node.version}`, upgraded: `runs ${node.version}` };
    this.meter.mark(`storage.node.${kind}`, `${node.name} ${text[kind]}`);
  }

  maintenanceEnd(): void {
    this.meter.mark("storage.maintenance.end", "maintenance is complete");
  }

  /** Notes that a condition is seen now. Returns true when it was not seen for a while. */
  private isNews(condition: string): boolean {
    const last = this.seen.get(condition) ?? Number.NEGATIVE_INFINITY;
    this.seen.set(condition, this.clock.now);
    return this.clock.now - last > QUIET;
  }
}
