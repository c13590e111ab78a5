/**
 * The HTTP API: one request, one message. A request takes a worker from its arrival until the message is durable; its login,
 * where somebody checks logins, is checked while it has the worker.
 * Answers 429 (or 503) when workers and queue are full, 5xx when storing fails. Left out: HTTP/2 streams, rate quotas.
 */

import type { Action } from "../../engine/action.js";
import type { Distribution } from "../../engine/distribution/distribution.js";
import { makeDistribution } from "../../engine/distribution/index.js";
import { Pool } from "../../engine/pool.js";
import type { Stream } from "../../engine/random.js";
import type { Level } from "../../metrics/level.js";
import { difference, type Law } from "../vocabulary/conservation-law.js";
import type { Cause, HttpCode } from "../vocabulary/reply.js";
import { resetSession, Session } from "../vocabulary/session.js";
import { admissions } from "./admission/index.js";
import type { FrontEnd } from "./front-end.js";
import { FrontEnds } from "./front-ends.js";
import type { IntakeWorld } from "./intake-world.js";
import { LoginDesk } from "./login-desk.js";
import { intakeMetrics } from "./metrics.js";
import type { RestartPlan, SpoolClient, WriteOutcome } from "./needs.js";
import type { IntakeOptions } from "./options.js";
import { transferTime } from "./stages.js";

/** TCP and a TLS 1.2 handshake; a connection kept alive pays neither. */
const NEW_CONNECTION_ROUND_TRIPS = 3;

export class ApiServer implements SpoolClient {
  private readonly requests = new Pool<Session>("request", (slot) => new Session(slot), resetSession);
  readonly desk: LoginDesk;
  private readonly frontEnds: FrontEnds;
  private readonly service: Distribution;
  private readonly stream: Stream;
  private readonly arrival: Action<Session>;
  private readonly serviceEnd: Action<Session>;
  private readonly response: Action<Session>;
  private readonly workers: Level;
  private opened = 0;
  private closed = 0;

  constructor(
    private readonly world: IntakeWorld,
    private readonly options: IntakeOptions,
  ) {
    const { calendar, random, meter } = world;
    const { workers, queue } = options.api;
    this.frontEnds = new FrontEnds(
      "api",
      calendar,
      { nodes: options.nodes, slots: workers, queue },
      (node) => admissions.make(options.admission, random.stream(`intake.api.admission.${node}`)),
      (frontEnd) => this.admitWaiting(frontEnd),
    );
    this.desk = new LoginDesk(calendar, this.requests, {
      letIn: (request) => this.work(request),
      turnDown: (request, why) => this.turnDown(request, why),
    });
    this.service = makeDistribution(options.api.service);
    this.stream = random.stream("intake.api");
    this.arrival = calendar.action("api request", this.requests, (request) => this.arrive(request));
    this.serviceEnd = calendar.action("api service", this.requests, (request) => this.store(request));
    this.response = calendar.action("api response", this.requests, (request) => this.respond(request));
    this.workers = meter.level(intakeMetrics.workers);
  }

  /** A request for a client to fill in and then to `submit`. */
  open(): Session {
    const request = this.requests.acquire();
    if (request === undefined) throw new Error("the pool of requests has no limit");
    this.opened++;
    return request;
  }

  /** The client sends its request; on a new connection it first connects. */
  submit(request: Session, connection: "new" | "kept alive"): void {
    const setUp = connection === "new" ? NEW_CONNECTION_ROUND_TRIPS * request.roundTrip : 0;
    this.frontEnds.assign(request);
    request.stage = "data";
    const delay = setUp + transferTime(request);
    request.step = this.world.calendar.after(delay, this.arrival, request);
    request.client.waits(request, "dot");
  }

  /** The client stops waiting. A request in service, and its durable write, go on to their end. */
  abandon(request: Session): void {
    request.abandoned = true;
    if (request.holdsSlot) return;
    this.world.calendar.cancel(request.step);
    this.frontEnds.of(request).remove(request, this.world.calendar.now);
    this.close(request);
  }

  /** Requests that wait, or are in a worker, end or stay as the plan says; those still on their way arrive afterwards. */
  restart({ waiting, inFlight, node }: RestartPlan): void {
    const isMeant = (one: Session) => one.holdsSlot && (node ?? one.node) === one.node;
    const held = inFlight === "drop" ? this.requests.items.filter(isMeant) : [];
    for (const request of held) this.vacate(request);
    const dropped = waiting === "drop" ? this.frontEnds.clear(node) : [];
    this.frontEnds.admitAll();
    for (const request of [...held, ...dropped]) this.cutOff(request);
  }

  setDown(node: number, isDown: boolean): void {
    this.frontEnds.setDown(node, isDown);
  }

  setQueue(perNode: number): void {
    this.frontEnds.setQueue(perNode);
  }

  setWorkers(perNode: number): void {
    this.frontEnds.setSlots(perNode);
  }

  written(tag: number, outcome: WriteOutcome): void {
    const request = this.requests.items[tag];
    if (request === undefined) throw new Error(`no request ${tag}`);
    request.storing = false;
    this.world.registry.writeEnds(request.message, outcome === "stored");
    if (outcome === "stored") this.answer(request, 200, "none");
    else this.answer(request, this.options.api.storageFailure, "storage");
  }

  laws(): Law[] {
    return [
      difference("API requests opened = closed + open", this.opened, this.closed + this.requests.inUse),
      difference("API workers in use = slots held", this.workers.value, this.frontEnds.busy),
    ];
  }

  private arrive(request: Session): void {
    request.step = 0;
    switch (this.frontEnds.of(request).arrive(request, this.world.calendar.now)) {
      case "serve":
        return this.serve(request);
      case "wait":
        return this.frontEnds.wakeLater(this.frontEnds.of(request));
      case "refused":
        return this.answer(request, this.options.api.overload, "admission");
      case "full":
        return this.answer(request, this.options.api.overload, "sessions");
      case "down":
        return this.cutOff(request);
    }
  }

  private serve(request: Session): void {
    this.workers.add(1);
    request.stage = "auth";
    // From here on the message is the server's too: it will be stored even if the client stops waiting.
    this.world.registry.writeBegins(request.message);
    if (this.desk.checks(request)) this.desk.ask(request);
    else this.work(request);
  }

  /** 401: the key is wrong. 503: nobody can tell. */
  private turnDown(request: Session, why: "wrong password" | "unavailable"): void {
    this.world.registry.writeEnds(request.message, false);
    this.answer(request, why === "unavailable" ? 503 : 401, "auth");
  }

  private work(request: Session): void {
    request.stage = "dot";
    request.step = this.world.calendar.after(this.service.sample(this.stream), this.serviceEnd, request);
  }

  private store(request: Session): void {
    request.step = 0;
    request.storing = true;
    this.world.spool.write(request.bytes, this, request.slot);
  }

  /** The worker is free as soon as the answer is on its way. */
  private answer(request: Session, code: HttpCode, cause: Cause | "none"): void {
    request.code = code;
    request.cause = cause;
    this.world.replies.count(code, cause);
    const frontEnd = this.frontEnds.of(request);
    const free = request.holdsSlot;
    this.vacate(request);
    if (request.abandoned) this.close(request);
    else request.step = this.world.calendar.after(0.5 * request.roundTrip, this.response, request);
    if (free) this.admitWaiting(frontEnd);
  }

  private vacate(request: Session): void {
    if (!request.holdsSlot) return;
    this.frontEnds.of(request).leave(request, this.world.calendar.now);
    this.workers.add(-1);
  }

  /** Whose turn has come is served, or refused, until every worker is busy or nobody waits. */
  private admitWaiting(frontEnd: FrontEnd): void {
    const { now } = this.world.calendar;
    for (let request = frontEnd.next(now); request !== undefined; request = frontEnd.next(now)) {
      if (request.holdsSlot) this.serve(request);
      else this.answer(request, this.options.api.overload, "admission");
    }
    this.frontEnds.wakeLater(frontEnd);
  }

  /** The connection breaks under the client. A durable write under way goes on without it; work before it is lost. */
  private cutOff(request: Session): void {
    const { message, abandoned, stage, storing } = request;
    const checked = this.desk.leave(request);
    if ((this.world.calendar.cancel(request.step) && stage === "dot") || checked)
      this.world.registry.writeEnds(message, false);
    request.step = 0;
    request.abandoned = true;
    if (!abandoned) request.client.lost(request, "restart");
    if (storing) request.message = message;
    else this.close(request);
  }

  private respond(request: Session): void {
    request.step = 0;
    request.client.answered(request, request.code, request.cause);
    this.close(request);
  }

  private close(request: Session): void {
    this.closed++;
    this.requests.release(request);
  }
}
