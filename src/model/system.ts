/**
 * The mail system: its parts, and how they are connected. What it takes to connect two of them is in wiring/.
 *
 *   senders ──SMTP──► ingress ─► SmtpServer ──┐                    ┌──► Delivery (reads, deletes)
 *      ▲  └───HTTP──► ingress ─► ApiServer ───┴─write─► storage ───┤
 *      │        (mitigation, edge, balancer)                        └──► Mail (accepted, duplicates)
 *      └── 250 · 421 · 4xx · 429 · 5xx · silence ──► retry profiles ──► back to the senders
 *
 *   Auth (one service and its callers) stands beside the mail; sessions ask it through Logins.
 *   Alerting reads the metrics; people react to it by operations. Timeline carries operations out, by the Controls of
 *   the parts.
 */

import { Calendar } from "../engine/calendar.js";
import { Random } from "../engine/random.js";
import { Meter } from "../metrics/meter.js";
import type { Problem } from "../schema/scenario-error.js";
import type { AuthLoad, AuthSystem } from "./auth/auth-system.js";
import { checkFailovers } from "./edge/check-failovers.js";
import type { Ingress } from "./edge/ingress.js";
import { Replies } from "./intake/replies.js";
import type { MailAccounting } from "./mail/mail-accounting.js";
import type { Firing } from "./monitoring/alert-rule.js";
import type { Alerting } from "./monitoring/alerting.js";
import { startProbes } from "./monitoring/probes.js";
import type { Timeline } from "./operations/timeline.js";
import type { SystemOptions } from "./options.js";
import type { Population } from "./senders/population.js";
import { InstantStore } from "./storage/instant-store.js";
import type { Law } from "./vocabulary/conservation-law.js";
import type { MailObserver } from "./vocabulary/mail-observer.js";
import type { Messages } from "./vocabulary/message.js";
import { lawsOf } from "./wiring/balance.js";
import { buildAuth, checksLogins, connectLogins } from "./wiring/build-auth.js";
import { buildIngress, failoverWindows, portsOf, watchIngress } from "./wiring/build-edge.js";
import { buildIntake } from "./wiring/build-intake.js";
import { buildDelivery, buildMail, registryOf } from "./wiring/build-mail.js";
import { buildAlerting, buildTicketing, buildTriggers, readGauges } from "./wiring/build-monitoring.js";
import { startPopulations } from "./wiring/build-senders.js";
import { buildStorage } from "./wiring/build-storage.js";
import { buildTimeline } from "./wiring/build-timeline.js";
import { controlsOf } from "./wiring/controls/controls.js";
import { LiveSettings } from "./wiring/live-settings.js";
import { scaledSystem } from "./wiring/scaling.js";
import type { SystemClock } from "./wiring/system-world.js";

/** Seconds that a client waits for its connection, in the risk that it fails. */
const PATIENCE = 30;

/** One system, ready to run once. */
export class MailSystem {
  readonly calendar = new Calendar();
  readonly meter: Meter;
  readonly timeline: Timeline;
  readonly messages: Messages;
  /** What must balance; to be asked when the run is over. */
  readonly laws: () => Law[];
  private readonly populations: readonly Population[];
  private readonly accounting: MailAccounting;
  private readonly ingress: Ingress | undefined;
  private readonly auth: AuthSystem | undefined;
  private readonly alerting: Alerting;

  /**
   * Parts declare their metrics and schedule their first events in this order, which results depend on.
   * @param observer sees every message; the run is the same with and without
   */
  constructor(clock: SystemClock, stated: SystemOptions, seed: number, observer?: MailObserver) {
    const options = scaledSystem(stated, clock.scale);
    this.meter = new Meter(this.calendar, clock);
    const { calendar, meter } = this;
    const { senders, monitoring, operations } = options;
    const world = { calendar, random: new Random(seed), meter, clock };
    readGauges(world);

    const ticketing = buildTicketing(monitoring, world);
    const replies = new Replies(meter, checksLogins(options.auth) ? "checked" : "taken as they are");
    const ingress = buildIngress(options.edge, world);
    const seen = ingress && watchIngress(ingress, world, replies, ({ address }) => ticketing?.consider(address));
    const { mail, accounting, connections } = buildMail(senders, world, seen, observer);
    const storage = buildStorage(options.storage, world);
    const delivery = buildDelivery(options.delivery, world, storage);
    const behind = { spool: storage ?? new InstantStore(calendar), registry: registryOf(mail, delivery) };
    const servers = buildIntake(options.intake, world, { replies, ...behind });
    const { smtp, api } = servers;
    const auth = buildAuth(options, world);
    const logins = connectLogins(servers, auth, replies);

    const settings = new LiveSettings({ servers, auth, storage }, stated, clock.scale);
    const alerting = buildAlerting(monitoring, world);
    startProbes(world, monitoring.probes, { wayIn: (source) => this.riskOf(source), intake: smtp.risk });
    const controls = controlsOf(options, { storage, auth, ingress, servers, settings }, world);
    const triggers = buildTriggers(monitoring, world, { alerting, ticketing, ingress });
    this.timeline = buildTimeline(operations, { ...world, triggers, controls });
    if (ingress) checkFailovers(failoverWindows(operations, clock), ingress.pools);

    const ports = portsOf(ingress, calendar, servers);
    this.populations = startPopulations(senders, { ...world, ...ports, mail, accounting, observer });

    const opened = connections && { laws: () => connections.laws(smtp.sessionsOpened) };
    const parts = [ingress, delivery, mail, smtp, api, storage, opened, auth, logins];
    this.laws = () => lawsOf(parts, { meter, replies, storage });
    this.messages = mail.messages;
    this.accounting = accounting;
    this.ingress = ingress;
    this.auth = auth;
    this.alerting = alerting;
  }

  /** The sender with that address. Throws a RangeError when there is none. */
  senderOf(address: number): { readonly population: string; readonly host: number } {
    for (const population of this.populations) {
      const host = population.hostAt(address);
      if (host !== undefined) return { population: population.name, host };
    }
    throw new RangeError(`no sender has the address ${address}`);
  }

  get attemptsInFlight(): number {
    return this.accounting.inFlight;
  }

  /** What is wrong with the expressions of its alerts and objectives, to be told with what else is wrong. */
  get problems(): readonly Problem[] {
    return this.alerting.problems;
  }

  /** Alerts that fired, in order. */
  get firings(): readonly Firing[] {
    return this.alerting.firings;
  }

  /** The load of auth, as the closed forms of a metastable trap need it; undefined without authentication. */
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

  /** The probability that a new connection of this source fails at the edge now; its client waits half a minute. */
  riskOf(source: number): number {
    return this.ingress?.risk(source, PATIENCE) ?? 0;
  }
}
