/**
 * A window of time in which every read and every write of the storage is a single request:
 *
 *   write, scan, message read ─► RequestQueue (threads) ─► Mutations ─► MutationStage (32) ─► memory, log
 *                                                     └──► Reads ─────► ReadStage (32) ─────► disk
 *
 * Flushes, syncs, merges, hints and tombstones remain a fluid, on the same disks. When the window begins, the work that
 * waits becomes requests; when it ends, the requests become fluid again. No work is lost at either edge.
 */
import type { Action } from "../../../engine/action.js";
import type { Calendar } from "../../../engine/calendar.js";
import type { Random } from "../../../engine/random.js";
import type { Meter } from "../../../metrics/meter.js";
import type { Seconds } from "../../../schema/quantity.js";
import { difference, type Law } from "../../vocabulary/conservation-law.js";
import type { Coordinator } from "../coordination/coordinator.js";
import type { ReadTraffic } from "../coordination/read-traffic.js";
import type { Snitch } from "../coordination/snitch.js";
import type { WritePath } from "../coordination/write-path.js";
import type { StorageNode } from "../node/node.js";
import type { EpisodeMarks } from "../observe/episode-marks.js";
import type { StorageInstruments } from "../observe/instruments.js";
import { acknowledgements, type StorageOptions } from "../options.js";
import { ReadArrivals } from "./arrivals.js";
import { FluidHandover } from "./fluid-handover.js";
import { WindowInstruments } from "./instruments.js";
import { Mutations } from "./mutations.js";
import { Reads } from "./reads.js";
import { ReplicaChoice } from "./replica-choice.js";
import { RequestQueue } from "./request-queue.js";
import type { ReadKind } from "./requests.js";

export interface WindowOptions {
  /** The beginning and the end, in seconds from the start of the run. */
  readonly from: Seconds;
  readonly until: Seconds;
  /** Mutations that a node works on at a time. */
  readonly concurrentWrites: number;
}

/** The parts of the cluster that a window takes over. */
export interface WindowNeeds {
  readonly calendar: Calendar;
  readonly random: Random;
  readonly meter: Meter;
  readonly options: StorageOptions;
  readonly nodes: readonly StorageNode[];
  readonly coordinators: readonly Coordinator[];
  readonly snitch: Snitch;
  readonly instruments: StorageInstruments;
  readonly episodeMarks: EpisodeMarks;
  readonly traffic: ReadTraffic;
  readonly writes: WritePath;
  /** Brings the fluid up to now and scores the replicas. */
  settle(): void;
  /** Has a control tick come now, which routes reads by the new scores. */
  tickNow(): void;
}

export class Window {
  /** Requests are single ones now. */
  open = false;
  readonly reads: Reads;
  readonly mutations: Mutations;
  readonly queues: readonly RequestQueue[];
  private readonly replicaChoice: ReplicaChoice;
  private readonly arrivals: ReadArrivals;
  private readonly instruments: WindowInstruments;
  private readonly handover: FluidHandover;
  private readonly begins: Action<void>;
  private readonly ends: Action<void>;
  /** Reads sent since the last tick. */
  private messages = 0;
  private scans = 0;
  private measuredAt: Seconds = 0;

  constructor(
    private readonly needs: WindowNeeds,
    { from, until, concurrentWrites }: WindowOptions,
  ) {
    const { calendar, random, meter, options, nodes, snitch, writes } = needs;
    const needed = acknowledgements(options.consistency, options.replication);
    this.instruments = new WindowInstruments(meter);
    this.replicaChoice = new ReplicaChoice(snitch, options.nodes, needed);
    const { instruments, replicaChoice } = this;
    const sent = (kind: ReadKind) => this.sent(kind);
    const failed = () => this.failed();
    this.reads = new Reads(
      { calendar, options, nodes, replicaChoice, instruments, needed, sent, failed },
      random.stream("storage.detail.luck"),
    );
    this.mutations = new Mutations(needs, concurrentWrites, random.stream("storage.detail.cpu"));
    writes.carrier = this.mutations;
    this.queues = nodes.map(({ index }) => new RequestQueue(index, this.queueNeeds()));
    const { queues, reads } = this;
    this.handover = new FluidHandover({ ...needs, queues, reads }, random.stream("storage.detail.remnants"));
    this.arrivals = new ReadArrivals(this.arrivalsNeeds(), random);
    this.begins = calendar.signal("storage window begins", () => this.begin());
    this.ends = calendar.signal("storage window ends", () => this.end());
    calendar.at(from, this.begins);
    calendar.at(until, this.ends);
  }

  /** A message is to be read. Hot path. */
  read(): void {
    this.needs.traffic.requested++;
    this.arrivals.message();
  }

  /** At a control tick, before the replicas are scored: measures the stages and the queues since the last tick. */
  measure(): void {
    const { calendar, traffic, nodes, episodeMarks, options, coordinators } = this.needs;
    if (calendar.now === this.measuredAt) return;
    this.measuredAt = calendar.now;
    for (const stage of this.reads.replicas.stages) {
      stage.measure();
      const { granted } = stage.node.reads;
      if (granted < 1) episodeMarks.saturated(stage.node, granted);
    }
    for (const { index, queued } of this.queues) {
      const coordinator = coordinators[index];
      if (coordinator) coordinator.saturated = queued > 0;
    }
    const due = traffic.relay(this.messages, this.scans);
    this.messages = 0;
    this.scans = 0;
    this.arrivals.spread(due, options.snitch.interval);
    this.instruments.readsPending.set(Math.max(...this.reads.replicas.stages.map(({ waiting }) => waiting)));
    this.instruments.mutationsPending.set(Math.max(...nodes.map(({ index }) => this.waitingAt(index))));
  }

  /** At a control tick, after the replicas are scored. */
  follow(): void {
    this.replicaChoice.follow();
    this.arrivals.follow();
    for (const queue of this.queues) queue.serve();
  }

  /** A node takes writes again. */
  released({ index }: StorageNode): void {
    this.mutations.stages[index]?.released();
  }

  /** A node drains: the reads at its disk are lost. */
  drained({ index }: StorageNode): void {
    if (this.open) this.reads.replicas.stages[index]?.clear();
  }

  /** A node stops: the reads that it coordinates, and the copies that wait there, are lost too. */
  stopped(node: StorageNode): void {
    this.mutations.stages[node.index]?.clear();
    this.drained(node);
    const queue = this.queues[node.index];
    if (!this.open || !queue) return;
    this.reads.recall(queue, ({ kind }) => {
      if (kind !== "placeholder") this.reads.counts.lost++;
    });
  }

  /** The conservation laws of the reads in the window. Those of writes are the cluster's own. */
  laws(): Law[] {
    const { submitted, answered, timedOut, refused, unavailable, lost, handedBack } = this.reads.counts;
    const { counts: parts, here } = this.reads.replicas;
    return [
      difference(
        "storage: reads of the window = answered + timed out + refused + unavailable + lost + handed back + in flight",
        submitted,
        answered + timedOut + refused + unavailable + lost + handedBack + this.reads.inFlight(this.queues),
      ),
      difference(
        "storage: replica reads of the window = served + dropped + forgotten + at the disks",
        parts.arrived,
        parts.served + parts.dropped + parts.forgotten + here,
      ),
    ];
  }

  private waitingAt(node: number): number {
    return this.mutations.stages[node]?.waiting ?? 0;
  }

  private sent(kind: ReadKind): void {
    this.needs.traffic.sent++;
    this.needs.instruments.reads.increment();
    if (kind === "scan") this.scans++;
    else this.messages++;
  }

  private failed(): void {
    this.needs.traffic.fail(1);
    this.needs.instruments.readsFailed.increment();
  }

  private begin(): void {
    const { traffic, writes } = this.needs;
    this.needs.settle();
    this.open = true;
    this.measuredAt = this.needs.calendar.now;
    writes.carrying = true;
    this.replicaChoice.follow();
    this.handover.take();
    const { due, over } = traffic.pause();
    this.arrivals.begin();
    this.arrivals.spread(due, over);
    this.needs.tickNow();
  }

  private end(): void {
    const { writes } = this.needs;
    this.needs.settle();
    this.open = false;
    writes.carrying = false;
    this.arrivals.end();
    this.handover.giveBack();
    this.needs.tickNow();
  }

  private queueNeeds() {
    const { writes, options } = this.needs;
    const { reads } = this;
    return {
      options,
      passOn: writes.passOn.bind(writes),
      letGo: writes.letGo.bind(writes),
      send: reads.send.bind(reads),
      lose: reads.lose.bind(reads),
    };
  }

  private arrivalsNeeds() {
    const { calendar, options, nodes, traffic } = this.needs;
    const { queues, reads } = this;
    const submit = reads.submit.bind(reads);
    return { calendar, options, nodes, queues, submit, requeue: () => traffic.requeue(1) };
  }
}
