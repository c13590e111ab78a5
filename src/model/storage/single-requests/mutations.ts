/**
 * Carries the copies of a write from its coordinator to the mutation stages of its replicas. A copy takes half the
 * network time to the replica, then its time in the stage; the answer that decides takes the other half back. A replica
 * that is away gets a hint. Leaves out the variance of the network. The real thing: StorageProxy.sendToHintedEndpoints.
 */
import type { Action } from "../../../engine/action.js";
import type { Calendar } from "../../../engine/calendar.js";
import { Pool } from "../../../engine/pool.js";
import type { Stream } from "../../../engine/random.js";
import type { Write } from "../coordination/write.js";
import type { WriteCarrier, WritePath } from "../coordination/write-path.js";
import type { StorageNode } from "../node/node.js";
import type { StorageOptions } from "../options.js";
import { MutationStage, type MutationStageNeeds } from "./mutation-stage.js";
import { Mutation } from "./requests.js";

/** The parts of the cluster that carry a write in a window. */
export interface MutationsNeeds {
  readonly calendar: Calendar;
  readonly options: StorageOptions;
  readonly nodes: readonly StorageNode[];
  readonly writes: WritePath;
}

export class Mutations implements MutationStageNeeds, WriteCarrier {
  readonly stages: readonly MutationStage[];
  private readonly pool = new Pool<Mutation>("storage mutation", (slot) => new Mutation(slot));
  private readonly arrived: Action<Write>;
  private readonly worked: Action<Mutation>;
  private underWay = 0;

  /** @param threads of each stage. @param chance for the CPU times */
  constructor(
    private readonly needs: MutationsNeeds,
    threads: number,
    private readonly chance: Stream,
  ) {
    const { calendar, nodes, writes } = needs;
    this.stages = nodes.map((node) => new MutationStage(node, threads, this));
    this.arrived = calendar.action("storage write at replicas", writes.records, (write) => this.arrive(write));
    this.worked = calendar.action("storage mutation worked", this.pool, (one) => this.stages[one.node]?.finish(one));
  }

  get clock(): Calendar {
    return this.needs.calendar;
  }

  get options(): StorageOptions {
    return this.needs.options;
  }

  /** Copies on the network and in the stages. */
  get waiting(): number {
    return this.underWay + this.stages.reduce((sum, { present }) => sum + present.count, 0);
  }

  /** For the write path: the write has a thread, so its copies leave for the replicas. Hot path. */
  carry(write: Write): void {
    const { calendar, options } = this.needs;
    write.holders++;
    this.underWay += options.replication;
    calendar.after(options.replica.network / 2, this.arrived, write);
  }

  /** For stages. */
  work(mutation: Mutation): void {
    this.needs.calendar.after(this.chance.exponential(this.options.replica.cpu), this.worked, mutation);
  }

  /** For stages. Hot path. */
  apply(mutation: Mutation): void {
    const write = this.free(mutation);
    this.needs.writes.store(write, this.nodeOf(mutation), this.options.replica.network / 2);
  }

  /** For stages. */
  drop(mutation: Mutation): void {
    const write = this.free(mutation);
    this.needs.writes.drop(write, this.nodeOf(mutation));
  }

  private arrive(write: Write): void {
    const { writes } = this.needs;
    const replicas = writes.replicasOf(write.range);
    this.underWay -= replicas.length;
    for (const node of replicas) {
      if (node.live) this.enter(write, node.index);
      else writes.hint(write, node);
    }
    writes.unhold(write);
  }

  private enter(write: Write, node: number): void {
    const mutation = this.pool.acquire();
    if (!mutation) throw new Error("storage: no record for a mutation");
    mutation.write = write;
    mutation.node = node;
    write.holders++;
    this.stages[node]?.arrive(mutation);
  }

  /** Frees the record and returns its write. */
  private free(mutation: Mutation): Write {
    const { write } = mutation;
    if (!write) throw new Error("storage: a mutation without a write");
    mutation.write = undefined;
    this.pool.release(mutation);
    return write;
  }

  private nodeOf({ node }: Mutation): StorageNode {
    const found = this.needs.nodes[node];
    if (!found) throw new RangeError(`no storage node ${node}`);
    return found;
  }
}
