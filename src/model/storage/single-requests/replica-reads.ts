/**
 * The replicas' side of the reads of a window: each replica gets its part of a read, with the disk work it means there.
 * Scans touch every SSTable, reads by key one and those where a bloom filter errs.
 */
import type { Clock } from "../../../engine/clock.js";
import { Pool } from "../../../engine/pool.js";
import type { Stream } from "../../../engine/random.js";
import type { Bytes, Fraction, Seconds } from "../../../schema/quantity.js";
import type { StorageNode } from "../node/node.js";
import type { StorageOptions } from "../options.js";
import type { WindowInstruments } from "./instruments.js";
import { ReadStage, type ReadStageHost } from "./read-stage.js";
import type { Routes } from "./replica-choice.js";
import { falsePositives, type ReadKind, type ReadRequest, ReplicaRead } from "./requests.js";

/** What the replicas' side needs from its window and from those who send reads. */
export interface ReplicaReadsHost {
  readonly clock: Clock;
  readonly options: StorageOptions;
  readonly nodes: readonly StorageNode[];
  readonly routes: Routes;
  readonly instruments: WindowInstruments;
  /** How many replicas a read needs. */
  readonly needed: number;
  /** A replica has read its part. */
  readAt(read: ReadRequest): void;
  /** A replica no longer knows the read. */
  unhold(read: ReadRequest): void;
}

export class ReplicaReads implements ReadStageHost {
  readonly stages: readonly ReadStage[];
  /** Parts of reads that replicas got, and how those ended. */
  readonly counts = { came: 0, served: 0, dropped: 0, forgotten: 0 };
  private readonly pieces = new Pool<ReplicaRead>("storage replica read", (slot) => new ReplicaRead(slot));

  /** @param luck decides which SSTables bloom filters let through in vain */
  constructor(
    private readonly host: ReplicaReadsHost,
    private readonly luck: Stream,
  ) {
    this.stages = host.nodes.map((node) => new ReadStage(node, this));
  }

  get clock(): Clock {
    return this.host.clock;
  }

  get options(): StorageOptions {
    return this.host.options;
  }

  /** Parts at the replicas now. */
  get here(): number {
    return this.stages.reduce((sum, { present }) => sum + present.count, 0);
  }

  /** The read has come to its replicas. A message read costs a draw for each of them, whatever comes of it. Hot path. */
  arrive(read: ReadRequest): void {
    const { routes, needed } = this.host;
    routes.next(read.range);
    for (let place = 0; place < needed; place++) {
      const draw = read.kind === "message" ? this.luck.uniform() : 0;
      const node = read.state === "sent" ? routes.replica(read.range, place) : undefined;
      if (!node?.live) continue;
      read.holders++;
      this.enter(read, node.index, this.workOf(read.kind, node, draw), read.sentAt);
    }
  }

  /** A part of a read comes to a node; none when it is of the time before the window, and nobody waits for it. */
  enter(read: ReadRequest | undefined, node: number, work: Bytes, sentAt: Seconds): void {
    const piece = this.pieces.acquire();
    if (!piece) throw new Error("storage: no record for a read at a replica");
    piece.read = read;
    piece.left = work;
    piece.sentAt = sentAt;
    this.counts.came++;
    this.stages[node]?.arrive(piece);
  }

  /** The coordinator has given the read up: where expired reads are aborted, it leaves the disks. */
  expired(read: ReadRequest): void {
    if (!this.options.reads.abortExpired) return;
    for (const stage of this.stages) stage.abort(read);
  }

  /** For stages. Hot path. */
  served(piece: ReplicaRead): void {
    this.counts.served++;
    if (piece.read) this.host.readAt(piece.read);
    this.free(piece);
  }

  /** For stages. */
  dropped(piece: ReplicaRead): void {
    this.counts.dropped++;
    this.host.instruments.dropped.increment();
    this.free(piece);
  }

  /** For stages. */
  forgotten(piece: ReplicaRead): void {
    this.counts.forgotten++;
    this.free(piece);
  }

  private workOf(kind: ReadKind, { sstables }: StorageNode, draw: Fraction): Bytes {
    const { cost, falsePositives: chance } = this.options.reads;
    if (kind === "scan") return cost * sstables.length;
    return cost * (1 + falsePositives(draw, sstables.length - 1, chance));
  }

  private free(piece: ReplicaRead): void {
    const { read } = piece;
    piece.read = undefined;
    this.pieces.release(piece);
    if (read) this.host.unhold(read);
  }
}
