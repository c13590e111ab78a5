/**
 * The storage at the fidelity of single requests, for a window of time:
 *
 *   write, scan, message read ─► Door (threads, queue) ─► Mutations ─► MutationStage (32) ─► memory, log
 *                                                    └──► Reads ─────► ReadStage (32) ─────► disk
 *
 * Flushes, syncs, merges, hints and tombstones stay the fluid they always are, on the same disks. When the window begins,
 * what waits becomes requests; when it ends, what waits becomes fluid again: nothing is lost on either edge.
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
import type { Story } from "../observe/episode-marks.js";
import type { StorageInstruments } from "../observe/instruments.js";
import { acknowledgements, type StorageOptions } from "../options.js";
import { ReadArrivals } from "./arrivals.js";
import { Handover } from "./fluid-handover.js";
import { WindowInstruments } from "./instruments.js";
import { Mutations } from "./mutations.js";
import { Reads } from "./reads.js";
import { Routes } from "./replica-choice.js";
import { Door } from "./request-queue.js";
import type { ReadKind } from "./requests.js";

/** From and until when, in seconds from the start. */
export interface Window {
  readonly from: Seconds;
  readonly until: Seconds;
  /** Mutations at a time at a node. */
  readonly concurrentWrites: number;
}

/** The parts of the cluster that a window takes over. */
export interface PerRequestParts {
  readonly calendar: Calendar;
  readonly random: Random;
  readonly meter: Meter;
  readonly options: StorageOptions;
  readonly nodes: readonly StorageNode[];
  readonly coordinators: readonly Coordinator[];
  readonly snitch: Snitch;
  readonly instruments: StorageInstruments;
  readonly story: Story;
  readonly traffic: ReadTraffic;
  readonly writes: WritePath;
  /** Brings the fluid up to now and scores the replicas; afterwards routes anew. */
  settle(): void;
  tickNow(): void;
}

export class PerRequest {
  /** Whether requests are single ones now. */
  open = false;
  readonly reads: Reads;
  readonly mutations: Mutations;
  readonly doors: readonly Door[];
  private readonly routes: Routes;
  private readonly arrivals: ReadArrivals;
  private readonly instruments: WindowInstruments;
  private readonly handover: Handover;
  private readonly begins: Action<void>;
  private readonly ends: Action<void>;
  /** Sent since the last tick. */
  private messages = 0;
  private scans = 0;
  private measuredAt: Seconds = 0;

  constructor(
    private readonly parts: PerRequestParts,
    { from, until, concurrentWrites }: Window,
  ) {
    const { calendar, random, meter, options, nodes, snitch, writes } = parts;
    const needed = acknowledgements(options.consistency, options.replication);
    this.instruments = new WindowInstruments(meter);
    this.routes = new Routes(snitch, options.nodes, needed);
    const { instruments, routes } = this;
    const sent = (kind: ReadKind) => this.sent(kind);
    const failed = () => this.failed();
    this.reads = new Reads(
      { calendar, options, nodes, routes, instruments, needed, sent, failed },
      random.stream("storage.detail.luck"),
    );
    this.mutations = new Mutations(parts, concurrentWrites, random.stream("storage.detail.cpu"));
    writes.carrier = this.mutations;
    this.doors = nodes.map(({ index }) => new Door(index, this.doorHost()));
    const { doors, reads } = this;
    this.handover = new Handover({ ...parts, doors, reads }, random.stream("storage.detail.remnants"));
    this.arrivals = new ReadArrivals(this.arrivalHost(), random);
    this.begins = calendar.signal("storage window begins", () => this.begin());
    this.ends = calendar.signal("storage window ends", () => this.end());
    calendar.at(from, this.begins);
    calendar.at(until, this.ends);
  }

  /** A message is to be read. Hot path. */
  read(): void {
    this.parts.traffic.requested++;
    this.arrivals.message();
  }

  /** At a control tick, before the replicas are scored: reads off what the stages and the doors did. */
  measure(): void {
    const { calendar, traffic, nodes, story, options, coordinators } = this.parts;
    if (calendar.now === this.measuredAt) return;
    this.measuredAt = calendar.now;
    for (const stage of this.reads.replicas.stages) {
      stage.measure();
      const { granted } = stage.node.reads;
      if (granted < 1) story.saturated(stage.node, granted);
    }
    for (const { index, queued } of this.doors) {
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
    this.routes.follow();
    this.arrivals.follow();
    for (const door of this.doors) door.serve();
  }

  /** A node takes writes again. */
  released({ index }: StorageNode): void {
    this.mutations.stages[index]?.released();
  }

  /** A node drains: what it reads for others is gone. */
  drained({ index }: StorageNode): void {
    if (this.open) this.reads.replicas.stages[index]?.clear();
  }

  /** A node stops: so is what it coordinates, and copies that wait there are lost to it. */
  stopped(node: StorageNode): void {
    this.mutations.stages[node.index]?.clear();
    this.drained(node);
    const door = this.doors[node.index];
    if (!this.open || !door) return;
    this.reads.recall(door, ({ kind }) => {
      if (kind !== "remnant") this.reads.counts.lost++;
    });
  }

  /** Conservation laws of the reads in windows; those of writes are the cluster's own. */
  laws(): Law[] {
    const { came, answered, timedOut, refused, unavailable, lost, handedBack } = this.reads.counts;
    const { counts: parts, here } = this.reads.replicas;
    return [
      difference(
        "storage: reads of the window = answered + timed out + refused + unavailable + lost + handed back + in flight",
        came,
        answered + timedOut + refused + unavailable + lost + handedBack + this.reads.inFlight(this.doors),
      ),
      difference(
        "storage: replica reads of the window = served + dropped + forgotten + at the disks",
        parts.came,
        parts.served + parts.dropped + parts.forgotten + here,
      ),
    ];
  }

  private waitingAt(node: number): number {
    return this.mutations.stages[node]?.waiting ?? 0;
  }

  private sent(kind: ReadKind): void {
    this.parts.traffic.sent++;
    this.parts.instruments.reads.increment();
    if (kind === "scan") this.scans++;
    else this.messages++;
  }

  private failed(): void {
    this.parts.traffic.fail(1);
    this.parts.instruments.readsFailed.increment();
  }

  private begin(): void {
    const { traffic, writes } = this.parts;
    this.parts.settle();
    this.open = true;
    this.measuredAt = this.parts.calendar.now;
    writes.carrying = true;
    this.routes.follow();
    this.handover.take();
    const { due, over } = traffic.pause();
    this.arrivals.begin();
    this.arrivals.spread(due, over);
    this.parts.tickNow();
  }

  private end(): void {
    const { writes } = this.parts;
    this.parts.settle();
    this.open = false;
    writes.carrying = false;
    this.arrivals.end();
    this.handover.giveBack();
    this.parts.tickNow();
  }

  private doorHost() {
    const { writes, options } = this.parts;
    const { reads } = this;
    return {
      options,
      passOn: writes.passOn.bind(writes),
      letGo: writes.letGo.bind(writes),
      send: reads.send.bind(reads),
      lose: reads.lose.bind(reads),
    };
  }

  private arrivalHost() {
    const { calendar, options, nodes, traffic } = this.parts;
    const { doors, reads } = this;
    return { calendar, options, nodes, doors, come: reads.come.bind(reads), owe: () => traffic.owe(1) };
  }
}
