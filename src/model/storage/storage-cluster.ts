/**
 * A Cassandra-like storage cluster: what stands between a 250 and a 421.
 *
 *   write ─► Coordinator (threads, queue) ─► WritePath ─► StorageNode × replicas ─► Memtable, CommitLog ─► disk
 *   read ──► ReadTraffic ─► Coordinator ─► Snitch ─► ReadQueue ─────────────────────────────────────────► disk
 *   Outbreak, Maintenance, set() act on nodes; Story, StorageInstruments and laws() watch.
 *
 * PerRequest, if asked for, takes over writes and reads for a window of time.
 *
 * Writes are single events; everything else is a fluid between control events. Writes fail through full memory, a late
 * log, threads parked in slow reads, or lost quorums; compaction reaches them only through the disk and the SSTable count.
 */
import type { Action } from "../../engine/action.js";
import type { Calendar, Ticket } from "../../engine/calendar.js";
import type { Random } from "../../engine/random.js";
import type { Meter } from "../../metrics/meter.js";
import type { Bytes, Seconds } from "../../schema/quantity.js";
import { ScenarioError } from "../../schema/scenario-error.js";
import { Coordinator, type CoordinatorHost } from "./coordination/coordinator.js";
import { Hints } from "./coordination/hints.js";
import { ReadTraffic } from "./coordination/read-traffic.js";
import { Replication } from "./coordination/replication.js";
import { Snitch } from "./coordination/snitch.js";
import type { Write, WriteClient } from "./coordination/write.js";
import { WritePath } from "./coordination/write-path.js";
import type { BugOptions } from "./maintenance/bug/bug-options.js";
import type { CompactionBug } from "./maintenance/bug/compaction-bug.js";
import { Outbreak } from "./maintenance/bug/outbreak.js";
import { Maintenance, type RestartOptions, type UpgradeOptions } from "./maintenance/maintenance.js";
import { nodeIndices } from "./maintenance/node-numbers.js";
import { storageTunables } from "./maintenance/tunables.js";
import { type NodeHost, StorageNode } from "./node/node.js";
import { Story } from "./observe/episode-marks.js";
import { StorageInstruments } from "./observe/instruments.js";
import { type Law, storageLaws } from "./observe/laws.js";
import { observe } from "./observe/observation.js";
import { acknowledgements, type StorageOptions } from "./options.js";
import { PerRequest, type Window } from "./single-requests/window.js";

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
  /** There when the scenario has a window of single requests. */
  readonly detail: PerRequest | undefined;
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

  /** @param window of single requests */
  constructor({ calendar, random, meter }: StorageWorld, options: StorageOptions, window?: Window) {
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
      finished: () => this.story.maintenanceEnd(),
    });
    this.detail = window && this.inDetail(random, meter, window);
    this.tick();
  }

  /** Stores a message's bytes. The outcome always comes by an event of its own. Hot path. */
  write(bytes: Bytes, client: WriteClient, tag: number): void {
    this.writes.submit(bytes, client, tag);
  }

  /** Reads a stored message, without an answer to the caller: a flow, unless in a window. Hot path. */
  read(): void {
    if (this.detail?.open) this.detail.read();
    else this.traffic.request();
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
    const laws = storageLaws(this.nodes, this.writes, this.hints, this.instruments, this.options.replication);
    return [...laws, ...(this.detail?.laws() ?? [])];
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
    this.detail?.released(node);
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
    this.settle();
    const interval = this.options.snitch.interval * (this.strained() ? 1 : CALM);
    if (!this.detail?.open) this.traffic.open(this.nodes, interval);
    observe(this, this.story);
    this.tickAt(this.calendar.now + interval);
  }

  /** The first half of a tick: what happened since the last one, and the scores that follow from it. */
  private settle(): void {
    for (const { reads } of this.nodes) reads.measure();
    for (const coordinator of this.coordinators) coordinator.measure();
    if (this.detail?.open) this.detail.measure();
    else this.closeFlows();
    this.entomb();
    this.snitch.score();
    if (this.detail?.open) this.detail.follow();
  }

  private closeFlows(): void {
    const { sent, failed } = this.traffic;
    this.traffic.close();
    this.instruments.reads.add(this.traffic.sent - sent);
    this.instruments.readsFailed.add(this.traffic.failed - failed);
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
      this.detail?.open ||
      this.nodes.some(({ live, blocked, reads }) => !live || blocked || !reads.satisfied) ||
      this.coordinators.some(({ saturated, busy }) => saturated || busy > 0.5)
    );
  }

  private inDetail(random: Random, meter: Meter, window: Window): PerRequest {
    const { calendar, options, nodes, coordinators, snitch, instruments, story, traffic, writes } = this;
    const parts = {
      calendar,
      random,
      meter,
      options,
      nodes,
      coordinators,
      snitch,
      instruments,
      story,
      traffic,
      writes,
    };
    return new PerRequest({ ...parts, settle: () => this.settle(), tickNow: () => this.tickNow() }, window);
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
    this.detail?.drained(this.node(index));
    this.story.maintenance("drain", this.node(index));
    this.reviewHealth();
  }

  private stop(index: number): void {
    const node = this.node(index);
    if (node.state === "down") return;
    node.stop();
    this.coordinators[index]?.clear();
    this.writes.abandoned(node);
    this.detail?.stopped(node);
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
    return numbers ? nodeIndices(numbers, this.nodes.length) : this.nodes.map(({ index }) => index);
  }

  private node(index: number): StorageNode {
    const node = this.nodes[index];
    if (!node) throw new RangeError(`no storage node ${index}`);
    return node;
  }
}
