/**
 * The two edges of a window. When it begins, what the fluid has under way becomes requests: the line at a disk reads of
 * the mean size and the ages that their wait implies, the queue of a coordinator reads and the writes among them, threads
 * that reads hold remnants that give them back at exponential times. When it ends, disk work, threads and queues become
 * fluid again. Fractions of a read are drawn where a thread holds them, and kept for later where they wait.
 */
import type { Clock } from "../../../engine/clock.js";
import type { Stream } from "../../../engine/random.js";
import type { Coordinator } from "../coordination/coordinator.js";
import type { ReadTraffic } from "../coordination/read-traffic.js";
import type { Snitch } from "../coordination/snitch.js";
import type { StorageNode } from "../node/node.js";
import type { StorageInstruments } from "../observe/instruments.js";
import type { StorageOptions } from "../options.js";
import type { Reads } from "./reads.js";
import type { Door } from "./request-queue.js";

/** What is handed over, and to whom. */
export interface HandoverParts {
  readonly calendar: Clock;
  readonly options: StorageOptions;
  readonly nodes: readonly StorageNode[];
  readonly coordinators: readonly Coordinator[];
  readonly snitch: Snitch;
  readonly instruments: StorageInstruments;
  readonly traffic: ReadTraffic;
  readonly doors: readonly Door[];
  readonly reads: Reads;
}

export class Handover {
  constructor(
    private readonly parts: HandoverParts,
    private readonly chance: Stream,
  ) {}

  /** The window begins, at a control tick. */
  take(): void {
    for (const node of this.parts.nodes) this.takeDisk(node);
    for (const door of this.parts.doors) this.takeCoordinator(door);
  }

  /** The window ends, at a control tick. */
  giveBack(): void {
    const { nodes, reads, doors } = this.parts;
    for (const node of nodes) node.reads.takeBack(reads.replicas.stages[node.index]?.clear() ?? 0);
    for (const door of doors) this.giveCoordinatorBack(door);
  }

  private takeDisk({ index, reads }: StorageNode): void {
    const { now } = this.parts.calendar;
    const waited = Math.max(0, reads.latency - reads.serviceTime);
    const { backlog, size } = reads.handOver();
    const count = size > 0 ? Math.ceil(backlog / size) : 0;
    for (let i = 0; i < count; i++)
      this.parts.reads.replicas.enter(undefined, index, backlog / count, now - waited * (1 - i / count));
  }

  private takeCoordinator(door: Door): void {
    const { traffic, options, reads, coordinators } = this.parts;
    const coordinator = coordinators[door.index];
    if (!coordinator) return;
    const load = coordinator.handOver();
    for (let range = 0; range < options.nodes; range++) this.takeThreads(door, range, load.held[range] ?? 0);
    traffic.owe(load.rest * traffic.messageShare);
    door.takeOver(load, () => {
      const kind = this.chance.chance(traffic.messageShare) ? "message" : "scan";
      return reads.draft(kind, this.chance.integer(options.nodes), door);
    });
    coordinator.door = door;
    door.serve();
  }

  /** So many threads that reads of a range hold, a fraction by chance. */
  private takeThreads(door: Door, range: number, held: number): void {
    const { reads, snitch } = this.parts;
    const whole = Math.floor(held + this.chance.uniform());
    door.reads += whole;
    for (let i = 0; i < whole; i++)
      reads.remain(reads.draft("remnant", range, door), this.chance.exponential(snitch.latency.get(range)));
  }

  /** Message reads among those that hold threads fail as often as the fluid's do. */
  private giveCoordinatorBack(door: Door): void {
    const { options, snitch, reads, coordinators } = this.parts;
    const coordinator = coordinators[door.index];
    if (!coordinator) return;
    const held = new Array<number>(options.nodes).fill(0);
    reads.recall(door, ({ kind, range }) => {
      held[range] = (held[range] ?? 0) + 1;
      if (kind === "remnant") return;
      reads.counts.handedBack++;
      if (kind === "message") this.fail(snitch.failing.get(range));
    });
    const waiting = door.handBack((read) => {
      reads.counts.handedBack++;
      reads.end(read);
    });
    coordinator.door = undefined;
    coordinator.takeBack({ ...waiting, held, rest: 0 });
  }

  private fail(share: number): void {
    this.parts.traffic.fail(share);
    this.parts.instruments.readsFailed.add(share);
  }
}
