/**
 * A Cassandra-like storage cluster. It decides between a 250 and a 421 for accepted mail.
 *
 *   write ─► Coordinator (threads, queue) ─► WritePath ─► StorageNode × replicas ─► Memtable, CommitLog ─► disk
 *   read ──► ReadTraffic ─► Coordinator ─► Snitch ─► ReadQueue ─────────────────────────────────────────► disk
 *   ControlTick drives the flows; Health lets bugs and maintenance act on nodes; a Window takes over single requests.
 *
 * Writes are single events; everything else is a fluid between control events. Writes fail through full memory, a late
 * log, threads held by slow reads, or lost quorums. Compaction affects them only through the disk and the number of
 * SSTables.
 */
import type { Action } from "../../engine/action.js";
import type { Calendar, Ticket } from "../../engine/calendar.js";
import type { Random } from "../../engine/random.js";
import type { Meter } from "../../metrics/meter.js";
import type { Bytes, Seconds } from "../../schema/quantity.js";
import { ScenarioError } from "../../schema/scenario-error.js";
import type { Law } from "../vocabulary/conservation-law.js";
import type { Spool, SpoolClient } from "../vocabulary/durable-write.js";
import type { BugOrder, StorageRestartOrder, UpgradeOrder } from "../vocabulary/orders.js";
import { ControlTick, type ControlTickNeeds } from "./control-tick.js";
import { Coordinator, type CoordinatorNeeds } from "./coordination/coordinator.js";
import { DeleteTraffic } from "./coordination/delete-traffic.js";
import { Hints } from "./coordination/hints.js";
import { ReadTraffic } from "./coordination/read-traffic.js";
import { Replication } from "./coordination/replication.js";
import { Snitch } from "./coordination/snitch.js";
import type { Write } from "./coordination/write.js";
import { WritePath, type WritePathNeeds } from "./coordination/write-path.js";
import { Health, type HealthNeeds } from "./health.js";
import { storageTunables } from "./maintenance/tunables.js";
import { type NodeNeeds, StorageNode } from "./node/node.js";
import { EpisodeMarks } from "./observe/episode-marks.js";
import { StorageInstruments } from "./observe/instruments.js";
import { storageLaws } from "./observe/laws.js";
import { acknowledgements, type StorageOptions } from "./options.js";
import { Window, type WindowOptions } from "./single-requests/window.js";

/** What a cluster needs from the system. */
export interface StorageNeeds {
  readonly calendar: Calendar;
  readonly random: Random;
  readonly meter: Meter;
}

/** All that the parts of a cluster need from it. */
type PartNeeds = NodeNeeds & CoordinatorNeeds & WritePathNeeds & ControlTickNeeds & HealthNeeds;

export class StorageCluster implements Spool, PartNeeds {
  readonly calendar: Calendar;
  /** The cluster's own copy: `set` changes it. */
  readonly options: StorageOptions;
  readonly longest: Seconds;
  readonly nodes: readonly StorageNode[];
  readonly replication: Replication;
  readonly snitch: Snitch;
  readonly coordinators: readonly Coordinator[];
  readonly hints: Hints;
  readonly writes: WritePath;
  readonly reads: ReadTraffic;
  readonly deletes: DeleteTraffic;
  readonly instruments: StorageInstruments;
  readonly episodeMarks: EpisodeMarks;
  /** There when the scenario has a window of single requests. */
  readonly window: Window | undefined;
  private readonly control: ControlTick;
  private readonly health: Health;
  private readonly logDue: Action<number>;
  private readonly coordinatorTurn: Action<number>;

  /** @param window of single requests, if there is one */
  constructor(needs: StorageNeeds, options: StorageOptions, window?: WindowOptions) {
    const { calendar, random, meter } = needs;
    this.calendar = calendar;
    this.options = structuredClone(options);
    const { nodes, replication, consistency, hints, timeouts, replica } = this.options;
    this.longest = Math.max(timeouts.write, replica.network);
    this.instruments = new StorageInstruments(meter, nodes);
    this.episodeMarks = new EpisodeMarks(calendar, meter);
    this.logDue = calendar.indexed("storage log due", (node) => this.nodes[node]?.log.tick());
    this.coordinatorTurn = calendar.indexed("storage coordinator turn", (node) => this.coordinators[node]?.turn());
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
    this.reads = new ReadTraffic(calendar, this.options, this.coordinators, this.snitch);
    this.deletes = new DeleteTraffic(this.options, this.nodes);
    this.control = new ControlTick(this);
    this.health = new Health(this, random);
    this.window = window && new Window(this.windowNeeds(needs), window);
    this.control.tick();
  }

  /** Stores a message's bytes. The outcome always comes by an event of its own. Hot path. */
  write(bytes: Bytes, client: SpoolClient, tag: number): void {
    this.writes.submit(bytes, client, tag);
  }

  /**
   * Reads stored messages, without an answer to the caller: a flow, or single requests in a window. There several at
   * once are spread over the time to the next but one control tick. Hot path.
   */
  read(count = 1): void {
    if (count === 1 && this.window?.open) this.window.read();
    else this.reads.request(count);
  }

  /** Deletes stored messages: a tombstone on each replica, or no work when purge is off. Hot path. */
  delete(count = 1): void {
    this.deletes.request(count);
  }

  /** Brings a bug in, in place of one that is already there. */
  bugOn(bug: BugOrder): void {
    this.health.beginBug(bug);
  }

  /** Removes the bug; when one is named, only if no other has taken its place. */
  bugOff(bug?: BugOrder): void {
    this.health.endBug(bug);
  }

  /** Takes nodes through drain, stop, start and settling to a new version, one by one or all at once. */
  upgrade(order: UpgradeOrder): void {
    this.health.upgrade(order);
  }

  /**
   * Takes nodes through the same steps on the version they have, one by one. Requests that wait there are not answered.
   */
  restart(order: StorageRestartOrder): void {
    this.health.restart(order);
  }

  /** Stops a node at once, without a drain. Nodes count from 1. */
  takeDown(node: number): void {
    this.health.takeDown(node);
  }

  /** Starts a node again. Nodes count from 1. */
  bringUp(node: number): void {
    this.health.bringUp(node);
  }

  /** Throws a ScenarioError unless the cluster has these nodes. Nodes count from 1. */
  check(nodes: readonly number[]): void {
    this.health.check(nodes);
  }

  /** Paths that `set` takes. */
  get tunables(): readonly string[] {
    return Object.keys(storageTunables);
  }

  /**
   * Changes an option of the running cluster. The value is in base units. Throws a ScenarioError for an unknown path.
   */
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
    return [...laws, ...(this.window?.laws() ?? [])];
  }

  /** For the write path: two or more replicas of one range are sick. */
  get overlapping(): boolean {
    return this.health.overlapping;
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
    this.health.reviewRecovery(node);
    if (!node.reads.satisfied) this.wake();
  }

  /** For nodes. */
  released(node: StorageNode): void {
    this.writes.released(node);
    this.window?.released(node);
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

  /** For coordinators: the next control tick comes within the short interval. */
  wake(): void {
    this.control.wake();
  }

  /** For health and the window: a control tick comes now. */
  tickNow(): void {
    this.control.tickNow();
  }

  private windowNeeds({ random, meter }: StorageNeeds) {
    const { calendar, options, nodes, coordinators, snitch, instruments, episodeMarks, reads: traffic, writes } = this;
    const parts = { calendar, options, nodes, coordinators, snitch, instruments, episodeMarks, traffic, writes };
    return { ...parts, random, meter, settle: () => this.control.settle(), tickNow: () => this.tickNow() };
  }
}
