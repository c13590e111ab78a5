/**
 * The two edges of a window. When it begins, the work that the fluid has under way becomes requests. The line at a disk
 * becomes reads of the mean size, with the ages that their wait implies. The queue of a coordinator becomes single
 * reads between its writes. Each thread held by a read becomes a placeholder, released after an exponential time. When
 * the window ends, disk work, threads and queues become fluid again. A fraction of a thread is rounded by chance; a
 * fraction of a queued read is kept for later.
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
import type { RequestQueue } from "./request-queue.js";

/** Both sides of the handover: the fluid, and the queues and reads of the window. */
export interface FluidHandoverNeeds {
  readonly calendar: Clock;
  readonly options: StorageOptions;
  readonly nodes: readonly StorageNode[];
  readonly coordinators: readonly Coordinator[];
  readonly snitch: Snitch;
  readonly instruments: StorageInstruments;
  readonly traffic: ReadTraffic;
  readonly queues: readonly RequestQueue[];
  readonly reads: Reads;
}

export class FluidHandover {
  constructor(
    private readonly needs: FluidHandoverNeeds,
    private readonly chance: Stream,
  ) {}

  /** The window begins, at a control tick. */
  take(): void {
    for (const node of this.needs.nodes) this.takeDisk(node);
    for (const queue of this.needs.queues) this.takeCoordinator(queue);
  }

  /** The window ends, at a control tick. */
  giveBack(): void {
    const { nodes, reads, queues } = this.needs;
    for (const node of nodes) node.reads.takeBack(reads.replicas.stages[node.index]?.clear() ?? 0);
    for (const queue of queues) this.giveCoordinatorBack(queue);
  }

  private takeDisk({ index, reads }: StorageNode): void {
    const { now } = this.needs.calendar;
    const waited = Math.max(0, reads.latency - reads.serviceTime);
    const { backlog, size } = reads.handOver();
    const count = size > 0 ? Math.ceil(backlog / size) : 0;
    for (let i = 0; i < count; i++)
      this.needs.reads.replicas.enter(undefined, index, backlog / count, now - waited * (1 - i / count));
  }

  private takeCoordinator(queue: RequestQueue): void {
    const { traffic, options, reads, coordinators } = this.needs;
    const coordinator = coordinators[queue.index];
    if (!coordinator) return;
    const load = coordinator.handOver();
    for (let range = 0; range < options.nodes; range++) this.takeThreads(queue, range, load.held[range] ?? 0);
    traffic.requeue(load.rest * traffic.messageShare);
    queue.takeOver(load, () => {
      const kind = this.chance.chance(traffic.messageShare) ? "message" : "scan";
      return reads.draft(kind, this.chance.integer(options.nodes), queue);
    });
    coordinator.stage = queue;
    queue.serve();
  }

  /** Replaces the threads that reads of a range hold by placeholders. A fraction of a thread counts by chance. */
  private takeThreads(queue: RequestQueue, range: number, held: number): void {
    const { reads, snitch } = this.needs;
    const whole = Math.floor(held + this.chance.uniform());
    queue.reads += whole;
    for (let i = 0; i < whole; i++)
      reads.hold(reads.draft("placeholder", range, queue), this.chance.exponential(snitch.latency.get(range)));
  }

  /** Message reads among those that hold threads fail as often as the fluid's message reads. */
  private giveCoordinatorBack(queue: RequestQueue): void {
    const { options, snitch, reads, coordinators } = this.needs;
    const coordinator = coordinators[queue.index];
    if (!coordinator) return;
    const held = new Array<number>(options.nodes).fill(0);
    reads.recall(queue, ({ kind, range }) => {
      held[range] = (held[range] ?? 0) + 1;
      if (kind === "placeholder") return;
      reads.counts.handedBack++;
      if (kind === "message") this.fail(snitch.failing.get(range));
    });
    const waiting = queue.handBack((read) => {
      reads.counts.handedBack++;
      reads.end(read);
    });
    coordinator.stage = undefined;
    coordinator.takeBack({ ...waiting, held, rest: 0 });
  }

  private fail(share: number): void {
    this.needs.traffic.fail(share);
    this.needs.instruments.readsFailed.add(share);
  }
}
