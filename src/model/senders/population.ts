/**
 * A population of like senders: when new mail arrives, which host sends it, and when each host tries again. The two
 * state machines of a sender meet here: the schedule of a message and the health of its destination.
 */

import type { Action } from "../../engine/action.js";
import type { Calendar } from "../../engine/calendar.js";
import type { Random, Stream } from "../../engine/random.js";
import type { Seconds } from "../../schema/quantity.js";
import type { MailObserver } from "../vocabulary/mail-observer.js";
import type { MessageId } from "../vocabulary/message.js";
import { NO_MESSAGE } from "../vocabulary/message.js";
import type { Failure } from "../vocabulary/reply.js";
import type { Postponed, RetryProfile } from "../vocabulary/retry-profile.js";
import { Host } from "./host.js";
import type { MailNeeds } from "./needs.js";
import type { Traffic } from "./traffic.js";
import { WaitingMail } from "./waiting-mail.js";

/** The client that carries a population's mail. An attempt ends with `population.succeeded` or `population.failed`. */
export interface MailClient {
  /** Opens a connection, or uses the host's idle one, for the host's next message. */
  begin(host: Host, message: MessageId): void;
}

export interface PopulationNeeds {
  readonly calendar: Calendar;
  readonly random: Random;
  readonly mail: MailNeeds;
  readonly observer?: MailObserver | undefined;
}

export class Population {
  readonly hosts: Host[] = [];
  private client!: MailClient;
  private readonly retryDue: Action<number>;
  private readonly arrival: Action<void>;
  private readonly paceOver: Action<number>;
  private readonly retryStream: Stream;
  private readonly hostStream: Stream;
  /** Messages that wait for their destination, where senders keep a list of them. */
  private readonly waiting: WaitingMail | undefined;
  private readonly postponed: Postponed = {
    now: 0,
    age: 0,
    failures: 0,
    interval: 0,
    phase: 0,
    failure: "suspended",
    resumesAt: 0,
  };

  constructor(
    readonly name: string,
    readonly profile: RetryProfile,
    private readonly traffic: Traffic,
    private readonly needs: PopulationNeeds,
    hosts: number,
    private readonly firstAddress: number,
    /** Addresses of the smarthost. */
    addresses: number,
  ) {
    const { calendar, random } = needs;
    this.retryStream = random.stream(`senders.${name}.retry`);
    this.hostStream = random.stream(`senders.${name}.host`);
    const phases = random.stream(`senders.${name}.phase`);
    for (let i = 0; i < hosts; i++) {
      const phase = phases.uniform();
      this.hosts.push(new Host(i, firstAddress + i, profile.destination(phase, addresses), phase));
    }
    const keepsList = this.hosts[0]?.destination.herd !== undefined;
    this.waiting = keepsList ? new WaitingMail(calendar, needs.mail.messages, hosts) : undefined;
    this.retryDue = calendar.indexed(`retry due: ${name}`, (message) => this.comesDue(message));
    this.paceOver = calendar.indexed(`host sends on: ${name}`, (number) => this.sendOn(this.host(number)));
    this.arrival = calendar.signal(`new mail: ${name}`, () => this.arrive());
  }

  /** Starts the traffic. */
  start(client: MailClient): void {
    this.client = client;
    this.scheduleArrival();
  }

  host(number: number): Host {
    const host = this.hosts[number];
    if (host === undefined) throw new Error(`${this.name} has no host ${number}`);
    return host;
  }

  /** The next message in the host's queue for a connection, or `NO_MESSAGE`. */
  nextMessage(host: Host): MessageId {
    return host.shift(this.needs.mail.messages);
  }

  /**
   * The next message for a connection that is free after a transaction; `NO_MESSAGE` if none. After a success this may
   * be a message that waits for the destination.
   */
  nextAttempt(host: Host, last: "accepted" | "failed"): MessageId {
    let id = this.nextMessage(host);
    if (id === NO_MESSAGE && last === "accepted" && this.waiting !== undefined)
      id = this.nextOfHerd(host, this.waiting);
    if (id !== NO_MESSAGE) host.destination.begins?.(this.needs.calendar.now);
    return id;
  }

  /** The client has the positive reply. */
  succeeded(host: Host, message: MessageId, address: number): void {
    const { now } = this.needs.calendar;
    host.destination.delivered(now, host.busy, address);
    host.destination.accepted?.(now, this.needs.mail.messages.failures.get(message));
    this.needs.mail.delivered(message);
    if (this.waiting !== undefined && host.destination.herd?.released(now) === "all") this.release(host, this.waiting);
  }

  /**
   * An address has failed, and the attempt goes on at another one. A host that remembers addresses one by one learns of
   * it.
   */
  passesOver(host: Host, failure: Failure, address: number): void {
    if (host.destination.nextAddress !== undefined) this.learn(host, failure, address);
  }

  /**
   * The attempt has failed. Destination and message each learn what concerns them. The connection is closed or freed.
   */
  failed(host: Host, message: MessageId, failure: Failure, address: number): void {
    const { now } = this.needs.calendar;
    const { destination } = host;
    this.learn(host, failure, address);
    const { failures } = this.needs.mail.messages;
    failures.add(message, 1);
    destination.attemptFailed?.(failure, now, failures.get(message));
    if (this.isFinal(failure)) this.needs.mail.abandoned(message, "given up");
    else this.postpone(host, message, failure);
    if (destination.resumesAt > now) this.rest(host);
  }

  /** A connection has come free. The next messages of the host go out, as many as its window allows. */
  proceed(host: Host): void {
    while (host.hasMail && host.busy < host.destination.window) {
      if (host.destination.resumesAt > this.needs.calendar.now) return this.rest(host);
      this.begin(host, this.nextMessage(host));
    }
    if (host.busy === 0 && !host.hasMail) host.destination.idle(this.needs.calendar.now);
  }

  private learn(host: Host, failure: Failure, address: number): void {
    const { now } = this.needs.calendar;
    if (this.profile.reaction(failure) === "destination") host.destination.failed(now, host.busy, failure, address);
    else host.destination.delivered(now, host.busy, address);
  }

  /** A message that waits for the destination goes down a connection that is open. */
  private nextOfHerd({ number, destination }: Host, waiting: WaitingMail): MessageId {
    if (destination.herd?.released(this.needs.calendar.now) !== "next") return NO_MESSAGE;
    return this.recall(number, waiting);
  }

  /** All messages that wait for the destination are due now, behind those that wait for a connection. */
  private release(host: Host, waiting: WaitingMail): void {
    for (let id = this.recall(host.number, waiting); id !== NO_MESSAGE; id = this.recall(host.number, waiting))
      host.push(this.needs.mail.messages, id);
  }

  private recall(host: number, waiting: WaitingMail): MessageId {
    const id = waiting.take(host);
    if (id !== NO_MESSAGE) this.needs.observer?.recalled?.(id);
    return id;
  }

  private comesDue(message: MessageId): void {
    this.waiting?.remove(this.needs.mail.messages.address.get(message) - this.firstAddress, message);
    this.submit(message);
  }

  /** A permanent failure. Job queues try again even after a 401, which is an error like any other to them. */
  private isFinal(failure: Failure): boolean {
    return failure === "rejected" || (failure === "http 401" && this.profile.persists !== true);
  }

  private scheduleArrival(): void {
    const { calendar } = this.needs;
    const next = this.traffic.next(calendar.now);
    if (next < Number.POSITIVE_INFINITY) calendar.at(next, this.arrival);
  }

  private arrive(): void {
    this.scheduleArrival();
    const host = this.host(this.hostStream.integer(this.hosts.length));
    const burst = this.traffic.batch();
    for (let i = 0; i < burst; i++) {
      const message = this.needs.mail.create(host.address, this.traffic.bytes(), this.traffic.recipients);
      this.needs.observer?.created(message, this.name, host.number);
      this.submit(message);
    }
  }

  /** A message is ready to be tried: it is new, or its next time has come. */
  private submit(message: MessageId): void {
    const host = this.host(this.needs.mail.messages.address.get(message) - this.firstAddress);
    if (host.destination.resumesAt > this.needs.calendar.now) {
      host.push(this.needs.mail.messages, message);
      this.rest(host);
    } else if (host.busy < host.destination.window && !host.hasMail) this.begin(host, message);
    else host.push(this.needs.mail.messages, message);
  }

  /**
   * The host sends nothing before its destination resumes. Its messages stay in the queue if it only paces itself;
   * otherwise they are put off.
   */
  private rest(host: Host): void {
    const { calendar } = this.needs;
    if (host.destination.paces !== true) return this.postponeAll(host);
    if (host.wake === 0 && host.hasMail)
      host.wake = calendar.at(host.destination.resumesAt, this.paceOver, host.number);
  }

  private sendOn(host: Host): void {
    host.wake = 0;
    this.proceed(host);
  }

  /** The destination is down: messages that wait for a connection are put off untried. */
  private postponeAll(host: Host): void {
    for (let id = this.nextMessage(host); id !== NO_MESSAGE; id = this.nextMessage(host))
      this.postpone(host, id, "suspended");
  }

  private begin(host: Host, message: MessageId): void {
    host.destination.begins?.(this.needs.calendar.now);
    this.client.begin(host, message);
  }

  private drop(message: MessageId): void {
    this.needs.mail.abandoned(message, this.profile.queue === "none" ? "lost" : "given up");
  }

  private postpone(host: Host, message: MessageId, failure: Failure | "suspended"): void {
    const { calendar, observer } = this.needs;
    const delay = this.nextDelay(host, message, failure);
    if (delay === "give up" || !this.pays(host, failure)) return this.drop(message);
    observer?.postponed(message, calendar.now + delay);
    const ticket = calendar.after(delay, this.retryDue, message);
    if (this.waiting !== undefined && host.destination.herd?.holds(failure, calendar.now) === true)
      this.waiting.add(host.number, message, ticket);
  }

  /** The client's budget pays for the retry. A message that was put off untried needs no payment. */
  private pays({ destination, busy }: Host, failure: Failure | "suspended"): boolean {
    return failure === "suspended" || (destination.grantsRetry?.(failure, busy) ?? true);
  }

  private nextDelay(host: Host, message: MessageId, failure: Failure | "suspended"): Seconds | "give up" {
    const { messages } = this.needs.mail;
    const { postponed } = this;
    const { now } = this.needs.calendar;
    postponed.now = now;
    postponed.age = now - messages.createdAt.get(message);
    postponed.failures = messages.failures.get(message);
    postponed.interval = messages.interval.get(message);
    postponed.phase = host.phase;
    postponed.failure = failure;
    postponed.resumesAt = host.destination.resumesAt;
    const delay = this.profile.nextDelay(postponed, this.retryStream);
    messages.interval.set(message, postponed.interval);
    return delay;
  }
}
