/**
 * The replicas' side of the reads of a window. Each chosen replica gets a part of the read, with the disk work it costs
 * there. A scan touches every SSTable. A read by key touches one, and each of the others where a bloom filter errs.
 * Leaves out digest reads, which save only bytes on the network. The real thing: ReadVerbHandler.java.
 */
import type { Clock } from "../../../engine/clock.js";
import { Pool } from "../../../engine/pool.js";
import type { Stream } from "../../../engine/random.js";
import type { Bytes, Fraction, Seconds } from "../../../schema/quantity.js";
import type { StorageNode } from "../node/node.js";
import type { StorageOptions } from "../options.js";
import type { WindowInstruments } from "./instruments.js";
import { ReadStage, type ReadStageNeeds } from "./read-stage.js";
import type { ReplicaChoice } from "./replica-choice.js";
import { falsePositives, type ReadKind, type ReadRequest, ReplicaRead } from "./requests.js";

/** What the replicas' side needs from its window and from the coordinators' side. */
export interface ReplicaReadsNeeds {
  readonly clock: Clock;
  readonly options: StorageOptions;
  readonly nodes: readonly StorageNode[];
  readonly replicaChoice: ReplicaChoice;
  readonly instruments: WindowInstruments;
  /** The number of replicas that a read needs. */
  readonly needed: number;
  /** A replica has read its part. */
  readAt(read: ReadRequest): void;
  /** A replica no longer holds the record. */
  unhold(read: ReadRequest): void;
}

export class ReplicaReads implements ReadStageNeeds {
  readonly stages: readonly ReadStage[];
  /** The parts of reads that arrived at replicas, by how they ended. */
  readonly counts = { arrived: 0, served: 0, dropped: 0, forgotten: 0 };
  private readonly pieces = new Pool<ReplicaRead>("storage replica read", (slot) => new ReplicaRead(slot));

  /** @param luck for the SSTables that bloom filters let through in vain */
  constructor(
    private readonly needs: ReplicaReadsNeeds,
    private readonly luck: Stream,
  ) {
    this.stages = needs.nodes.map((node) => new ReadStage(node, this));
  }

  get clock(): Clock {
    return this.needs.clock;
  }

  get options(): StorageOptions {
    return this.needs.options;
  }

  /** The parts at the replicas now. */
  get here(): number {
    return this.stages.reduce((sum, { present }) => sum + present.count, 0);
  }

  /** A read arrives at its replicas. A message read costs a draw for each of them, even if it is over. Hot path. */
  arrive(read: ReadRequest): void {
    const { replicaChoice, needed } = this.needs;
    replicaChoice.next(read.range);
    for (let place = 0; place < needed; place++) {
      const draw = read.kind === "message" ? this.luck.uniform() : 0;
      const node = read.state === "sent" ? replicaChoice.replica(read.range, place) : undefined;
      if (!node?.live) continue;
      read.holders++;
      this.enter(read, node.index, this.workOf(read.kind, node, draw), read.sentAt);
    }
  }

  /** A part of a read arrives at a node. @param read undefined when the part is work that the fluid left */
  enter(read: ReadRequest | undefined, node: number, work: Bytes, sentAt: Seconds): void {
    const piece = this.pieces.acquire();
    if (!piece) throw new Error("storage: no record for a read at a replica");
    piece.read = read;
    piece.left = work;
    piece.sentAt = sentAt;
    this.counts.arrived++;
    this.stages[node]?.arrive(piece);
  }

  /** The coordinator has given the read up. Its parts leave the disks if expired reads are aborted. */
  expired(read: ReadRequest): void {
    if (!this.options.reads.abortExpired) return;
    for (const stage of this.stages) stage.abort(read);
  }

  /** For stages. Hot path. */
  served(piece: ReplicaRead): void {
    this.counts.served++;
    if (piece.read) this.needs.readAt(piece.read);
    this.free(piece);
  }

  /** For stages. */
  dropped(piece: ReplicaRead): void {
    this.counts.dropped++;
    this.needs.instruments.dropped.increment();
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
    if (read) this.needs.unhold(read);
  }
}
