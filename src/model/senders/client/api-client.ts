/**
 * The HTTP client of a population: one request per message, connections kept alive, one deadline for the whole request.
 */

import type { Action } from "../../../engine/action.js";
import type { MessageId } from "../../vocabulary/message.js";
import type { ApiPort } from "../../vocabulary/ports.js";
import type { Cause, Failure, ReplyCode } from "../../vocabulary/reply.js";
import type { Client, Session } from "../../vocabulary/session.js";
import type { ClientSettings } from "../client-settings.js";
import type { Host } from "../host.js";
import type { MailClient, Population } from "../population.js";
import { Attempts, type ClientNeeds } from "./attempt.js";

export class ApiClient implements MailClient, Client {
  private readonly attempts: Attempts;
  private readonly deadlineOver: Action<number>;

  constructor(
    private readonly population: Population,
    private readonly server: ApiPort,
    private readonly needs: ClientNeeds,
    private readonly settings: ClientSettings,
  ) {
    const { calendar } = needs;
    this.attempts = new Attempts(population, server, needs, settings);
    this.deadlineOver = calendar.indexed(`request deadline: ${population.name}`, (slot) => this.giveUp(slot));
  }

  begin(host: Host, message: MessageId): void {
    host.busy++;
    const request = this.attempts.open(this, host);
    this.attempts.begin(request, message);
    this.server.submit(request, this.connection(host));
  }

  answered(request: Session, code: ReplyCode, _cause: Cause | "none"): void {
    this.attempts.cancelDeadline(request);
    const host = this.population.host(request.host);
    host.keptAlive++;
    host.keptAliveAt = this.needs.calendar.now;
    if (code === 200) this.attempts.succeed(request, host);
    else this.attempts.fail(request, host, failureOf(code));
    this.attempts.leave(host);
  }

  refused(request: Session): void {
    this.lost(request);
  }

  lost(request: Session): void {
    this.attempts.cancelDeadline(request);
    const host = this.population.host(request.host);
    this.attempts.fail(request, host, "connection lost");
    this.attempts.leave(host);
  }

  /** One deadline covers the whole request, from its beginning on. */
  waits(request: Session): void {
    if (request.deadline !== 0) return;
    const { calendar } = this.needs;
    const due = Math.max(calendar.now, request.attemptAt + this.settings.patience.dot);
    request.deadline = calendar.at(due, this.deadlineOver, request.slot);
  }

  stopsWaiting(): void {}

  outOfPatience(): void {}

  /** A connection that came free within `linger` is used again. */
  private connection(host: Host): "new" | "kept alive" {
    if (this.needs.calendar.now - host.keptAliveAt >= this.settings.linger) host.keptAlive = 0;
    if (host.keptAlive === 0) return "new";
    host.keptAlive--;
    return "kept alive";
  }

  private giveUp(slot: number): void {
    const request = this.attempts.at(slot);
    request.deadline = 0;
    this.attempts.giveUp(request, this.population.host(request.host), "response timeout");
  }
}

function failureOf(code: ReplyCode): Failure {
  if (code === 401) return "http 401";
  return code === 429 ? "http 429" : "http 5xx";
}
