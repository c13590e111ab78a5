/**
 * The life of a write. It takes a thread of a coordinator, goes to all replicas of its range at once, and is answered
 * when enough of them have applied it: one event per write on a healthy cluster. A replica that cannot take it (memory
 * full, log late) keeps it waiting; a replica that is away gets a hint. At the deadline the client is told of a
 * timeout; replicas that have applied the write keep it. The real thing: StorageProxy.mutate, MessageDeliveryTask.java
 * (droppable verbs).
 */
import type { Action } from "../../../engine/action.js";
import type { Calendar } from "../../../engine/calendar.js";
import type { Lane } from "../../../engine/lane.js";
import { Pool } from "../../../engine/pool.js";
import type { Random, Stream } from "../../../engine/random.js";
import type { Bytes, Seconds } from "../../../schema/quantity.js";
import type { SpoolClient, WriteOutcome } from "../../vocabulary/durable-write.js";
import type { StorageNode } from "../node/node.js";
import type { StorageInstruments } from "../observe/instruments.js";
import { acknowledgements, type StorageOptions } from "../options.js";
import type { Coordinator } from "./coordinator.js";
import type { Hints } from "./hints.js";
import type { Replication } from "./replication.js";
import { Write } from "./write.js";

/** The parts of the cluster that a write passes through. */
export interface WritePathNeeds {
  readonly calendar: Calendar;
  readonly options: StorageOptions;
  readonly nodes: readonly StorageNode[];
  readonly coordinators: readonly Coordinator[];
  readonly replication: Replication;
  readonly hints: Hints;
  readonly instruments: StorageInstruments;
  /** Two or more replicas of one range are stalled, working off a stall, draining or down. */
  readonly overlapping: boolean;
}

/** Carries writes to their replicas copy by copy, in a window of single requests. */
export interface WriteCarrier {
  /** Copies neither applied nor dropped yet. */
  readonly waiting: number;
  /** Hot path. */
  carry(write: Write): void;
}

export class WritePath {
  /** Writes sent to replicas, and the fate of their copies. */
  passedOn = 0;
  readonly copies = { applied: 0, hinted: 0, dropped: 0 };
  readonly records = new Pool<Write>("storage write", (slot) => new Write(slot));
  /** There when the scenario has a window of single requests; it carries the writes while `carrying`. */
  carrier: WriteCarrier | undefined;
  carrying = false;
  private readonly places: Stream;
  private readonly service: Stream;
  private readonly answered: Action<Write>;
  private readonly expired: Action<Write>;
  private readonly deadlines: Lane;
  private readonly needed: number;
  /** The nodes of each range, and the ranges with enough live nodes for a write. */
  private readonly replicas: readonly (readonly StorageNode[])[];
  private writable: boolean[] = [];
  /** The coordinators of live nodes, asked in turn. */
  private live: Coordinator[] = [];
  private turn = 0;
  private inFlightCount = 0;

  constructor(
    private readonly needs: WritePathNeeds,
    random: Random,
  ) {
    const { calendar, options } = needs;
    this.places = random.stream("storage.places");
    this.service = random.stream("storage.replicas");
    this.answered = calendar.action("storage write answered", this.records, (write) =>
      this.answer(write, write.outcome),
    );
    this.expired = calendar.action("storage write expired", this.records, (write) => this.expire(write));
    this.deadlines = calendar.lane(options.timeouts.write);
    this.needed = acknowledgements(options.consistency, options.replication);
    this.replicas = needs.replication.ranges.map((nodes) => nodes.map((index) => this.nodeAt(index)));
    this.followNodes();
  }

  /** Writes submitted and not yet answered. */
  get inFlight(): number {
    return this.inFlightCount;
  }

  /** Copies that wait at nodes which cannot take them, or are on their way in a window. */
  get copiesWaiting(): number {
    return this.needs.nodes.reduce((sum, { mutations }) => sum + mutations.length, this.carrier?.waiting ?? 0);
  }

  /** Nodes have become live or stopped to be: clients turn to the live ones. */
  followNodes(): void {
    this.live = this.needs.coordinators.filter((_, index) => this.nodeAt(index).live);
    this.writable = this.replicas.map((nodes) => nodes.filter(({ live }) => live).length >= this.needed);
  }

  /** Takes a write. Hot path. */
  submit(bytes: Bytes, client: SpoolClient, tag: number): void {
    this.needs.instruments.writes.increment();
    this.inFlightCount++;
    const write = this.draft(bytes, client, tag);
    const coordinator = this.nextCoordinator();
    write.coordinator = coordinator;
    if (!coordinator || !this.writable[write.range]) this.turnAway(write, "unavailable");
    else if (!coordinator.offer(write)) this.turnAway(write, "overloaded");
    else if (write.state === "queued") write.deadline = this.deadlines.start(this.expired, write);
  }

  /** For coordinators: a thread is free for the write, so it goes to its replicas. Hot path. */
  passOn(write: Write): void {
    this.passedOn++;
    write.state = "passed on";
    write.passedOnAt = this.needs.calendar.now;
    if (this.carrying && this.carrier) {
      this.carrier.carry(write);
      if (write.deadline === 0) write.deadline = this.deadlines.start(this.expired, write);
      return;
    }
    let copies = 0;
    for (const node of this.replicasOf(write.range)) {
      if (!node.live) this.hint(write, node);
      else if (node.blocked) this.wait(write, node);
      else {
        node.apply(write.bytes);
        copies++;
      }
    }
    write.acks = copies;
    this.copies.applied += copies;
    this.needs.instruments.ingested.add(copies * write.bytes);
    if (copies >= this.needed) this.answerIn(this.responseTime(write, copies), write);
    else if (write.deadline === 0) write.deadline = this.deadlines.start(this.expired, write);
  }

  /** For coordinators: the write leaves the queue without being passed on. */
  letGo(write: Write): void {
    if (write.state === "answered" && write.holders === 0) this.records.release(write);
  }

  /** A node takes writes again: applies those that waited there, and drops those that are too old. */
  released(node: StorageNode): void {
    for (let write = node.mutations.at(0); write && !node.blocked; write = node.mutations.at(0)) {
      node.mutations.shift();
      this.settleWaiting(write, node);
    }
  }

  /** A node has stopped: drops the writes that waited there, with a hint for each. */
  abandoned(node: StorageNode): void {
    for (let write = node.mutations.shift(); write; write = node.mutations.shift()) this.drop(write, node);
  }

  /** A write's record with all its draws: the same number for every write, so that streams stay in step. */
  private draft(bytes: Bytes, client: SpoolClient, tag: number): Write {
    const write = this.records.acquire();
    if (!write) throw new Error("storage: no record for a write");
    const { options, calendar } = this.needs;
    write.bytes = bytes;
    write.client = client;
    write.tag = tag;
    write.submittedAt = calendar.now;
    write.state = "queued";
    write.acks = 0;
    write.holders = 0;
    write.deadline = 0;
    write.answer = 0;
    write.range = this.places.integer(options.nodes);
    for (let i = 0; i < this.needed; i++) write.work[i] = this.service.exponential(1);
    return write;
  }

  replicasOf(range: number): readonly StorageNode[] {
    const nodes = this.replicas[range];
    if (!nodes) throw new RangeError(`no range ${range}`);
    return nodes;
  }

  private nextCoordinator(): Coordinator | undefined {
    if (this.turn >= this.live.length) this.turn = 0;
    return this.live[this.turn++];
  }

  private nodeAt(index: number | undefined): StorageNode {
    const node = index === undefined ? undefined : this.needs.nodes[index];
    if (!node) throw new RangeError(`no storage node ${index}`);
    return node;
  }

  /**
   * The network's time plus the CPU time of the replica whose answer decides. The k-th of n exponential times is
   * distributed as E1 / n + E2 / (n - 1) + ... + Ek / (n - k + 1) (A. Renyi, On the theory of order statistics, 1953).
   */
  private responseTime(write: Write, replicas: number): Seconds {
    const { network, cpu } = this.needs.options.replica;
    let sum = 0;
    for (let i = 0; i < this.needed; i++) sum += (write.work[i] ?? 0) / (replicas - i);
    return network + cpu * sum;
  }

  private turnAway(write: Write, outcome: WriteOutcome): void {
    write.outcome = outcome;
    write.answer = this.needs.calendar.after(this.needs.options.replica.network, this.answered, write);
  }

  private answerIn(delay: Seconds, write: Write): void {
    const { calendar, options } = this.needs;
    const left = write.submittedAt + options.timeouts.write - calendar.now;
    write.outcome = delay <= left ? "stored" : "timeout";
    write.answer = calendar.after(Math.max(0, Math.min(delay, left)), this.answered, write);
  }

  private expire(write: Write): void {
    write.deadline = 0;
    this.answer(write, "timeout");
  }

  private answer(write: Write, outcome: WriteOutcome): void {
    const { calendar, instruments, overlapping } = this.needs;
    const { client, tag, state, submittedAt, passedOnAt, coordinator } = write;
    if (write.deadline !== 0) calendar.cancel(write.deadline);
    if (outcome === "timeout" && write.answer !== 0) calendar.cancel(write.answer);
    write.state = "answered";
    if (write.holders === 0) this.records.release(write);
    this.inFlightCount--;
    if (outcome === "stored" || outcome === "timeout") instruments.latency.record(calendar.now - submittedAt);
    instruments[outcome].increment();
    if (outcome !== "stored") {
      instruments.failed.increment();
      if (overlapping) instruments.overlap.increment();
    }
    if (state === "passed on") coordinator?.release(passedOnAt);
    client?.written(tag, outcome);
  }

  /** A replica is away: a hint keeps its copy. */
  hint(write: Write, target: StorageNode): void {
    this.copies.hinted++;
    this.keepHint(write, target);
  }

  private keepHint(write: Write, target: StorageNode): void {
    this.needs.instruments.hints.add(write.bytes);
    this.needs.hints.keep(target, write.bytes, this.nodeAt(write.coordinator?.index));
  }

  /**
   * A node cannot take the write now. Writes there that are already too old are dropped, as they would be at the
   * release.
   */
  private wait(write: Write, node: StorageNode): void {
    const oldest = this.needs.calendar.now - this.needs.options.timeouts.write;
    for (let first = node.mutations.at(0); first && first.passedOnAt < oldest; first = node.mutations.at(0)) {
      node.mutations.shift();
      this.drop(first, node);
    }
    write.holders++;
    node.mutations.push(write);
  }

  private settleWaiting(write: Write, node: StorageNode): void {
    const { calendar, options } = this.needs;
    if (calendar.now - write.passedOnAt > options.timeouts.write) this.drop(write, node);
    else this.store(write, node, options.replica.cpu);
  }

  /** A replica that held the write applies it. If its answer decides, the client is answered after `delay`. */
  store(write: Write, node: StorageNode, delay: Seconds): void {
    node.apply(write.bytes);
    this.copies.applied++;
    this.needs.instruments.ingested.add(write.bytes);
    write.acks++;
    if (write.state === "passed on" && write.acks === this.needed) this.answerIn(delay, write);
    this.unhold(write);
  }

  /** A replica that held the write drops it; a hint keeps its copy. */
  drop(write: Write, node: StorageNode): void {
    this.copies.dropped++;
    this.needs.instruments.dropped.increment();
    this.keepHint(write, node);
    this.unhold(write);
  }

  /** A queue or a replica no longer holds the write. */
  unhold(write: Write): void {
    write.holders--;
    if (write.holders === 0 && write.state === "answered") this.records.release(write);
  }
}
