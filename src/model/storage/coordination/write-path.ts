/**
 * The life of a write: a coordinator's thread, then all replicas of its range at once, answered when enough have it.
 * On a sound cluster that is one event per write. A replica that cannot take it (memory full, log late) keeps it waiting;
 * one that is away gets a hint. At the deadline the client hears of a timeout; bytes that replicas have stay there.
 * The real thing: StorageProxy.mutate, MessageDeliveryTask.java (droppable verbs).
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
export interface WritePathParts {
  readonly calendar: Calendar;
  readonly options: StorageOptions;
  readonly nodes: readonly StorageNode[];
  readonly coordinators: readonly Coordinator[];
  readonly replication: Replication;
  readonly hints: Hints;
  readonly instruments: StorageInstruments;
  /** Whether two replicas of one range are stalled, draining or down. */
  readonly overlapping: boolean;
}

/** Takes writes to their replicas copy by copy, in a window in which every request is a single one. */
export interface WriteCarrier {
  /** Copies that it has not yet brought to an end. */
  readonly waiting: number;
  /** Hot path. */
  carry(write: Write): void;
}

export class WritePath {
  /** Writes sent to replicas, and what became of each copy. */
  passedOn = 0;
  readonly copies = { applied: 0, hinted: 0, dropped: 0 };
  readonly records = new Pool<Write>("storage write", (slot) => new Write(slot));
  /** Known when the scenario has a window; it takes the writes while that is open. */
  carrier: WriteCarrier | undefined;
  carrying = false;
  private readonly places: Stream;
  private readonly service: Stream;
  private readonly answered: Action<Write>;
  private readonly expired: Action<Write>;
  private readonly deadlines: Lane;
  private readonly needed: number;
  /** For each range its nodes, and whether enough of them are live. */
  private readonly replicas: readonly (readonly StorageNode[])[];
  private writable: boolean[] = [];
  /** Coordinators that take requests, asked in turn. */
  private front: Coordinator[] = [];
  private turn = 0;
  private inFlightCount = 0;

  constructor(
    private readonly parts: WritePathParts,
    random: Random,
  ) {
    const { calendar, options } = parts;
    this.places = random.stream("storage.places");
    this.service = random.stream("storage.replicas");
    this.answered = calendar.action("storage write answered", this.records, (write) =>
      this.answer(write, write.outcome),
    );
    this.expired = calendar.action("storage write expired", this.records, (write) => this.expire(write));
    this.deadlines = calendar.lane(options.timeouts.write);
    this.needed = acknowledgements(options.consistency, options.replication);
    this.replicas = parts.replication.ranges.map((nodes) => nodes.map((index) => this.nodeAt(index)));
    this.refront();
  }

  /** Writes submitted and not yet answered. */
  get inFlight(): number {
    return this.inFlightCount;
  }

  /** Copies that wait at nodes which cannot take them, or are on their way. */
  get copiesWaiting(): number {
    return this.parts.nodes.reduce((sum, { mutations }) => sum + mutations.length, this.carrier?.waiting ?? 0);
  }

  /** Nodes have come or gone: clients turn to those that take requests. */
  refront(): void {
    this.front = this.parts.coordinators.filter((_, index) => this.nodeAt(index).live);
    this.writable = this.replicas.map((nodes) => nodes.filter(({ live }) => live).length >= this.needed);
  }

  /** Takes a write. Hot path. */
  submit(bytes: Bytes, client: SpoolClient, tag: number): void {
    this.parts.instruments.writes.increment();
    this.inFlightCount++;
    const write = this.draft(bytes, client, tag);
    const coordinator = this.nextCoordinator();
    write.coordinator = coordinator;
    if (!coordinator || !this.writable[write.range]) this.turnAway(write, "unavailable");
    else if (!coordinator.offer(write)) this.turnAway(write, "overloaded");
    else if (write.state === "queued") write.deadline = this.deadlines.start(this.expired, write);
  }

  /** For coordinators: a thread is free for the write, which goes to its replicas. Hot path. */
  passOn(write: Write): void {
    this.passedOn++;
    write.state = "passed on";
    write.passedOnAt = this.parts.calendar.now;
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
    this.parts.instruments.ingested.add(copies * write.bytes);
    if (copies >= this.needed) this.answerIn(this.responseTime(write, copies), write);
    else if (write.deadline === 0) write.deadline = this.deadlines.start(this.expired, write);
  }

  /** For coordinators: the write leaves the queue without being passed on. */
  letGo(write: Write): void {
    if (write.state === "answered" && write.holders === 0) this.records.release(write);
  }

  /** A node takes writes again: those that waited there and are not too old are applied. */
  released(node: StorageNode): void {
    for (let write = node.mutations.at(0); write && !node.blocked; write = node.mutations.at(0)) {
      node.mutations.shift();
      this.settleWaiting(write, node);
    }
  }

  /** A node has stopped: what waited there is lost to it, and hinted. */
  abandoned(node: StorageNode): void {
    for (let write = node.mutations.shift(); write; write = node.mutations.shift()) this.drop(write, node);
  }

  /** A write's record with all its draws: always the same number, so that streams stay in step. */
  private draft(bytes: Bytes, client: SpoolClient, tag: number): Write {
    const write = this.records.acquire();
    if (!write) throw new Error("storage: no record for a write");
    const { options, calendar } = this.parts;
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
    if (this.turn >= this.front.length) this.turn = 0;
    return this.front[this.turn++];
  }

  private nodeAt(index: number | undefined): StorageNode {
    const node = index === undefined ? undefined : this.parts.nodes[index];
    if (!node) throw new RangeError(`no storage node ${index}`);
    return node;
  }

  /**
   * The network, and the CPU time of the replica whose answer decides: the k-th of n exponential times is distributed as
   * E1 / n + E2 / (n - 1) + ... + Ek / (n - k + 1) (A. Renyi, On the theory of order statistics, 1953).
   */
  private responseTime(write: Write, replicas: number): Seconds {
    const { network, cpu } = this.parts.options.replica;
    let sum = 0;
    for (let i = 0; i < this.needed; i++) sum += (write.work[i] ?? 0) / (replicas - i);
    return network + cpu * sum;
  }

  private turnAway(write: Write, outcome: WriteOutcome): void {
    write.outcome = outcome;
    write.answer = this.parts.calendar.after(this.parts.options.replica.network, this.answered, write);
  }

  private answerIn(delay: Seconds, write: Write): void {
    const { calendar, options } = this.parts;
    const left = write.submittedAt + options.timeouts.write - calendar.now;
    write.outcome = delay <= left ? "stored" : "timeout";
    write.answer = calendar.after(Math.max(0, Math.min(delay, left)), this.answered, write);
  }

  private expire(write: Write): void {
    write.deadline = 0;
    this.answer(write, "timeout");
  }

  private answer(write: Write, outcome: WriteOutcome): void {
    const { calendar, instruments, overlapping } = this.parts;
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

  /** A replica is away: its copy is kept for it. */
  hint(write: Write, target: StorageNode): void {
    this.copies.hinted++;
    this.keepHint(write, target);
  }

  private keepHint(write: Write, target: StorageNode): void {
    this.parts.instruments.hints.add(write.bytes);
    this.parts.hints.keep(target, write.bytes, this.nodeAt(write.coordinator?.index));
  }

  /** A node cannot take the write now. What is too old already is dropped on the way, as it would be at the release. */
  private wait(write: Write, node: StorageNode): void {
    const oldest = this.parts.calendar.now - this.parts.options.timeouts.write;
    for (let first = node.mutations.at(0); first && first.passedOnAt < oldest; first = node.mutations.at(0)) {
      node.mutations.shift();
      this.drop(first, node);
    }
    write.holders++;
    node.mutations.push(write);
  }

  private settleWaiting(write: Write, node: StorageNode): void {
    const { calendar, options } = this.parts;
    if (calendar.now - write.passedOnAt > options.timeouts.write) this.drop(write, node);
    else this.store(write, node, options.replica.cpu);
  }

  /** A replica that held the write has applied it; if it was the one that decides, the answer comes after `delay`. */
  store(write: Write, node: StorageNode, delay: Seconds): void {
    node.apply(write.bytes);
    this.copies.applied++;
    this.parts.instruments.ingested.add(write.bytes);
    write.acks++;
    if (write.state === "passed on" && write.acks === this.needed) this.answerIn(delay, write);
    this.unhold(write);
  }

  /** A replica that held the write will not apply it. */
  drop(write: Write, node: StorageNode): void {
    this.copies.dropped++;
    this.parts.instruments.dropped.increment();
    this.keepHint(write, node);
    this.unhold(write);
  }

  /** A queue or a replica lets go of the write. */
  unhold(write: Write): void {
    write.holders--;
    if (write.holders === 0 && write.state === "answered") this.records.release(write);
  }
}
