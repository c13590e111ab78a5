/**
 * The mail system, wired. The only place where parts meet:
 *
 *   senders ──SMTP──► way in ──► SmtpServer ──┐                    ┌──► Delivery (reads, deletes)
 *      ▲  └───HTTP──► way in ──► ApiServer ───┴─write─► storage ───┤
 *      │        (mitigation, edge, balancer)                        └──► Mail (accepted, duplicates)
 *      └── 250 · 421 · 4xx · 429 · 5xx · silence ──► retry profiles ──► back to the senders
 *
 *   Auth (one service, its callers) stands beside the mail; sessions ask it through Logins. Alerting looks at the metrics; people react to it.
 *   Timeline (operations) pulls the Controls of auth, storage, intake and settings.
 */

import { Calendar } from "../engine/calendar.js";
import { Random } from "../engine/random.js";
import type { CounterDeclaration } from "../metrics/declaration.js";
import { Meter } from "../metrics/meter.js";
import type { Seconds } from "../schema/quantity.js";
import { type Problem, ScenarioError } from "../schema/scenario-error.js";
import { type AuthLoad, AuthSystem } from "./auth/auth-system.js";
import { Delivery } from "./delivery/delivery.js";
import { ApiGateway } from "./edge/api-gateway.js";
import { Ingress } from "./edge/ingress.js";
import { edgeMetrics } from "./edge/metrics.js";
import type { Rule } from "./edge/mitigation-device.js";
import type { EdgeOptions } from "./edge/options.js";
import { SmtpGateway } from "./edge/smtp-gateway.js";
import { VantageAccounting } from "./edge/vantage-accounting.js";
import { ApiServer } from "./intake/api-server.js";
import { intakeMetrics } from "./intake/metrics.js";
import type { Registry, RestartPlan } from "./intake/needs.js";
import { Replies } from "./intake/replies.js";
import { SmtpServer } from "./intake/smtp-server.js";
import { ConnectionAccounting } from "./mail/connection-accounting.js";
import { Mail } from "./mail/mail.js";
import { MailAccounting } from "./mail/mail-accounting.js";
import { mailMetrics } from "./mail/metrics.js";
import type { Firing } from "./monitoring/alert-rule.js";
import { Alerting } from "./monitoring/alerting.js";
import { watchBlindSpot } from "./monitoring/blind-spot.js";
import { watchBudgets } from "./monitoring/budget.js";
import { evidenceOf } from "./monitoring/evidence.js";
import { Investigation } from "./monitoring/investigation.js";
import type { MonitoringOptions } from "./monitoring/options.js";
import { startProbes } from "./monitoring/probes.js";
import { Ticketing } from "./monitoring/tickets.js";
import type { Controls } from "./operations/controls.js";
import type { Timeline } from "./operations/timeline.js";
import type { SystemOptions } from "./options.js";
import type { Population } from "./senders/population.js";
import { InstantStore } from "./storage/instant-store.js";
import { storageMetrics } from "./storage/metrics.js";
import type { StorageCluster } from "./storage/storage-cluster.js";
import { difference, type Law } from "./vocabulary/conservation-law.js";
import type { Spool } from "./vocabulary/durable-write.js";
import type { MailObserver } from "./vocabulary/mail-observer.js";
import type { MessageId, Messages } from "./vocabulary/message.js";
import type { Session } from "./vocabulary/session.js";
import { startPopulations } from "./wiring/build-senders.js";
import { buildStorage } from "./wiring/build-storage.js";
import { buildTimeline, inOrder } from "./wiring/build-timeline.js";
import { checkFailovers } from "./wiring/check-failovers.js";
import { authControls } from "./wiring/controls/auth.js";
import { edgeControls } from "./wiring/controls/edge.js";
import { storageControls } from "./wiring/controls/storage.js";
import { LiveSettings } from "./wiring/live-settings.js";
import { checksLogins, expectedLogins, Logins } from "./wiring/logins.js";
import { scaledAuth, scaledIntake } from "./wiring/scale.js";
import { type Occasions, occasionsOf } from "./wiring/triggers.js";

export interface SystemClock {
  /** The UTC second at which the run starts. */
  readonly start: number;
  readonly duration: Seconds;
  readonly warmUp: Seconds;
  readonly bucket: Seconds;
  readonly scale: number;
}

/** What operations work on, besides storage. */
interface Operated {
  readonly smtp: SmtpServer;
  readonly api: ApiServer;
  readonly settings: LiveSettings;
}

/** One system, ready to run once. */
export class MailSystem {
  readonly calendar = new Calendar();
  readonly meter: Meter;
  readonly timeline: Timeline;
  readonly messages: Messages;
  private readonly populations: readonly Population[];
  private readonly accounting: MailAccounting;
  private readonly replies: Replies;
  private readonly storage: StorageCluster | undefined;
  private readonly auth: AuthSystem | undefined;
  private readonly bucket: Seconds;
  private wayIn: Ingress | undefined;
  private readonly alerting: Alerting;
  private readonly parts: { laws(): Law[] }[] = [];

  /** @param observer sees every message; the run is the same with and without */
  constructor(clock: SystemClock, options: SystemOptions, seed: number, observer?: MailObserver) {
    const { calendar } = this;
    const random = new Random(seed);
    this.meter = new Meter(calendar, clock);
    const { meter } = this;
    const { tickets, probes } = options.monitoring;
    const ticketing = tickets === "off" ? undefined : new Ticketing({ calendar, random, meter }, tickets);
    this.replies = new Replies(meter, checksLogins(options.auth) ? "checked" : "taken as they are");
    this.bucket = clock.bucket;
    const wayIn = this.buildWayIn(options.edge, clock, random);
    const seen = wayIn && this.watchWayIn(wayIn, ({ address }) => ticketing?.consider(address));
    const counts = options.senders.some(({ addresses }) => addresses !== undefined);
    const connections = counts ? new ConnectionAccounting(meter) : undefined;
    this.accounting = new MailAccounting(meter, seen, connections);
    const mail = new Mail(calendar, this.accounting, observer);
    this.messages = mail.messages;
    this.storage = buildStorage(options.storage, { calendar, random, meter }, clock);
    const spool: Spool = this.storage ?? new InstantStore(calendar);
    const registry = this.deliverAccepted(mail, options.delivery, random);
    const world = { calendar, random, meter, replies: this.replies, spool, registry };
    const intake = scaledIntake(options.intake, clock.scale);
    const smtp = new SmtpServer(world, intake);
    const api = new ApiServer(world, intake);
    this.parts.push(mail, smtp, api, ...(this.storage ? [this.storage] : []));
    if (connections) this.parts.push({ laws: () => connections.laws(smtp.sessionsOpened) });
    this.auth = this.authenticate(options, clock, random);
    const checkers = { smtp: smtp.loginChecker, api: api.loginChecker };
    this.parts.push(new Logins(checkers, (protocol) => this.auth?.callerFor(protocol), this.replies));
    const settings = new LiveSettings({ smtp, api, storage: this.storage, auth: this.auth }, options, clock.scale);
    this.watchObjectives(options.monitoring.slos, wayIn === undefined);
    this.alerting = new Alerting(
      { calendar, random, meter, startsAt: clock.start, duration: clock.duration },
      options.monitoring,
    );
    const risks = { wayIn: (source: number) => this.riskOf(source), intake: smtp.risk };
    startProbes({ calendar, random, meter }, probes, risks);
    const controls = this.controls(options, clock.scale, { smtp, api, settings });
    const occasions = this.occasions(options.monitoring, ticketing, random);
    this.timeline = buildTimeline(options.operations, { calendar, random, occasions, controls, clock });
    if (wayIn) checkFailovers(options.operations, wayIn.pools, clock);
    this.populations = startPopulations(options.senders, {
      calendar,
      random,
      mail,
      accounting: this.accounting,
      observer,
      smtp: wayIn ? new SmtpGateway(calendar, wayIn, smtp) : smtp,
      api: wayIn ? new ApiGateway(calendar, wayIn, api) : api,
      startsAt: clock.start,
      ...clock,
    });
  }

  /** What must balance, now that the run is over. */
  laws(): Law[] {
    const recording = this.meter.recording();
    const total = (counter: CounterDeclaration) => recording.total(counter);
    const laws = [
      ...this.parts.flatMap((part) => part.laws()),
      difference(
        "250 and 200 replies = messages accepted + duplicates",
        total(intakeMetrics.accepted) + total(intakeMetrics.httpAccepted),
        total(mailMetrics.accepted) + total(mailMetrics.duplicates),
      ),
    ];
    if (this.storage === undefined) return laws;
    const failed = total(storageMetrics.failed);
    return [...laws, difference("421 and 5xx for storage = failed accept writes", this.replies.storageFailed, failed)];
  }

  /** The sender with that address. Throws a RangeError when there is none. */
  senderOf(address: number): { readonly population: string; readonly host: number } {
    for (const { name, hosts } of this.populations) {
      const host = hosts[address - (hosts[0]?.address ?? 0)];
      if (host !== undefined) return { population: name, host: host.number };
    }
    throw new RangeError(`no sender has the address ${address}`);
  }

  get attemptsInFlight(): number {
    return this.accounting.inFlight;
  }

  /** What is wrong with the expressions of its alerts and objectives: found while it was built, to be told with what else is wrong. */
  get problems(): readonly Problem[] {
    return this.alerting.problems;
  }

  /** Alerts that fired, in order. */
  get firings(): readonly Firing[] {
    return this.alerting.firings;
  }

  /** What the closed forms of a trap say something about; undefined without authentication. */
  get authLoad(): AuthLoad | undefined {
    return this.auth?.load;
  }

  /** Calls to auth that its own calls made. */
  get nestedAuthCalls(): number {
    return this.auth?.nestedCalls ?? 0;
  }

  get authQueue(): number {
    return this.auth?.queue ?? 0;
  }

  /** The chance that a new connection of this source does not get in now; a client that waits half a minute for it. */
  riskOf(source: number): number {
    return this.wayIn?.risk(source, 30) ?? 0;
  }

  private buildWayIn(options: SystemOptions["edge"], clock: SystemClock, random: Random): Ingress | undefined {
    if (options === "off") return undefined;
    const { calendar, meter } = this;
    const wayIn = new Ingress({ calendar, random, meter, scale: clock.scale }, options, rulesOf(options, clock));
    this.parts.push(wayIn);
    this.wayIn = wayIn;
    return wayIn;
  }

  /** Books of the way in, and the vantage points at its two ends. */
  private watchWayIn(wayIn: Ingress, complain: (session: Session) => void): VantageAccounting {
    const { meter, calendar, replies } = this;
    const names = wayIn.pools.all.map(({ options }) => options.name);
    const books = new VantageAccounting(meter, names, complain);
    watchBlindSpot(meter, calendar, { good: () => replies.accepted, tries: () => replies.total }, books.seen);
    this.readGauges();
    return books;
  }

  /** At the end of each bucket. */
  private readGauges(): void {
    const { meter, calendar } = this;
    const read = calendar.signal("gauges are read", () => {
      meter.sample();
      calendar.after(this.bucket, read);
    });
    calendar.after(this.bucket, read);
  }

  private watchObjectives(slos: MonitoringOptions["slos"], alone: boolean): void {
    if (slos.length === 0) return;
    watchBudgets(this.meter, this.calendar, slos);
    if (alone) this.readGauges();
  }

  private occasions({ investigation }: MonitoringOptions, ticketing: Ticketing | undefined, random: Random): Occasions {
    if (investigation === "off") return occasionsOf(this.alerting, ticketing, undefined, "");
    if (this.wayIn === undefined)
      throw new ScenarioError([
        { path: "monitoring.investigation", found: "an investigation without a way in", expected: "an edge section" },
      ]);
    const { calendar, meter } = this;
    const people = new Investigation(
      { calendar, random, meter },
      investigation,
      evidenceOf(meter, {
        unanswered: edgeMetrics.unanswered,
        unansweredInside: edgeMetrics.unansweredInside,
        setOut: edgeMetrics.cameTo.member("internet"),
        cameToEdge: edgeMetrics.cameTo.member("edge"),
        endedAtEdge: edgeMetrics.droppedAt.member("edge"),
        endedAtBalancer: edgeMetrics.droppedAt.member("balancer"),
      }),
    );
    return occasionsOf(this.alerting, ticketing, people, investigation.on);
  }

  private authenticate(
    { auth: options, senders }: SystemOptions,
    clock: SystemClock,
    random: Random,
  ): AuthSystem | undefined {
    if (options === "off") return undefined;
    const { calendar, meter } = this;
    const demand = inOrder(options.demand, clock);
    const world = { calendar, random, meter };
    const auth = new AuthSystem(world, scaledAuth(options, clock.scale), demand, expectedLogins(senders, clock.scale));
    this.parts.push(auth);
    return auth;
  }

  /** Accepted mail goes on to delivery, unless the scenario leaves delivery out. */
  private deliverAccepted(mail: Mail, options: SystemOptions["delivery"], random: Random): Registry {
    if (options === "off") return mail;
    const store = this.storage ?? { read: () => {}, delete: () => {} };
    const delivery = new Delivery(this.calendar, random, this.meter, store, options);
    this.parts.push(delivery);
    return {
      writeBegins: (id: MessageId) => mail.writeBegins(id),
      writeEnds(id: MessageId, stored: boolean) {
        if (stored) delivery.accept();
        mail.writeEnds(id, stored);
      },
    };
  }

  /** The handles that operations pull. */
  private controls({ operations, intake }: SystemOptions, scale: number, { smtp, api, settings }: Operated): Controls {
    const { calendar } = this;
    let waits = 0;
    return {
      storage: storageControls(calendar, this.storage),
      auth: authControls(this.auth, scale),
      edge: edgeControls(this.wayIn),
      intake: {
        beginFault: smtp.beginFault.bind(smtp),
        endFault: smtp.endFault.bind(smtp),
        restart(plan: RestartPlan) {
          smtp.restart(plan);
          api.restart(plan);
        },
        nodes: intake.nodes,
        setDown(node: number, isDown: boolean) {
          smtp.setDown(node, isDown);
          api.setDown(node, isDown);
        },
      },
      settings,
      deploys: operations.filter((one) => one.do === "deploy").map((one) => String(one.name)),
      wait: (length, then) => calendar.after(length, calendar.signal(`operation goes on ${++waits}`, then)),
    };
  }
}

/** The profiles of the mitigation device, their points in seconds from the start of the run. */
function rulesOf({ mitigation }: EdgeOptions, clock: SystemClock): Map<string, Rule[]> {
  const rules = Object.entries(mitigation.profiles).map(([name, { countermeasures }]): [string, Rule[]] => [
    name,
    countermeasures.map(({ falsePositive, ...rule }) => ({
      ...rule,
      rate: Array.isArray(falsePositive)
        ? inOrder(falsePositive, clock).map(({ at, share }) => ({ at, value: share }))
        : [{ at: 0, value: falsePositive }],
    })),
  ]);
  return new Map(rules);
}
