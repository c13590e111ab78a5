/**
 * A Cassandra-like storage cluster: what stands between a 250 and a 421.
 *
 *   write ─► Coordinator (threads, queue) ─► WritePath ─► StorageNode × replicas ─► Memtable, CommitLog ─► disk
 *   read ──► ReadTraffic ─► Coordinator ─► Snitch ─► ReadQueue ─────────────────────────────────────────► disk
 *   Outbreak, Maintenance, set() act on nodes; Story, StorageInstruments and laws() watch.
 *
 * Writes are single events; everything else is a fluid between control events. Writes fail through full memory, a late
 * log, threads parked in slow reads, or lost quorums; compaction reaches them only through the disk and the SSTable count.
 */
import type { Action } from "../../engine/action.js";
import type { Calendar, Ticket } from "../../engine/calendar.js";
import type { Random } from "../../engine/random.js";
import type { Meter } from "../../metrics/meter.js";
import { formatCount } from "../../schema/format.js";
import type { Bytes, Seconds } from "../../schema/quantity.js";
import { ScenarioError } from "../../schema/scenario-error.js";
import type { BugOptions } from "./bug/bug-options.js";
import type { CompactionBug } from "./bug/compaction-bug.js";
import { Outbreak } from "./bug/outbreak.js";
import { Coordinator, type CoordinatorHost } from "./coordinator.js";
import { Hints } from "./hints.js";
import { StorageInstruments } from "./instruments.js";
import { type Law, storageLaws } from "./laws.js";
import { Maintenance, type RestartOptions, type UpgradeOptions } from "./maintenance.js";
import { type NodeHost, StorageNode } from "./node.js";
import { acknowledgements, type StorageOptions } from "./options.js";
import { ReadTraffic } from "./read-traffic.js";
import { Replication } from "./replication.js";
import { Snitch } from "./snitch.js";
import { Story } from "./story.js";
import { storageTunables } from "./tunables.js";
import type { Write, WriteClient } from "./write.js";
import { WritePath } from "./write-path.js";

/** While nothing is strained, control ticks come this many times as rarely. */
const CALM = 10;

export interface StorageWorld {
  readonly calendar: Calendar;
  readonly random: Random;
  readonly meter: Meter;
}

export class StorageCluster implements NodeHost, CoordinatorHost {
  readonly calendar: Calendar;
  /** The cluster's own copy: `set` changes it. */
  readonly options: StorageOptions;
  readonly nodes: readonly StorageNode[];
  readonly snitch: Snitch;
  readonly replication: Replication;
  readonly coordinators: readonly Coordinator[];
  readonly hints: Hints;
  readonly instruments: StorageInstruments;
  /** Whether two replicas of one range are stalled, working off a stall, draining or down. */
  overlapping = false;
  private readonly writes: WritePath;
  private readonly traffic: ReadTraffic;
  private readonly outbreak: Outbreak;
  private readonly maintenance: Maintenance;
  private readonly story: Story;
  private readonly logDue: Action<number>;
  private readonly coordinatorTurn: Action<number>;
  private readonly control: Action<void>;
  /** Deletes since the last tick. */
  private deleted = 0;
  private ticket: Ticket = 0;
  private nextTick: Seconds = 0;
  private readonly recovering = new Set<StorageNode>();

  constructor({ calendar, random, meter }: StorageWorld, options: StorageOptions) {
    this.calendar = calendar;
    this.options = structuredClone(options);
    const { nodes, replication, consistency, hints } = this.options;
    this.instruments = new StorageInstruments(meter, nodes);
    this.story = new Story(calendar, meter);
    this.logDue = calendar.indexed("storage log due", (node) => this.node(node).log.tick());
    this.coordinatorTurn = calendar.indexed("storage coordinator turn", (node) => this.coordinators[node]?.turn());
    this.control = calendar.signal("storage control tick", () => this.tick());
    this.replication = new Replication(nodes, replication);
    const indices = Array.from({ length: nodes }, (_, index) => index);
    this.nodes = indices.map(
      (index) => new StorageNode(index, this, random.stream(`storage.compaction.node-${index + 1}`)),
    );
    this.snitch = new Snitch(this.nodes, this.replication, acknowledgements(consistency, replication));
    this.snitch.score();
    this.coordinators = indices.map((index) => new Coordinator(index, this));
    this.hints = new Hints(calendar, hints, this.nodes);
    this.writes = new WritePath(this, random);
    this.traffic = new ReadTraffic(calendar, this.options, this.coordinators, this.snitch);
    this.outbreak = new Outbreak(calendar, this.patients(), (i) => random.stream(`storage.bug.node-${i + 1}`));
    this.maintenance = new Maintenance(calendar, nodes, {
      drain: (node) => this.drain(node),
      stop: (node) => this.stop(node),
      start: (node, version) => this.start(node, version),
      finished: () => meter.mark("storage.maintenance.end", "maintenance is complete"),
    });
    this.tick();
  }

  /** Stores a message's bytes. The outcome always comes by an event of its own. Hot path. */
  write(bytes: Bytes, client: WriteClient, tag: number): void {
    this.writes.submit(bytes, client, tag);
  }

  /** Reads a stored message: a flow, without an answer to the caller. Hot path. */
  read(): void {
    this.traffic.request();
  }

  /** Deletes a stored message: a tombstone on each replica, a flow as well. Nothing when purge is off. Hot path. */
  delete(): void {
    this.deleted++;
  }

  bugOn(bug: BugOptions): void {
    this.outbreak.start(bug, this.options.version);
  }

  bugOff(): void {
    this.outbreak.stop();
  }

  /** Takes nodes through drain, down and settle to a version, one by one or all at once. */
  upgrade({ nodes, parallel, ...steps }: UpgradeOptions): void {
    this.maintenance.begin(this.indices(nodes), steps, parallel);
  }

  /** The same on the version they have, one by one. Requests that wait at a node when it stops are not answered. */
  restart({ nodes, ...steps }: RestartOptions): void {
    this.maintenance.begin(this.indices(nodes), { ...steps, version: undefined }, false);
  }

  /** A node is gone at once, without drain. Nodes count from 1. */
  takeDown(node: number): void {
    for (const index of this.indices([node])) this.stop(index);
  }

  /** Throws a ScenarioError unless there are such nodes, counted from 1. */
  check(nodes: readonly number[]): void {
    this.indices(nodes);
  }

  bringUp(node: number): void {
    for (const index of this.indices([node])) this.start(index, undefined);
  }

  /** Paths that `set` takes. */
  get tunables(): readonly string[] {
    return Object.keys(storageTunables);
  }

  /** Changes an option of the running cluster; the value is in base units. */
  set(path: string, value: number): void {
    const tunable = storageTunables[path];
    if (!tunable)
      throw new ScenarioError([
        { path, found: "not an option that can change in a run", expected: `one of ${this.tunables.join(", ")}` },
      ]);
    for (const { compactor } of this.nodes) compactor.accrue();
    tunable.set(this.options, value);
    for (const { disk, compactor } of this.nodes) {
      disk.capacity = this.options.disk.bandwidth;
      compactor.poll();
      compactor.divideThroughput();
    }
    this.tickNow();
  }

  /** Conservation laws, to be checked when the run ends. */
  laws(): Law[] {
    return storageLaws(this.nodes, this.writes, this.hints, this.instruments, this.options.replication);
  }

  /** For nodes. */
  logAt(node: StorageNode, time: Seconds): Ticket {
    return this.calendar.at(time, this.logDue, node.index);
  }

  /** For nodes. */
  flushed(bytes: Bytes): void {
    this.instruments.flushed.add(bytes);
  }

  /** For nodes. */
  compacted(bytes: Bytes): void {
    this.instruments.compacted.add(bytes);
  }

  /** For nodes: after every control event. */
  changed(node: StorageNode): void {
    this.instruments.sstablesOf(node);
    this.instruments.disk.set(this.nodes.reduce((most, { disk }) => Math.max(most, disk.utilisation), 0));
    if (this.recovering.has(node) && !node.recovering) {
      this.recovering.delete(node);
      if (!node.stalled) this.story.drained(node);
      this.reviewHealth();
    }
    if (!node.reads.satisfied) this.wake();
  }

  /** For nodes. */
  released(node: StorageNode): void {
    this.writes.released(node);
  }

  /** For coordinators. */
  passOn(write: Write): void {
    this.writes.passOn(write);
  }

  /** For coordinators. */
  letGo(write: Write): void {
    this.writes.letGo(write);
  }

  /** For coordinators. */
  turnIn(coordinator: Coordinator, delay: Seconds): Ticket {
    return this.calendar.after(delay, this.coordinatorTurn, coordinator.index);
  }

  /** Something is strained: the next tick comes within the short interval. */
  wake(): void {
    const soon = this.calendar.now + this.options.snitch.interval;
    if (this.nextTick > soon) this.tickAt(soon);
  }

  /**
   * A control tick: reads off what nodes and coordinators did since the last one, routes reads by it, and sets the loads
   * for the next interval. Every `snitch.interval` while something is strained, else every tenth.
   */
  private tick(): void {
    for (const { reads } of this.nodes) reads.measure();
    for (const coordinator of this.coordinators) coordinator.measure();
    const { sent, failed } = this.traffic;
    this.traffic.close();
    this.instruments.reads.add(this.traffic.sent - sent);
    this.instruments.readsFailed.add(this.traffic.failed - failed);
    this.entomb();
    this.snitch.score();
    const interval = this.options.snitch.interval * (this.strained() ? 1 : CALM);
    this.traffic.open(this.nodes, interval);
    this.observe();
    this.tickAt(this.calendar.now + interval);
  }

  /** Spreads the tombstones of the last interval over the nodes; those that are away get none. */
  private entomb(): void {
    const { purge, replication } = this.options;
    if (purge !== "off") {
      const bytes = (this.deleted * purge.tombstone * replication) / this.nodes.length;
      for (const node of this.nodes) if (node.live) node.apply(bytes, bytes);
    }
    this.deleted = 0;
  }

  private tickAt(time: Seconds): void {
    this.calendar.cancel(this.ticket);
    this.nextTick = time;
    this.ticket = this.calendar.at(time, this.control);
  }

  /** Nodes have come or gone, or an option has changed: routes anew at once. */
  private tickNow(): void {
    this.tickAt(this.calendar.now);
  }

  private strained(): boolean {
    return (
      this.nodes.some(({ live, blocked, reads }) => !live || blocked || !reads.satisfied) ||
      this.coordinators.some(({ saturated, busy }) => saturated || busy > 0.5)
    );
  }

  private observe(): void {
    const { instruments, story } = this;
    let granted = 1;
    for (const node of this.nodes) {
      granted = Math.min(granted, node.reads.granted);
      if (node.reads.backlog > 0 && node.reads.granted < 1) story.saturated(node, node.reads.granted);
    }
    let queued = 0;
    let busy = 0;
    for (const coordinator of this.coordinators) {
      queued = Math.max(queued, coordinator.queued);
      busy = Math.max(busy, coordinator.busy);
      if (coordinator.saturated) story.threadsFull(coordinator.index);
    }
    const lost = this.options.nodes - this.snitch.readableRanges;
    if (lost > 0) story.quorumLost(lost, this.options.nodes);
    instruments.readsGranted.set(granted);
    instruments.readLatency.set(this.snitch.slowest);
    instruments.threads.set(busy);
    instruments.queue.set(queued);
  }

  /** Nodes as the bug sees them, with the story told along. */
  private patients() {
    return this.nodes.map((node) => ({
      get version() {
        return node.version;
      },
      get stalled() {
        return node.stalled;
      },
      strike: (bug: CompactionBug) => {
        this.story.stall(node, bug.name);
        node.strike(bug);
        this.recovering.delete(node);
        this.reviewHealth();
      },
      relent: () => {
        this.story.stallEnd(node);
        this.recovering.add(node);
        node.relent();
        this.reviewHealth();
      },
    }));
  }

  private drain(index: number): void {
    this.node(index).drain();
    this.story.maintenance("drain", this.node(index));
    this.reviewHealth();
  }

  private stop(index: number): void {
    const node = this.node(index);
    if (node.state === "down") return;
    node.stop();
    this.coordinators[index]?.clear();
    this.writes.abandoned(node);
    this.story.maintenance("down", node);
    this.reviewHealth();
  }

  private start(index: number, version: string | undefined): void {
    const node = this.node(index);
    if (node.state === "up") return;
    node.version = version ?? node.version;
    node.start();
    this.outbreak.upgraded(index);
    this.hints.replay(node);
    this.story.maintenance("up", node);
    this.reviewHealth();
  }

  /** Which nodes are sick has changed. */
  private reviewHealth(): void {
    this.overlapping = this.replication.overlap((index) => this.node(index).sick);
    this.instruments.stalled.set(this.nodes.filter(({ stalled }) => stalled).length);
    this.instruments.down.set(this.nodes.filter(({ live }) => !live).length);
    this.writes.refront();
    this.tickNow();
  }

  private indices(numbers: readonly number[] | undefined): number[] {
    const count = this.nodes.length;
    if (!numbers) return this.nodes.map(({ index }) => index);
    const wrong = numbers.filter((number) => !(number >= 1 && number <= count));
    if (wrong.length > 0)
      throw new ScenarioError(
        wrong.map((number) => ({
          path: "nodes",
          found: `node ${number} of ${formatCount(count)}`,
          expected: `a number from 1 to ${count}`,
        })),
      );
    return numbers.map((number) => number - 1);
  }

  private node(index: number): StorageNode {
    const node = this.nodes[index];
    if (!node) throw new RangeError(`no storage node ${index}`);
    return node;
  }
}
