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
import { type HostId, Hosts } from "./hosts.js";
import type { MailNeeds } from "./needs.js";
import type { Traffic } from "./traffic.js";
import { WaitingMail } from "./waiting-mail.js";

/** The client that carries a population's mail. An attempt ends with `population.succeeded` or `population.failed`. */
export interface MailClient {
  /** Opens a connection, or uses the host's idle one, for the host's next message. */
  begin(host: HostId, message: MessageId): void;
}

export interface PopulationNeeds {
  readonly calendar: Calendar;
  readonly random: Random;
  readonly mail: MailNeeds;
  readonly observer?: MailObserver | undefined;
}

export class Population {
  readonly hosts: Hosts;
  private client!: MailClient;
  /** What the hosts of a population have in common: they pace themselves; they remember addresses one by one. */
  private readonly paces: boolean;
  private readonly byAddress: boolean;
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
    /** Of the first host. Addresses are unique over all populations. */
    readonly firstAddress: number,
    /** Addresses of the smarthost. */
    addresses: number,
  ) {
    const { calendar, random } = needs;
    this.retryStream = random.stream(`senders.${name}.retry`);
    this.hostStream = random.stream(`senders.${name}.host`);
    const chance = random.stream(`senders.${name}.phase`);
    const phases = Array.from({ length: hosts }, () => chance.uniform());
    const destinations = phases.map((phase) => profile.destination(phase, addresses));
    const { messages } = needs.mail;
    this.hosts = new Hosts(messages, destinations, phases);
    const [one] = destinations;
    this.paces = one?.paces === true;
    this.byAddress = one?.nextAddress !== undefined;
    this.waiting = one?.herd === undefined ? undefined : new WaitingMail(calendar, messages, hosts);
    this.retryDue = calendar.indexed(`retry due: ${name}`, (message) => this.comesDue(message));
    this.paceOver = calendar.indexed(`host sends on: ${name}`, (host) => this.sendOn(host));
    this.arrival = calendar.signal(`new mail: ${name}`, () => this.arrive());
  }

  /** Starts the traffic. */
  start(client: MailClient): void {
    this.client = client;
    this.scheduleArrival();
  }

  /** The host with that address; undefined when another population has it. */
  hostAt(address: number): HostId | undefined {
    const host = address - this.firstAddress;
    return host >= 0 && host < this.hosts.count ? host : undefined;
  }

  /**
   * The next message for a connection that is free after a transaction; `NO_MESSAGE` if none. After a success this may
   * be a message that waits for the destination.
   */
  nextAttempt(host: HostId, last: "accepted" | "failed"): MessageId {
    let id = this.hosts.shift(host);
    if (id === NO_MESSAGE && last === "accepted" && this.waiting !== undefined)
      id = this.nextOfHerd(host, this.waiting);
    if (id !== NO_MESSAGE) this.hosts.begins(host, this.needs.calendar.now);
    return id;
  }

  /** The client has the positive reply. */
  succeeded(host: HostId, message: MessageId, address: number): void {
    const { calendar, mail } = this.needs;
    this.hosts.accepted(host, calendar.now, address, mail.messages.failures.get(message));
    mail.delivered(message);
    if (this.waiting !== undefined && this.hosts.released(host, this.needs.calendar.now) === "all")
      this.release(host, this.waiting);
  }

  /**
   * An address has failed, and the attempt goes on at another one. A host that remembers addresses one by one learns of
   * it.
   */
  passesOver(host: HostId, failure: Failure, address: number): void {
    if (this.byAddress) this.learn(host, failure, address);
  }

  /**
   * The attempt has failed. Destination and message each learn what concerns them. The connection is closed or freed.
   */
  failed(host: HostId, message: MessageId, failure: Failure, address: number): void {
    const { now } = this.needs.calendar;
    this.learn(host, failure, address);
    const { failures } = this.needs.mail.messages;
    failures.add(message, 1);
    this.hosts.attemptFailed(host, now, failure, failures.get(message));
    if (this.isFinal(failure)) this.needs.mail.abandoned(message, "given up");
    else this.postpone(host, message, failure);
    if (this.hosts.resumesAt.get(host) > now) this.rest(host);
  }

  /** A connection has come free. The next messages of the host go out, as many as its window allows. */
  proceed(host: HostId): void {
    const { hosts } = this;
    const { now } = this.needs.calendar;
    while (hosts.hasMail(host) && hosts.hasRoom(host)) {
      if (hosts.resumesAt.get(host) > now) return this.rest(host);
      this.begin(host, hosts.shift(host));
    }
    if (hosts.busy.get(host) === 0 && !hosts.hasMail(host)) hosts.rests(host, now);
  }

  private learn(host: HostId, failure: Failure, address: number): void {
    this.hosts.failed(host, this.needs.calendar.now, failure, address, this.profile.reaction(failure));
  }

  /** A message that waits for the destination goes down a connection that is open. */
  private nextOfHerd(host: HostId, waiting: WaitingMail): MessageId {
    return this.hosts.released(host, this.needs.calendar.now) === "next" ? this.recall(host, waiting) : NO_MESSAGE;
  }

  /** All messages that wait for the destination are due now, behind those that wait for a connection. */
  private release(host: HostId, waiting: WaitingMail): void {
    for (let id = this.recall(host, waiting); id !== NO_MESSAGE; id = this.recall(host, waiting))
      this.hosts.push(host, id);
  }

  private recall(host: HostId, waiting: WaitingMail): MessageId {
    const id = waiting.take(host);
    if (id !== NO_MESSAGE) this.needs.observer?.recalled?.(id);
    return id;
  }

  private comesDue(message: MessageId): void {
    const host = this.needs.mail.messages.address.get(message) - this.firstAddress;
    this.waiting?.remove(host, message);
    this.submit(host, message);
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
    const host = this.hostStream.integer(this.hosts.count);
    const burst = this.traffic.batch();
    for (let i = 0; i < burst; i++) {
      const message = this.needs.mail.create(this.firstAddress + host, this.traffic.bytes(), this.traffic.recipients);
      this.needs.observer?.created(message, this.name, host);
      this.submit(host, message);
    }
  }

  /** A message is ready to be tried: it is new, or its next time has come. */
  private submit(host: HostId, message: MessageId): void {
    const { hosts } = this;
    if (hosts.resumesAt.get(host) > this.needs.calendar.now) {
      hosts.push(host, message);
      this.rest(host);
    } else if (hosts.hasRoom(host) && !hosts.hasMail(host)) this.begin(host, message);
    else hosts.push(host, message);
  }

  /**
   * The host sends nothing before its destination resumes. Its messages stay in the queue if it only paces itself;
   * otherwise they are put off.
   */
  private rest(host: HostId): void {
    const { hosts } = this;
    if (!this.paces) return this.postponeAll(host);
    if (hosts.wake.get(host) === 0 && hosts.hasMail(host))
      hosts.wake.set(host, this.needs.calendar.at(hosts.resumesAt.get(host), this.paceOver, host));
  }

  private sendOn(host: HostId): void {
    this.hosts.wake.set(host, 0);
    this.proceed(host);
  }

  /** The destination is down: messages that wait for a connection are put off untried. */
  private postponeAll(host: HostId): void {
    for (let id = this.hosts.shift(host); id !== NO_MESSAGE; id = this.hosts.shift(host))
      this.postpone(host, id, "suspended");
  }

  private begin(host: HostId, message: MessageId): void {
    this.hosts.begins(host, this.needs.calendar.now);
    this.client.begin(host, message);
  }

  private drop(message: MessageId): void {
    this.needs.mail.abandoned(message, this.profile.queue === "none" ? "lost" : "given up");
  }

  private postpone(host: HostId, message: MessageId, failure: Failure | "suspended"): void {
    const { calendar, observer } = this.needs;
    const delay = this.nextDelay(host, message, failure);
    if (delay === "give up" || !this.pays(host, failure)) return this.drop(message);
    observer?.postponed(message, calendar.now + delay);
    const ticket = calendar.after(delay, this.retryDue, message);
    if (this.waiting !== undefined && this.hosts.holds(host, calendar.now, failure))
      this.waiting.add(host, message, ticket);
  }

  /** The client's budget pays for the retry. A message that was put off untried needs no payment. */
  private pays(host: HostId, failure: Failure | "suspended"): boolean {
    return failure === "suspended" || this.hosts.grantsRetry(host, failure);
  }

  private nextDelay(host: HostId, message: MessageId, failure: Failure | "suspended"): Seconds | "give up" {
    const { messages } = this.needs.mail;
    const { postponed } = this;
    const { now } = this.needs.calendar;
    postponed.now = now;
    postponed.age = now - messages.createdAt.get(message);
    postponed.failures = messages.failures.get(message);
    postponed.interval = messages.interval.get(message);
    postponed.phase = this.hosts.phase.get(host);
    postponed.failure = failure;
    postponed.resumesAt = this.hosts.resumesAt.get(host);
    const delay = this.profile.nextDelay(postponed, this.retryStream);
    messages.interval.set(message, postponed.interval);
    return delay;
  }
}
