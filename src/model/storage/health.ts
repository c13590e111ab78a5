/**
 * The health of a cluster's nodes: a bug stalls their compactions, and maintenance drains, stops and starts them. Each
 * change reaches the node first, then the coordinators, the writes and the window that depend on it. Losing a node is
 * the only hardware fault: disks do not fail by themselves.
 */
import type { Calendar } from "../../engine/calendar.js";
import type { Random } from "../../engine/random.js";
import type { BugOrder, StorageRestartOrder, UpgradeOrder } from "../vocabulary/orders.js";
import type { Coordinator } from "./coordination/coordinator.js";
import type { Hints } from "./coordination/hints.js";
import type { Replication } from "./coordination/replication.js";
import type { WritePath } from "./coordination/write-path.js";
import type { CompactionBug } from "./maintenance/bug/compaction-bug.js";
import { Outbreak, type Patient } from "./maintenance/bug/outbreak.js";
import { Maintenance } from "./maintenance/maintenance.js";
import { nodeIndices } from "./maintenance/node-numbers.js";
import type { StorageNode } from "./node/node.js";
import type { EpisodeMarks } from "./observe/episode-marks.js";
import type { StorageInstruments } from "./observe/instruments.js";
import type { StorageOptions } from "./options.js";
import type { Window } from "./single-requests/window.js";

/** The parts of the cluster that depend on the health of its nodes. */
export interface HealthNeeds {
  readonly calendar: Calendar;
  readonly options: StorageOptions;
  readonly nodes: readonly StorageNode[];
  readonly coordinators: readonly Coordinator[];
  readonly replication: Replication;
  readonly hints: Hints;
  readonly writes: WritePath;
  readonly instruments: StorageInstruments;
  readonly episodeMarks: EpisodeMarks;
  readonly window: Window | undefined;
  /** Has a control tick come now, which routes reads anew. */
  tickNow(): void;
}

export class Health {
  /** Two or more replicas of one range are stalled, working off a stall, draining or down. */
  overlapping = false;
  private readonly outbreak: Outbreak;
  private bug: BugOrder | undefined;
  private readonly maintenance: Maintenance;
  private readonly recovering = new Set<StorageNode>();
  /** How many outages keep each node down, by index: those that overlap end one by one. */
  private readonly outages: number[];

  /** @param random has a stream for the bug on each node */
  constructor(
    private readonly needs: HealthNeeds,
    random: Random,
  ) {
    const { calendar, nodes, episodeMarks } = needs;
    this.outages = nodes.map(() => 0);
    const patients = nodes.map((node) => this.patient(node));
    this.outbreak = new Outbreak(calendar, patients, (i) => random.stream(`storage.bug.node-${i + 1}`));
    this.maintenance = new Maintenance(calendar, nodes.length, {
      drain: (index) => this.drain(this.node(index)),
      stop: (index) => this.stop(this.node(index)),
      start: (index, version) => this.start(this.node(index), version),
      finished: () => episodeMarks.maintenanceEnd(),
    });
  }

  /** Brings a bug in, in place of one that is already there. */
  beginBug(bug: BugOrder): void {
    this.bug = bug;
    this.outbreak.start(bug, this.needs.options.version);
  }

  /** Removes the bug; when one is named, only if no other has taken its place. */
  endBug(bug?: BugOrder): void {
    if (bug === undefined || this.bug === bug) this.outbreak.stop();
  }

  /** Takes nodes through drain, stop, start and settling to a new version. Numbers count from 1. */
  upgrade({ nodes, parallel, ...steps }: UpgradeOrder): void {
    this.maintenance.begin(this.indices(nodes), steps, parallel);
  }

  /** Takes nodes through the same steps, one after the other, on the version they have. */
  restart({ nodes, ...steps }: StorageRestartOrder): void {
    this.maintenance.begin(this.indices(nodes), { ...steps, version: undefined }, false);
  }

  /** Stops a node at once, without a drain. Nodes count from 1. */
  takeDown(number: number): void {
    for (const index of this.indices([number])) {
      this.outages[index] = (this.outages[index] ?? 0) + 1;
      this.stop(this.node(index));
    }
  }

  /** Ends an outage: a node without another one starts on the version it has. Nodes count from 1. */
  bringUp(number: number): void {
    for (const index of this.indices([number])) {
      const left = Math.max(0, (this.outages[index] ?? 0) - 1);
      this.outages[index] = left;
      if (left === 0) this.start(this.node(index), undefined);
    }
  }

  /** Throws a ScenarioError unless the cluster has these nodes. Numbers count from 1. */
  check(numbers: readonly number[]): void {
    this.indices(numbers);
  }

  /** After a control event of a node: it may have worked off a stall. */
  reviewRecovery(node: StorageNode): void {
    if (!this.recovering.has(node) || node.recovering) return;
    this.recovering.delete(node);
    if (!node.stalled) this.needs.episodeMarks.drained(node);
    this.review();
  }

  /** A node as the bug sees it. */
  private patient(node: StorageNode): Patient {
    return {
      get version() {
        return node.version;
      },
      get stalled() {
        return node.stalled;
      },
      strike: (bug) => this.strike(node, bug),
      relent: () => this.relent(node),
    };
  }

  private strike(node: StorageNode, bug: CompactionBug): void {
    this.needs.episodeMarks.stall(node, bug.name);
    node.strike(bug);
    this.recovering.delete(node);
    this.review();
  }

  private relent(node: StorageNode): void {
    this.needs.episodeMarks.stallEnd(node);
    this.recovering.add(node);
    node.relent();
    this.review();
  }

  private drain(node: StorageNode): void {
    node.drain();
    this.needs.window?.drained(node);
    this.needs.episodeMarks.maintenance("drain", node);
    this.review();
  }

  private stop(node: StorageNode): void {
    if (node.state === "down") return;
    const { coordinators, writes, window, episodeMarks } = this.needs;
    node.stop();
    coordinators[node.index]?.clear();
    writes.abandoned(node);
    window?.stopped(node);
    episodeMarks.maintenance("down", node);
    this.review();
  }

  private start(node: StorageNode, version: string | undefined): void {
    if (node.state === "up") return;
    node.version = version ?? node.version;
    node.start();
    this.outbreak.upgraded(node.index);
    this.needs.hints.replay(node);
    this.needs.episodeMarks.maintenance("up", node);
    this.review();
  }

  /** A node has become sick or well: updates everything that depends on it. */
  private review(): void {
    const { replication, instruments, nodes, writes } = this.needs;
    this.overlapping = replication.overlap((index) => this.node(index).sick);
    instruments.stalled.set(nodes.filter(({ stalled }) => stalled).length);
    instruments.down.set(nodes.filter(({ live }) => !live).length);
    writes.followNodes();
    this.needs.tickNow();
  }

  private indices(numbers: readonly number[] | undefined): number[] {
    const { nodes } = this.needs;
    return numbers ? nodeIndices(numbers, nodes.length) : nodes.map(({ index }) => index);
  }

  private node(index: number): StorageNode {
    const node = this.needs.nodes[index];
    if (!node) throw new RangeError(`no storage node ${index}`);
    return node;
  }
}
