/** The HTTP client of a population: one request a message, connections kept alive, one deadline for the whole request. */

import type { Action } from "../../../engine/action.js";
import type { Lane } from "../../../engine/lane.js";
import { type MessageId, NO_MESSAGE } from "../../vocabulary/message.js";
import type { Cause, Failure, ReplyCode } from "../../vocabulary/reply.js";
import type { Client, Session } from "../../vocabulary/session.js";
import type { ClientHabits } from "../client-settings.js";
import type { Host } from "../host.js";
import type { ApiPort } from "../needs.js";
import type { Carrier, Population } from "../population.js";
import type { CarrierWorld } from "./smtp-client.js";

export class ApiCarrier implements Carrier, Client {
  private readonly deadline: Lane;
  private readonly deadlineOver: Action<number>;
  /** Requests by slot: what the deadline's numbers stand for. */
  private readonly open: Session[] = [];

  constructor(
    private readonly population: Population,
    private readonly server: ApiPort,
    private readonly world: CarrierWorld,
    private readonly habits: ClientHabits,
  ) {
    this.deadline = world.calendar.lane(habits.patience.dot);
    this.deadlineOver = world.calendar.indexed(`request deadline: ${population.name}`, (slot) => this.giveUp(slot));
  }

  begin(host: Host, message: MessageId): void {
    const { messages } = this.world.mail;
    host.busy++;
    const request = this.server.open();
    this.open[request.slot] = request;
    request.client = this;
    request.host = host.number;
    request.address = host.address;
    request.roundTrip = this.habits.roundTrip;
    request.authenticates = this.habits.authenticates;
    request.message = message;
    request.bytes = messages.bytes.get(message);
    request.attemptAt = this.world.calendar.now;
    this.world.log.attemptBegan();
    this.world.observer?.attemptBegan(request);
    this.server.submit(request, this.connection(host));
  }

  answered(request: Session, code: ReplyCode, _cause: Cause | "none"): void {
    this.cancelDeadline(request);
    const host = this.population.host(request.host);
    const { message } = request;
    host.keptAlive++;
    host.keptAliveAt = this.world.calendar.now;
    if (code === 200) {
      this.world.log.attemptAccepted(request, this.world.calendar.now - request.attemptAt);
      this.world.observer?.attemptEnded(request, "accepted");
      this.population.succeeded(host, message, request.nth);
    } else this.fail(request, host, failureOf(code));
    this.leave(host);
  }

  refused(request: Session): void {
    this.lost(request);
  }

  lost(request: Session): void {
    this.cancelDeadline(request);
    const host = this.population.host(request.host);
    this.fail(request, host, "connection lost");
    this.leave(host);
  }

  waits(request: Session): void {
    if (request.deadline !== 0) return;
    request.deadline = this.deadline.start(this.deadlineOver, request.slot);
  }

  stopsWaiting(): void {}

  /** One deadline covers the whole request. */
  tires(): void {}

  /** A connection that came free within `linger` is used again. */
  private connection(host: Host): "new" | "kept alive" {
    if (this.world.calendar.now - host.keptAliveAt >= this.habits.linger) host.keptAlive = 0;
    if (host.keptAlive === 0) return "new";
    host.keptAlive--;
    return "kept alive";
  }

  private fail(request: Session, host: Host, failure: Failure): void {
    const { message } = request;
    this.world.log.attemptFailed(request, failure);
    this.world.observer?.attemptEnded(request, failure);
    request.message = NO_MESSAGE;
    this.population.failed(host, message, failure, request.nth);
  }

  private leave(host: Host): void {
    host.busy--;
    this.population.proceed(host);
  }

  private giveUp(slot: number): void {
    const request = this.open[slot];
    if (request === undefined) throw new Error(`no request ${slot}`);
    const host = this.population.host(request.host);
    const { message } = request;
    request.deadline = 0;
    this.world.log.attemptFailed(request, "response timeout");
    this.world.observer?.attemptEnded(request, "response timeout");
    this.server.abandon(request);
    this.population.failed(host, message, "response timeout", request.nth);
    this.leave(host);
  }

  private cancelDeadline(request: Session): void {
    if (request.deadline === 0) return;
    this.world.calendar.cancel(request.deadline);
    request.deadline = 0;
  }
}

function failureOf(code: ReplyCode): Failure {
  if (code === 401) return "http 401";
  return code === 429 ? "http 429" : "http 5xx";
}
