/**
 * The HTTP API: one request, one message. A request holds a worker from its arrival until its message is durable; its
 * login, where logins are checked, is checked meanwhile. Answers 429 (or 503) when workers and queue are full, 5xx when
 * storing fails. Left out: HTTP/2 streams, rate quotas.
 */

import type { Action } from "../../engine/action.js";
import type { Distribution } from "../../engine/distribution/distribution.js";
import { makeDistribution } from "../../engine/distribution/index.js";
import type { Stream } from "../../engine/random.js";
import type { Level } from "../../metrics/level.js";
import type { Seconds } from "../../schema/quantity.js";
import { difference, type Law } from "../vocabulary/conservation-law.js";
import type { WriteOutcome } from "../vocabulary/durable-write.js";
import type { IntakeRestartOrder } from "../vocabulary/orders.js";
import type { ApiPort } from "../vocabulary/ports.js";
import { type Cause, type HttpCode, STAGE } from "../vocabulary/reply.js";
import type { Session } from "../vocabulary/session.js";
import { LoginChecker } from "./login-checker.js";
import { intakeMetrics } from "./metrics.js";
import type { IntakeNeeds } from "./needs.js";
import type { IntakeOptions } from "./options.js";
import { Slots, type SlotsNeeds } from "./slots.js";
import { transferTime } from "./stages.js";

/** TCP and a TLS 1.2 handshake; a connection kept alive pays neither. */
const NEW_CONNECTION_ROUND_TRIPS = 3;

export class ApiServer implements ApiPort, SlotsNeeds {
  readonly loginChecker: LoginChecker;
  private readonly slots: Slots;
  private readonly service: Distribution;
  private readonly stream: Stream;
  private readonly arrival: Action<Session>;
  private readonly serviceEnd: Action<Session>;
  private readonly response: Action<Session>;
  private readonly workers: Level;

  constructor(
    private readonly needs: IntakeNeeds,
    private readonly options: IntakeOptions,
  ) {
    const { calendar, random, meter } = needs;
    const { workers, queue } = options.api;
    this.slots = new Slots("api", needs, { nodes: options.nodes, slots: workers, queue }, options.admission, this);
    const { sessions } = this.slots;
    this.loginChecker = new LoginChecker(calendar, sessions, {
      letIn: (request) => this.work(request),
      turnDown: (request, why) => this.turnDown(request, why),
    });
    this.service = makeDistribution(options.api.service);
    this.stream = random.stream("intake.api");
    this.arrival = calendar.action("api request", sessions, (request) => this.arrive(request));
    this.serviceEnd = calendar.action("api service", sessions, (request) => this.store(request));
    this.response = calendar.action("api response", sessions, (request) => this.respond(request));
    this.workers = meter.level(intakeMetrics.workers);
  }

  /** A request for a client to fill in and then to `submit`. */
  open(): Session {
    return this.slots.open();
  }

  /** The client sends its request; on a new connection it first connects. */
  submit(request: Session, connection: "new" | "kept alive"): void {
    const setUp = connection === "new" ? NEW_CONNECTION_ROUND_TRIPS * request.roundTrip : 0;
    this.slots.frontEnds.assign(request);
    request.stage = STAGE.data;
    const delay = setUp + transferTime(request);
    request.step = this.needs.calendar.after(delay, this.arrival, request);
    this.promise(request, delay);
  }

  /** The client stops waiting. A request in service, and its durable write, go on to their end. */
  abandon(request: Session): void {
    request.abandoned = true;
    if (request.holdsSlot) return;
    this.needs.calendar.cancel(request.step);
    this.slots.frontEnds.of(request).remove(request, this.needs.calendar.now);
    this.slots.release(request);
  }

  /** Waiting requests, and those in a worker, end or stay as the plan says. Requests on their way arrive afterwards. */
  restart(plan: IntakeRestartOrder): void {
    const held = plan.inFlight === "drop" ? this.slots.held(plan.node) : [];
    for (const request of held) this.vacate(request);
    const dropped = this.slots.refill(plan);
    for (const request of [...held, ...dropped]) this.cutOff(request);
  }

  setDown(node: number, isDown: boolean): void {
    this.slots.frontEnds.setDown(node, isDown);
  }

  setQueue(perNode: number): void {
    this.slots.frontEnds.setQueue(perNode);
  }

  setWorkers(perNode: number): void {
    this.slots.frontEnds.setSlots(perNode);
  }

  takeTurn(request: Session): void {
    if (request.holdsSlot) this.serve(request);
    else this.answer(request, this.options.api.overload, "admission");
  }

  answerWrite(request: Session, outcome: WriteOutcome): void {
    if (outcome === "stored") this.answer(request, 200, "none");
    else this.answer(request, this.options.api.storageFailure, "storage");
  }

  laws(): Law[] {
    return [
      ...this.slots.laws("API requests"),
      difference("API workers in use = slots held", this.workers.value, this.slots.frontEnds.slotsHeld),
    ];
  }

  private arrive(request: Session): void {
    request.step = 0;
    switch (this.slots.arrive(request)) {
      case "serve":
        return this.serve(request);
      case "wait":
        return this.promise(request, "unknown");
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
    request.stage = STAGE.auth;
    // From here on the message is the server's too: it will be stored even if the client stops waiting.
    this.needs.registry.writeBegins(request.message);
    if (!this.loginChecker.checks(request)) return this.work(request);
    this.promise(request, "unknown");
    this.loginChecker.ask(request);
  }

  /** 401: the key is wrong. 503: the authentication service gave no answer. */
  private turnDown(request: Session, why: "wrong password" | "unavailable"): void {
    this.needs.registry.writeEnds(request.message, false);
    this.answer(request, why === "unavailable" ? 503 : 401, "auth");
  }

  private work(request: Session): void {
    request.stage = STAGE.dot;
    const time = this.service.sample(this.stream);
    request.step = this.needs.calendar.after(time, this.serviceEnd, request);
    this.promise(request, time + this.needs.spool.longest + 0.5 * request.roundTrip);
  }

  private store(request: Session): void {
    request.step = 0;
    this.slots.write(request);
  }

  /** The worker is free as soon as the answer is on its way. */
  private answer(request: Session, code: HttpCode, cause: Cause | "none"): void {
    request.code = code;
    request.cause = cause;
    this.needs.replies.count(code, cause);
    const frontEnd = this.slots.frontEnds.of(request);
    const free = request.holdsSlot;
    this.vacate(request);
    if (request.abandoned) this.slots.release(request);
    else this.send(request);
    if (free) this.slots.admitWaiting(frontEnd);
  }

  private send(request: Session): void {
    const travel = 0.5 * request.roundTrip;
    request.step = this.needs.calendar.after(travel, this.response, request);
    this.promise(request, travel);
  }

  /** What is due next comes within this time. The client's deadline runs unless that is sure to be before it. */
  private promise(request: Session, within: Seconds | "unknown"): void {
    if (request.abandoned) return;
    const left = request.attemptAt + request.patience.dot - this.needs.calendar.now;
    if (within === "unknown" || within >= left) request.client.waits(request, STAGE.dot);
  }

  private vacate(request: Session): void {
    if (this.slots.vacate(request)) this.workers.add(-1);
  }

  /** The connection breaks under the client. A durable write under way goes on without it; work before it is lost. */
  private cutOff(request: Session): void {
    const { message, abandoned, stage, storing } = request;
    const checked = this.loginChecker.leave(request);
    if ((this.needs.calendar.cancel(request.step) && stage === STAGE.dot) || checked)
      this.needs.registry.writeEnds(message, false);
    request.step = 0;
    request.abandoned = true;
    if (!abandoned) request.client.lost(request, "restart");
    if (storing) request.message = message;
    else this.slots.release(request);
  }

  private respond(request: Session): void {
    request.step = 0;
    request.client.answered(request, request.code, request.cause);
    this.slots.release(request);
  }
}
